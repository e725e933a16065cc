/** Relative widths of table columns, from their content. */
import type { DocumentCell, DocumentTable } from './content.ts';
import { cyrillicWord, hyphenated, softHyphen } from './hyphens.ts';

/** Maximum length of a word that a column must not break: longer ones are addresses and the like. */
const longestWord = 16;

/** The same for words that are broken with a hyphen: in cells and in titles, which are read once. */
const longestHyphenated = { cell: 13, title: 10 };

/**
 * Chinese has no spaces and may be broken anywhere, but a column of one or two characters is hard to read: four stay
 * together.
 */
const wordEnds = /\s+|(?<=[\u2e80-\u9fff\uff00-\uffef]{4})/u;

/** Titles are in bold letters, which are wider, except in Chinese. */
const boldness = (title: string): number => (title >= '\u2e80' ? 1 : 1.15);
/** Size of the letters of a cell's second line, compared with the first. */
const smaller = 0.8;

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
    const wordsOf = (text: string, of: 'cell' | 'title') =>
      text
        .split(wordEnds)
        .map((word) => Math.min(spread(word), isCyrillic(word) ? longestHyphenated[of] : longestWord));
    const ofTitle = wordsOf(title, 'title').map((width) => width * boldness(title));
    const words = [...ofTitle, ...texts.flatMap((text) => wordsOf(text, 'cell'))];
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

/** Widths in characters of the columns of a page with these weights. */
export function widthsOf(weights: readonly number[], scale = 1): number[] {
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => Math.max(2, ((weight / all) * lineLength) / scale - 2));
}

/** @returns estimated heights of the head and of each row, as multiples of the letters of the document */
export function rowHeights({ columns, rows }: DocumentTable, weights: readonly number[], scale = 1): number[] {
  const widths = widthsOf(weights, scale);
  const lengths = [columns.map(({ title }) => [spread(title)]), ...rows.map(cellsOf)];
  return lengths.map((row) => {
    const lines = row.map((texts, at) =>
      texts.reduce((sum, length) => sum + Math.max(1, Math.ceil(length / widths[at]!)), 0),
    );
    return 0.55 + 1.05 * Math.max(1, ...lines);
  });
}

/** A word without spaces, in letters that do not join: a code, an address, a long word. */
const longWord = /[!-\u02ff\u0400-\u04ff]{10,}/g;
const softSpace = '\u200b';
const isCyrillic = (text: string): boolean => text.search(cyrillicWord) !== -1;
/** Small letters are narrower than the characters by which columns are measured. */
const narrower = 1.3;
/** Cyrillic letters, compared with Latin ones. */
const cyrillicWidth = 1.1;

/**
 * A cell whose words may be broken where they are wider than its column: an address after its signs, other words
 * anywhere. A program that sets pages would write them over the next column.
 *
 * @param width - of the column, in characters
 */
export function withBreaks({ text, under }: DocumentCell, width: number): DocumentCell {
  const broken = (value: string, characters: number) => {
    const room = Math.floor(characters * narrower);
    return withHyphens(value, characters).replaceAll(longWord, (word) =>
      word.length <= room || word.includes(softHyphen)
        ? word
        : (word.match(/[^/.@_=&?:;,-]*[/.@_=&?:;,-]*/g) ?? [])
            .flatMap((part) => part.match(new RegExp(`.{1,${room}}`, 'g')) ?? [])
            .join(softSpace),
    );
  };
  return { text: broken(text, width), ...(under !== undefined && { under: broken(under, width / smaller) }) };
}

/** The title of a column, with the same breaks. @param width - of the column, in characters */
export const titleWithBreaks = (title: string, width: number): string =>
  withBreaks({ text: title }, width / boldness(title)).text;

/**
 * A cell, or the title of a column, whose Cyrillic words are hyphenated where they are wider than its column.
 *
 * @param width - of the column, in characters
 */
export const cellWithHyphens = ({ text, under }: DocumentCell, width: number, isTitle = false): DocumentCell => ({
  text: withHyphens(text, isTitle ? width / boldness(text) : width),
  ...(under !== undefined && { under: withHyphens(under, width / smaller) }),
});

/** Text whose Cyrillic words are hyphenated where they are wider than a column. */
function withHyphens(text: string, width: number): string {
  const room = Math.floor((width * narrower) / cyrillicWidth);
  return text.replaceAll(cyrillicWord, (word) => (word.length <= room ? word : hyphenated(word)));
}

const widened = (widths: readonly number[], at: number) =>
  widths.map((width, column) => (column === at ? width + step : width));

/** The lengths of the texts of each cell, in characters of the first line's size. */
const cellsOf = (row: DocumentTable['rows'][number]): number[][] =>
  row.map(({ text, under }) => (under === undefined ? [spread(text)] : [spread(text), smaller * spread(under)]));

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
  for (const letter of text)
    length += letter >= '\u2e80' ? 2 : letter >= '\u0400' && letter <= '\u04ff' ? cyrillicWidth : 1;
  return length;
}
