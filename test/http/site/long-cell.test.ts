import { describe, expect, it } from 'vitest';
import { showValue } from '../../../src/http/site/page/table.ts';

const shown = (text: string) => String(showValue({ text, as: 'long' }));
const source =
  'As of 2024-07: Chart of signatures and ratifications of Treaty 185, stored page; treaty database as reprinted in the official journal, with its list of Parties';

describe('a long text in a table', () => {
  it('shows its start, and all of it on request', () => {
    const text = shown(source);
    const [, start, rest] = /<summary>(.*)<\/summary>(.*)<\/details>/.exec(text)!;
    expect(start!.length).toBeLessThanOrEqual(80);
    expect(`${start} ${rest}`).toBe(source);
  });

  it.each([source.slice(0, 60), 'x'.repeat(300)])(
    'is not folded where it is short or cannot be divided: %s',
    (text) => {
      expect(shown(text)).toBe(text);
    },
  );
});
