/**
 * Widths of Latin letters in a common sans serif, so that Vega leaves the room that a text takes.
 *
 * Without a canvas Vega takes every letter for 0.8 of the font size, which spreads legends and cuts axis labels.
 */
import * as vega from 'vega';

/** In thousandths of the font size: Liberation Sans, which has Arial's and Helvetica's widths. */
const widths: readonly (readonly [string, number])[] = [
  ["'", 191],
  ['ijl|', 222],
  [' !,./:;I[]\\ft', 278],
  ['()-`r', 333],
  ['"*', 370],
  ['cksvxyzJ', 500],
  ['abdeghnopqu0123456789#$?_L', 556],
  ['+<=>~', 584],
  ['FTZ', 611],
  ['ABEKPSVXY&', 667],
  ['CDHNRUw', 722],
  ['GOQ', 778],
  ['mM', 833],
  ['%', 889],
  ['W', 944],
  ['@', 1015],
];
const byLetter = new Map(widths.flatMap(([letters, width]) => [...letters].map((letter) => [letter, width] as const)));

/** What a letter that is not listed takes: accents fall to their letter, wide scripts take a full square. */
function letterWidth(letter: string): number {
  const known = byLetter.get(letter) ?? byLetter.get(letter.normalize('NFD')[0] ?? '');
  if (known !== undefined) return known;
  return letter >= '\u2e80' ? 1000 : 600;
}

/** @returns width in pixels of one line at a font size in pixels */
export function textWidth(text: string, size: number): number {
  let width = 0;
  for (const letter of text) width += letterWidth(letter);
  return (width * size) / 1000;
}

/** Makes Vega measure by these widths, for as long as the thread lives. */
export function measureText(): void {
  // The typings leave it out; it is exported for programs that measure by their own fonts.
  const metrics = (vega as unknown as { textMetrics: object }).textMetrics as {
    width: (item: { text: unknown; fontSize?: number; fontWeight?: unknown }, text?: unknown) => number;
  };
  metrics.width = (item, text) => {
    const line = String(text ?? item.text ?? '');
    const bold = item.fontWeight === 'bold' || Number(item.fontWeight) >= 600;
    return textWidth(line, item.fontSize ?? 11) * (bold ? 1.06 : 1);
  };
}
