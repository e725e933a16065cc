/** Small things about text in SVG. */

/** Roughly, in pixels: enough to break a line before it leaves the picture. */
export function roughWidth(text: string, size: number): number {
  let width = 0;
  for (const letter of text) width += letter >= '\u2e80' ? 1 : /[A-Z0-9@%mwMW]/.test(letter) ? 0.68 : 0.56;
  return width * size;
}

/** After a space, and between signs of Chinese: none of them ends a line with what opens, or begins one with what closes. */
const breaks =
  /(?<=\s)|(?<=[\u2e80-\u9fff\uff00-\uffef”’…])(?<![（《〈「『【〔“‘])(?![，。、；：？！％）》〉」』】〕”’…·])/u;

/** @returns the text in lines that are no wider than so many pixels, broken between words or, if there are none, letters */
export function breakLines(text: string, width: number, size: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(breaks)) {
    if (line !== '' && roughWidth(line + word.trimEnd(), size) > width) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += word;
  }
  if (line.trim() !== '') lines.push(line.trimEnd());
  return lines;
}

/**
 * Marks that embed a text of another direction, replaced by a sign of that direction: Typst's library for pictures
 * looks for their glyphs, which no font has, and ends the process that it runs in.
 */
export const withoutEmbeddings = (svg: string): string =>
  svg.replaceAll(/[\u202b\u2067]/g, '\u200f').replaceAll(/[\u202a\u202c-\u202e\u2066\u2068\u2069]/g, '');

const arabic = /[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]/;
const chinese = /[\u2e80-\u9fff\u3000-\u303f\uff00-\uffef]/;
const sign = /[\u2190-\u21ff\u2460-\u27bf\u2b00-\u2bff]/;
const special =
  /[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff\u2e80-\u9fff\uff00-\uffef\u2190-\u21ff\u2460-\u27bf\u2b00-\u2bff]/;

const familyOf = (letter: string): string | null =>
  arabic.test(letter)
    ? 'Vazirmatn'
    : chinese.test(letter)
      ? 'Noto Sans SC'
      : sign.test(letter)
        ? 'Noto Sans Symbols 2'
        : null;

/** Arabic comes with its own brackets and points; Chinese signs and symbols are in their fonts alone. */
const isNeutral = (sign: string): boolean =>
  sign.startsWith('&') || (!/[\p{L}\p{N}]/u.test(sign) && !special.test(sign));

/**
 * Names the font of each script where a text has several: the programs that draw a file look for one other font a text,
 * and drop what that one lacks.
 */
export function nameFonts(svg: string): string {
  if (!special.test(svg)) return svg;
  return svg.replace(/>([^<]+)<\/(text|tspan)>/g, (whole, text: string, tag: string) => {
    if (!special.test(text)) return whole;
    let runs = '';
    // An entity such as &amp; is one sign.
    const signs = text.match(/&[^;]+;|./gsu) ?? [];
    let family = familyOf(signs.find((one) => !isNeutral(one)) ?? ' ');
    let run = '';
    const end = () => {
      if (run !== '') runs += family === null ? run : `<tspan font-family="'${family}'">${run}</tspan>`;
      run = '';
    };
    for (const letter of signs) {
      // What is no letter goes with what is before it, or at the start with what follows: Typst's library for pictures ends its process at
      // a text from right to left that begins with a sign of another font.
      const own = isNeutral(letter) ? family : familyOf(letter);
      if (own !== family) {
        end();
        family = own;
      }
      run += letter;
    }
    end();
    return `>${runs}</${tag}>`;
  });
}
