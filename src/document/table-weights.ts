/** Relative widths of table columns, from their content. */
import type { DocumentTable } from './content.ts';

/** Maximum length of a word that a column must not break: longer ones are addresses and the like. */
const longestWord = 16;

/**
 * Chinese has no spaces and may be broken anywhere, but a column of one or two characters is hard to read: four stay
 * together.
 */
const wordEnds = /\s+|(?<=[\u2e80-\u9fff\uff00-\uffef]{4})/u;

/** Characters beside one another in a line of a page, in tables of a document that is not scaled down. */
const lineLength = 96;
/** Characters that a column gains at a time. */
const step = 2;
/** Rows by which the columns of a long table are measured. */
const measuredRows = 60;

/**
 * @returns one weight for each column: the width of its longest word, plus what the line has left, given where it makes
 *   the table shorter
 *
 * @param scale - of the letters: of smaller ones more fit in a line
 */
export function columnWeights({ columns, rows }: DocumentTable, scale = 1): number[] {
  const widths = columns.map(({ title }, at) => {
    const texts = rows.flatMap((row) => [row[at]?.text ?? '', row[at]?.under ?? '']);
    const wordsOf = (text: string) => text.split(wordEnds).map(spread);
    // Titles are in bold letters, which are wider, except in Chinese.
    const bold = title >= '\u2e80' ? 1 : 1.15;
    const words = [...wordsOf(title).map((width) => width * bold), ...texts.flatMap(wordsOf)];
    return Math.min(longestWord, Math.max(3, ...words)) + 2;
  });
  const every = Math.max(1, Math.ceil(rows.length / measuredRows));
  const lengths = [
    columns.map(({ title }) => [spread(title)]),
    ...rows.filter((_, at) => at % every === 0).map(cellsOf),
  ];
  let left = Math.round(lineLength / scale) - widths.reduce((total, width) => total + width, 0);
  for (; left >= step; left -= step) {
    const heights = widths.map((_, at) => heightOf(lengths, widened(widths, at)));
    const least = Math.min(...heights);
    if (heightOf(lengths, widths) - least < 0.02) break;
    widths[heights.indexOf(least)]! += step;
  }
  return widths;
}

const widened = (widths: readonly number[], at: number) =>
  widths.map((width, column) => (column === at ? width + step : width));

/** The lengths of the texts of each cell, in characters of the first line's size. */
const cellsOf = (row: DocumentTable['rows'][number]): number[][] =>
  row.map(({ text, under }) => (under === undefined ? [spread(text)] : [spread(text), 0.8 * spread(under)]));

/**
 * Height of all rows in lines. A smooth maximum of the cells of a row, so that of two cells of the same height each gains
 * by more width, and parts of lines, so that the next two characters already show a gain.
 */
function heightOf(lengths: readonly (readonly (readonly number[])[])[], widths: readonly number[]): number {
  let height = 0;
  for (const row of lengths) {
    let sum = 0;
    for (const [at, texts] of row.entries()) {
      let lines = 0;
      for (const length of texts) lines += Math.max(1, length / (widths[at]! - 2));
      const square = lines * lines;
      sum += square * square;
    }
    height += Math.sqrt(Math.sqrt(sum));
  }
  return height;
}

/** Width in characters; Chinese characters count double. */
function spread(text: string): number {
  let length = 0;
  for (const letter of text) length += letter >= '\u2e80' ? 2 : 1;
  return length;
}
