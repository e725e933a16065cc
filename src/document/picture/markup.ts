/** Text in SVG: line breaking, direction marks and fonts. */

import { markupText } from '../../domain/index.ts';

/** Approximate width in pixels, sufficient for breaking lines. */
export function roughWidth(text: string, size: number): number {
  let width = 0;
  for (const letter of text)
    width += letter >= '\u2e80' ? 1 : arabic.test(letter) ? 0.48 : /[A-Z0-9@%mwMW]/.test(letter) ? 0.68 : 0.56;
  return width * size;
}

/** After a space, and between Chinese characters except after opening and before closing punctuation. */
const breaks =
  /(?<=\s)|(?<=[\u2e80-\u9fff\uff00-\uffef”’…])(?<![（《〈「『【〔“‘])(?![，。、；：？！％）》〉」』】〕”’…·])/u;

/**
 * @returns the text in lines of at most the given width in pixels, broken between words or, if there are none,
 *   characters
 */
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
 * One line of text. A right-to-left line ends at its anchor, as in charts: programs that draw a file know no
 * `direction`, so its text would start there and be cut off.
 *
 * @param at - start of the line: its right end in a right-to-left language
 */
export const lineOfText = (
  text: string,
  at: { readonly x: number; readonly y: number; readonly size: number; readonly rtl: boolean; readonly bold?: boolean },
): string =>
  `<text x="${at.x}" y="${at.y}" font-size="${at.size}"${at.bold === true ? ' font-weight="700"' : ''}` +
  `${at.rtl ? ' text-anchor="end"' : ''}>${at.rtl ? `\u202b${markupText(text)}\u202c` : markupText(text)}</text>`;

/**
 * Replaces embedding marks of text direction by simple direction marks: Typst's SVG library looks for glyphs for
 * them, which no font has, and aborts the process.
 */
export const withoutEmbeddings = (svg: string): string =>
  svg.replaceAll(/[\u202b\u2067]/g, '\u200f').replaceAll(/[\u202a\u202c-\u202e\u2066\u2068\u2069]/g, '');

/**
 * Makes a text of its own of each line of a text: Typst's SVG library moves the words of a right-to-left line to the
 * line above.
 */
export const separateLines = (svg: string): string =>
  svg.replace(
    /<text\b([^>]*)>((?:<tspan\b[^>]*>[^<]*<\/tspan>){2,})<\/text>/g,
    (_, attributes: string, inner: string) => {
      let below = 0;
      return [...inner.matchAll(/<tspan\b([^>]*)>([^<]*)<\/tspan>/g)]
        .map(([, own = '', text]) => {
          below += Number(/\bdy="([-\d.]+)"/.exec(own)?.[1] ?? 0);
          const moved = attributes.includes('transform="')
            ? attributes.replace(/transform="([^"]*)"/, `transform="$1 translate(0,${below})"`)
            : `${attributes} transform="translate(0,${below})"`;
          return `<text${below === 0 ? attributes : moved}>${text}</text>`;
        })
        .join('');
    },
  );

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

/** Arabic fonts have their own brackets and points; Chinese punctuation and symbols are only in their own fonts. */
const isNeutral = (sign: string): boolean =>
  sign.startsWith('&') || (!/[\p{L}\p{N}]/u.test(sign) && !special.test(sign));

/**
 * Names the font of each script in mixed texts: the programs that draw a file use only one fallback font for each
 * text, and drop characters that it lacks.
 */
export function nameFonts(svg: string): string {
  if (!special.test(svg)) return svg;
  return svg.replace(/>([^<]+)<\/(text|tspan)>/g, (whole, text: string, tag: string) => {
    if (!special.test(text)) return whole;
    let runs = '';
    // An entity such as &amp; is one character.
    const signs = text.match(/&[^;]+;|./gsu) ?? [];
    let family = familyOf(signs.find((one) => !isNeutral(one)) ?? ' ');
    let run = '';
    const end = () => {
      if (run !== '') runs += family === null ? run : `<tspan font-family="'${family}'">${run}</tspan>`;
      run = '';
    };
    for (const letter of signs) {
      // Characters other than letters take the font of what precedes them, or at the start of what follows: Typst's
      // SVG library aborts the process for a right-to-left text that starts with a character of another font.
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

/** The texts of a drawing in their order, without marks of direction. */
export function wordsOf(svg: string): string[] {
  const texts = [...svg.matchAll(/<text\b[^>]*>(.*?)<\/text>/gs)].map(([, inner = '']) => plainText(inner));
  return texts.filter((text) => text !== '');
}

const characters: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const plainText = (markup: string): string =>
  withoutEmbeddings(markup)
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(\w+);/g, (entity, name: string) => characters[name] ?? entity)
    .replace(/\s+/g, ' ')
    .trim();
