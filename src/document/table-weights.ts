/** Relative widths of table columns, from their content. */
import type { DocumentTable } from './content.ts';

const most = 42;
/** Maximum length of a word that a column must not break: longer ones are addresses and the like. */
const longestWord = 16;

/**
 * Chinese has no spaces and may be broken anywhere, but a column of one or two characters is hard to read: four stay
 * together.
 */
const wordEnds = /\s+|(?<=[\u2e80-\u9fff\uff00-\uffef]{4})/u;

/** Characters beside one another in a line of a page, in the smallest letters of a table. */
const lineLength = 96;

/**
 * @returns one weight for each column: the width of its longest word, plus a part of the additional width of typical
 *   texts, as far as the line has room for it
 */
export function columnWeights({ columns, rows }: DocumentTable): number[] {
  const widths = columns.map(({ title }, at) => {
    const texts = rows.flatMap((row) => [row[at]?.text ?? '', row[at]?.under ?? '']);
    const words = [title, ...texts].flatMap((text) => text.split(wordEnds)).map(spread);
    const needed = Math.min(longestWord, Math.max(3, ...words)) + 2;
    const lengths = rows
      .map((row) => Math.max(spread(row[at]?.text ?? ''), 0.7 * spread(row[at]?.under ?? '')))
      .toSorted((one, other) => one - other);
    const usual = Math.min(most, lengths[Math.floor(lengths.length * 0.9)] ?? 0);
    return { needed, more: 0.45 * Math.max(0, usual - needed) };
  });
  const sum = (part: 'needed' | 'more') => widths.reduce((total, width) => total + width[part], 0);
  const share = Math.min(1, Math.max(0, lineLength - sum('needed')) / Math.max(1, sum('more')));
  return widths.map(({ needed, more }) => needed + share * more);
}

/** Width in characters; Chinese characters count double. */
function spread(text: string): number {
  let length = 0;
  for (const letter of text) length += letter >= '\u2e80' ? 2 : 1;
  return length;
}
