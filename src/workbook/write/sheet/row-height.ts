/** Estimates the height that a row needs for its text, as no program computes it before the sheet is opened. */

/** Widths in thousandths of the font size, for Arial; other characters count as an average small letter. */
const widths: readonly (readonly [string, number])[] = [
  ["ijl|'’‘", 222],
  [' .,:;/!ftI\\()[]-·', 290],
  ['r"“”«»°*г', 350],
  ['kscxyvzJкзстух', 500],
  ['aebdopqughnL0123456789=+?–Г', 556],
  ['FTZТУъЗ', 611],
  ['ABEKPSVXYw&АБВЕКЛПРХЧжм', 690],
  ['CDHNRUGOQДИЙНОСЦЭЯыю', 750],
  ['mM%МФшщф', 850],
  ['W@—…ЖШЩЫЮ', 1000],
];
const narrow = new Map(widths.flatMap(([letters, width]) => [...letters].map((letter) => [letter, width] as const)));
const common = 556;
/** Chinese, Japanese and Korean characters are as wide as they are high. */
const wide = /[\u1100-\u115f\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]/;

/** Width of a text in points. */
function measure(text: string, size: number, chinese = false): number {
  let thousandths = 0;
  for (const letter of text) {
    const quote = chinese && '“”‘’'.includes(letter);
    thousandths += quote || (chinese && wide.test(letter)) ? 1000 : (narrow.get(letter) ?? common);
  }
  return (thousandths * size) / 1000;
}

/** A column width of 1 is the widest digit of the workbook's first font, Arial 10: 7 pixels, or 5.25 points. */
const pointsOfWidth = 5.25;
const padding = 6;

const words = /(?<=[ \-/–])/;
const signs = /(?<=[ \-/–\u2e80-\u9fff\uff00-\uff60”])(?<![（《“])(?![，。、；：？！）》”])/;

/**
 * Number of lines of a text in a column, broken between words, and between Chinese characters except before closing
 * punctuation.
 *
 * @param width - width of the column, in column units
 * @param size - font size in points
 */
export function linesOf(text: string, width: number, size: number): number {
  if (text === '') return 0;
  // A safety margin, as programs and screens differ.
  const room = (width * pointsOfWidth - padding) * 0.95;
  const space = measure(' ', size);
  let lines = 0;
  for (const line of text.split('\n')) {
    lines += 1;
    let used = 0;
    const chinese = wide.test(line);
    for (const word of line.split(chinese ? signs : words)) {
      const wide = measure(word.trimEnd(), size, chinese);
      if (used > 0 && used + wide > room) {
        lines += 1;
        used = 0;
      }
      lines += Math.max(0, Math.ceil(wide / room) - 1);
      used += wide + (word.endsWith(' ') ? space : 0);
    }
  }
  return lines;
}

const tallest = 409;
/** Line height as a multiple of the font size: that of the largest common font, so that others fit too. */
const lineHeight = 1.37;

/** Height in points of a row with these texts, with some space; never more than programs allow. */
export function heightOf(texts: readonly { text: string; width: number; size: number }[], least = 20): number {
  const heights = texts.map(({ text, width, size }) => linesOf(text, width, size) * size * lineHeight + 6);
  return Math.min(tallest, Math.ceil(Math.max(least, ...heights)));
}
