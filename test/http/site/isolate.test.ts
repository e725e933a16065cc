/** Bidirectional texts: user input in one direction keeps its punctuation in place on a page of the other. */
import { describe, expect, it } from 'vitest';
import { isolate } from '../../../src/http/site/isolate.ts';

describe('a text of another direction', () => {
  it.each([
    ['Réseau en ligne (illustratif)', true],
    ['(illustrative) post', true],
    ['Adopted in 2026.', true],
    ['وزارة العدل', true],
    ['2026: وزارة العدل (CERT)', true],
    ['CETS 108 اتفاقية حماية الأفراد.', false],
    ['Ministry of Justice', false],
    ['94 – 1', false],
    ['–', false],
    ['', false],
  ])('%s', (text, apart) => {
    expect(String(isolate(text)).startsWith('<bdi>')).toBe(apart);
  });

  it('is escaped like any other', () => {
    expect(String(isolate('"<b>"'))).toBe('<bdi>&quot;&lt;b&gt;&quot;</bdi>');
  });
});
