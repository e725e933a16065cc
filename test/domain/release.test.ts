import { expect, it } from 'vitest';
import { coversPart } from '../../src/domain/index.ts';

it.each([
  [{ country: 'AAA', cycle: null }, { country: 'AAA', cycle: 'tiny-2024' }, true],
  [{ country: 'AAA', cycle: null }, { country: 'BBB', cycle: 'tiny-2024' }, false],
  [{ country: 'AAA', cycle: 'tiny-2024' }, { country: 'AAA', cycle: 'tiny-2024' }, true],
  [{ country: 'AAA', cycle: 'tiny-2024' }, { country: 'AAA', cycle: 'tiny-2026' }, false],
  [{ country: 'AAA', cycle: 'tiny-2024' }, { country: 'BBB', cycle: 'tiny-2024' }, false],
])('the withdrawal of %j covers %j: %s', (withdrawn, part, covers) => {
  expect(coversPart(withdrawn, part)).toBe(covers);
});
