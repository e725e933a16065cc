/** Colours in styles: as RGB, from the legacy palette, or from the theme with a tint (ECMA-376 part 1, 18.8.19). */
import { type Attributes, walkXml } from '../guard/xml.ts';
import { KeptPart } from './kept-part.ts';
import { decimalNumber, wholeNumber } from './xml-number.ts';

/** Red, green and blue, each 0 to 255. */
export type Colour = readonly [red: number, green: number, blue: number];

export const white: Colour = [255, 255, 255];
export const black: Colour = [0, 0, 0];

/** Colours 8 to 63 of the legacy palette; the first eight equal the next eight (18.8.27). */
const palette =
  '000000FFFFFFFF000000FF000000FFFFFF00FF00FF00FFFF800000008000000080808000800080008080C0C0C0808080' +
  '9999FF993366FFFFCCCCFFFF660066FF80800066CCCCCCFF000080FF00FFFFFF0000FFFF8000808000000080800000FF' +
  '00CCFFCCFFFFCCFFCCFFFF9999CCFFFF99CCCC99FFFFCC993366FF33CCCC99CC00FFCC00FF9900FF6600666699969696' +
  '003366339966003300333300993300993366333399333333';
const windowText = 64;

/** Colours of a theme, in the order in which styles number them. */
export type ThemeColours = readonly Colour[];

/** Styles number the light and dark colours of a theme in another order than the theme declares them. */
const declared = [1, 0, 3, 2, 4, 5, 6, 7, 8, 9, 10, 11];

const keptThemes = new KeptPart<ThemeColours>();

export function readTheme(bytes: Uint8Array, part: string): ThemeColours {
  return keptThemes.read(bytes, null, () => readColours(bytes, part));
}

function readColours(bytes: Uint8Array, part: string): ThemeColours {
  const found: Colour[] = [];
  let inScheme = false;
  walkXml(bytes, part, {
    open: (name, attributes) => {
      if (name === 'clrScheme') inScheme = true;
      if (!inScheme || (name !== 'srgbClr' && name !== 'sysClr')) return;
      found.push(colourOfHex(attributes.get(name === 'sysClr' ? 'lastClr' : 'val') ?? '') ?? black);
    },
    close: (name) => {
      if (name === 'clrScheme') inScheme = false;
    },
  });
  return declared.map((place) => found[place] ?? black);
}

/** @returns null for an automatic colour */
export function readColour(attributes: Attributes, theme: ThemeColours): Colour | null {
  const rgb = attributes.get('rgb');
  if (rgb !== undefined) return colourOfHex(rgb);
  const indexed = attributes.get('indexed');
  if (indexed !== undefined) return ofPalette(wholeNumber(indexed));
  const place = attributes.get('theme');
  const base = place === undefined ? undefined : theme[wholeNumber(place)];
  return base ? tinted(base, decimalNumber(attributes.get('tint') ?? '0')) : null;
}

function ofPalette(index: number): Colour | null {
  if (index === windowText) return black;
  if (index === windowText + 1) return white;
  const place = index < 8 ? index : index - 8;
  return colourOfHex(palette.slice(place * 6, place * 6 + 6));
}

function colourOfHex(text: string): Colour | null {
  const hex = /^(?:[0-9a-f]{2})?([0-9a-f]{6})$/i.exec(text)?.[1];
  if (hex === undefined) return null;
  const number = Number.parseInt(hex, 16);
  return [number >> 16, (number >> 8) & 255, number & 255];
}

/**
 * A tint moves each component towards white or black. The format defines it on the lightness, which is the same for
 * grey.
 */
function tinted(colour: Colour, tint: number): Colour {
  if (!Number.isFinite(tint)) return colour;
  const move = (part: number) => (tint < 0 ? part * (1 + tint) : part + (255 - part) * tint);
  return [move(colour[0]), move(colour[1]), move(colour[2])];
}

/** Contrast at which text starts to be visible; readable text has 4.5 (WCAG 2.2, 1.4.3). */
const leastContrast = 1.25;

/** True if text of one colour on the other is practically invisible. */
export function isUnseen(letters: Colour, ground: Colour): boolean {
  const [one, other] = [luminance(letters), luminance(ground)];
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05) < leastContrast;
}

/** Cached, as a workbook has few colours and every cell has one. */
const luminances = new WeakMap<Colour, number>();

/** Relative luminance according to WCAG 2.2. */
function luminance(colour: Colour): number {
  const known = luminances.get(colour);
  if (known !== undefined) return known;
  const linear = (part: number) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  const found = 0.2126 * linear(colour[0]) + 0.7152 * linear(colour[1]) + 0.0722 * linear(colour[2]);
  luminances.set(colour, found);
  return found;
}
