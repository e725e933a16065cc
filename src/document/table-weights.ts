/** How wide the columns of a table are beside each other, by what stands in them. */
import type { DocumentTable } from './content.ts';

const [least, most] = [5, 42];

/** @returns one weight a column */
export function columnWeights({ columns, rows }: DocumentTable): number[] {
  return columns.map(({ title }, at) => {
    const lengths = rows
      .map((row) => Math.max(spread(row[at]?.text ?? ''), spread(row[at]?.under ?? '') * 0.8))
      .toSorted((one, other) => one - other);
    const usual = lengths[Math.floor(lengths.length * 0.9)] ?? 0;
    const longestWord = Math.max(0, ...title.split(/\s+/).map(spread));
    return Math.min(most, Math.max(least, usual, longestWord * 1.15));
  });
}

/** Letters, of which Chinese ones take the room of two. */
function spread(text: string): number {
  let length = 0;
  for (const letter of text) length += letter >= '\u2e80' ? 2 : 1;
  return length;
}
