import { describe, expect, it } from 'vitest';
import { keepTreatyCodes } from '../../src/domain/index.ts';

describe('the code of a treaty', () => {
  it.each([
    ['Convention (CETS 185)', 'Convention (CETS\u00a0185)'],
    ['STE 108, STCE 201', 'STE\u00a0108, STCE\u00a0201'],
    ['CETS 108 Arts 22–23', 'CETS\u00a0108 Arts 22–23'],
    ['SETS 185, CETS 20261, CETS', 'SETS 185, CETS 20261, CETS'],
  ])('stays on one line: %s', (text, kept) => {
    expect(keepTreatyCodes(text)).toBe(kept);
  });
});
