/**
 * Caches folded texts: the wordings, choices and guidance of a questionnaire are in every workbook of it. Long texts,
 * which people write, are folded each time.
 */
import { Buffer } from 'node:buffer';

const longest = 1_500;
const most = 6_000;

export function foldOnce(fold: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    if (text.length > longest) return fold(text);
    const before = known.get(text);
    if (before !== undefined) return before;
    if (known.size >= most) known.clear();
    const folded = fold(text);
    known.set(alone(text), alone(folded));
    return folded;
  };
}

/** A copy: a part of a longer text keeps all of that, which may be a whole sheet. In Latin letters, of half the size. */
function alone(text: string): string {
  const encoding = wide.test(text) ? 'utf16le' : 'latin1';
  return Buffer.from(text, encoding).toString(encoding);
}

const wide = /[\u0100-\uffff]/;
