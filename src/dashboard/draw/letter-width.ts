/**
 * Widths of Latin letters in the widest of a page's fallback fonts, so that Vega reserves enough space on every
 * system: a label measured too wide has some space around it, one measured too narrow is cut.
 *
 * Without a canvas Vega assumes 0.8 of the font size for every letter, which spreads legends and cuts axis labels.
 */
/** In thousandths of the font size: DejaVu Sans, a seventh wider than Arial, or Arial where it is wider. */
const widths: readonly (readonly [string, number])[] = [
  ["'ijl|", 278],
  ['I ,.·', 318],
  ['/:;[\\]f', 352],
  ['()-!t', 392],
  ['r"`', 460],
  ['*–«»sJ', 521],
  ['cz?L_', 560],
  ['kvxyF', 592],
  ['aeoPTY•', 615],
  ['bdghnpquES0123456789$', 636],
  ['ABKVXZ', 686],
  ['CRU', 732],
  ['DGHN', 775],
  ['OQ&w', 818],
  ['+<=>~−→#M', 863],
  ['%m', 974],
  ['W@—…', 1000],
];
const byLetter = new Map(widths.flatMap(([letters, width]) => [...letters].map((letter) => [letter, width] as const)));

/**
 * Width of a letter that is not listed: letters with accents are as wide as without, wide scripts take a full square.
 */
function letterWidth(letter: string): number {
  const known = byLetter.get(letter) ?? byLetter.get(letter.normalize('NFD')[0] ?? '');
  if (known !== undefined) return known;
  if (letter >= '\u2e80') return 1000;
  // Arrows and symbols are wider than letters.
  return letter >= '\u2190' ? 800 : 640;
}

const square = /[\u2e80-\ud7ff\uf900-\uffef]/;
/** Quotation marks, which Chinese fonts draw in a full square. */
const quotes = /[“”‘’]/;

/**
 * @param bold - wider by an eighth, except for full-square characters, which have the same width in every weight
 * @returns width in pixels of one line at a font size in pixels
 */
export function textWidth(text: string, size: number, bold = false): number {
  const chinese = square.test(text);
  let width = 0;
  for (const letter of text) {
    if (square.test(letter) || (chinese && quotes.test(letter))) width += 1000;
    else width += letterWidth(letter) * (bold ? 1.13 : 1);
  }
  return (width * size) / 1000;
}

/**
 * Lines of a text that are no wider than a limit, broken between words; a longer word has its own line. A text without
 * spaces, as in Chinese, is broken where its language allows it.
 *
 * @param limit - in pixels
 */
export function linesOf(text: string, size: number, limit: number, locale: string): string[] {
  const words = /\s/.test(text)
    ? text.split(/(?<=[ \t\n])/)
    : [...new Intl.Segmenter(locale, { granularity: 'word' }).segment(text)].map(({ segment }) => segment);
  const lines = [''];
  for (const word of words) {
    const longer = lines.at(-1)! + word;
    if (lines.at(-1) === '' || textWidth(longer.trimEnd(), size) <= limit || /^[\p{P}\s]/u.test(word))
      lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.map((line) => line.trimEnd());
}
