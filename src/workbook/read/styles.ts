/** What the styles of a workbook make of a cell: a date, a time, a share of a hundred, a text that is struck through. */
import { type Attributes, walkXml } from '../guard/xml.ts';

export type NumberKind = 'plain' | 'date' | 'time' | 'percent' | 'fraction' | 'scientific';

export type CellStyle = { readonly as: NumberKind; readonly struck: boolean };

export const plainStyle: CellStyle = { as: 'plain', struck: false };

/** Formats that every program has without declaring them (ECMA-376 part 1, 18.8.30). */
const builtIn: readonly (readonly [from: number, to: number, kind: NumberKind])[] = [
  [9, 10, 'percent'],
  [11, 11, 'scientific'],
  [12, 13, 'fraction'],
  [14, 17, 'date'],
  [18, 21, 'time'],
  [22, 22, 'date'],
  [27, 31, 'date'],
  [32, 35, 'time'],
  [36, 36, 'date'],
  [45, 47, 'time'],
  [48, 48, 'scientific'],
  [50, 58, 'date'],
];

/** @returns what each cell style does, in order of its number */
export function readStyles(bytes: Uint8Array, part: string): CellStyle[] {
  const styles: CellStyle[] = [];
  const declared = new Map<string, NumberKind>();
  const struckFonts: boolean[] = [];
  let inCellStyles = false;
  let inFonts = false;
  walkXml(bytes, part, {
    open: (name, attributes) => {
      if (name === 'fonts') inFonts = true;
      if (name === 'font' && inFonts) struckFonts.push(false);
      if (name === 'strike' && inFonts && isOn(attributes)) struckFonts[struckFonts.length - 1] = true;
      if (name === 'numFmt') declared.set(attributes.get('numFmtId') ?? '', kindOf(attributes.get('formatCode') ?? ''));
      if (name === 'cellXfs') inCellStyles = true;
      if (name !== 'xf' || !inCellStyles) return;
      const id = attributes.get('numFmtId') ?? '0';
      const as =
        declared.get(id) ?? builtIn.find(([from, to]) => Number(id) >= from && Number(id) <= to)?.[2] ?? 'plain';
      styles.push({ as, struck: struckFonts[Number(attributes.get('fontId') ?? 0)] ?? false });
    },
    close: (name) => {
      if (name === 'cellXfs') inCellStyles = false;
      if (name === 'fonts') inFonts = false;
    },
  });
  return styles;
}

/** A property such as `<strike/>` holds unless it says that it does not. */
export function isOn(attributes: Attributes): boolean {
  return !['0', 'false', 'off'].includes(attributes.get('val') ?? '');
}

/** Characters that a format has at most; what is longer is no format. */
const longest = 255;

/** Reads a format such as `[$-409]dd" of "mmmm\ yyyy;@`. */
function kindOf(format: string): NumberKind {
  if (format.length > longest) return 'plain';
  const bare = (format.split(';')[0] ?? '')
    .replace(/"[^"]*"|\\.|[_*]./g, '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^[\]]*\]/gi, '')
    .toLowerCase();
  if (bare.includes('general')) return 'plain';
  if (/[ydgeb]/.test(bare.replace(/e[+-]/g, '')) || /m{3,}/.test(bare)) return 'date';
  if (/[hs]/.test(bare)) return 'time';
  if (bare.includes('m')) return 'date';
  if (bare.includes('%')) return 'percent';
  if (/e[+-]/.test(bare)) return 'scientific';
  return /[?#0]\s*\/\s*[?#\d]/.test(bare) ? 'fraction' : 'plain';
}
