/** What the number formats of a workbook make of a number: a date, a time, a share of a hundred. */
import { walkXml } from '../guard/xml.ts';

export type NumberKind = 'plain' | 'date' | 'time' | 'percent';

/** Formats that every program has without declaring them (ECMA-376 part 1, 18.8.30). */
const builtIn: readonly (readonly [from: number, to: number, kind: NumberKind])[] = [
  [9, 10, 'percent'],
  [14, 17, 'date'],
  [18, 21, 'time'],
  [22, 22, 'date'],
  [27, 31, 'date'],
  [32, 35, 'time'],
  [36, 36, 'date'],
  [45, 47, 'time'],
  [50, 58, 'date'],
];

/** @returns the kind of number for each cell style, in order of its number */
export function readNumberKinds(bytes: Uint8Array, part: string): NumberKind[] {
  const kinds: NumberKind[] = [];
  const declared = new Map<string, NumberKind>();
  let inCellStyles = false;
  walkXml(bytes, part, {
    open: (name, attributes) => {
      if (name === 'numFmt') declared.set(attributes.get('numFmtId') ?? '', kindOf(attributes.get('formatCode') ?? ''));
      if (name === 'cellXfs') inCellStyles = true;
      if (name !== 'xf' || !inCellStyles) return;
      const id = attributes.get('numFmtId') ?? '0';
      kinds.push(
        declared.get(id) ?? builtIn.find(([from, to]) => Number(id) >= from && Number(id) <= to)?.[2] ?? 'plain',
      );
    },
    close: (name) => {
      if (name === 'cellXfs') inCellStyles = false;
    },
  });
  return kinds;
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
  return bare.includes('%') ? 'percent' : 'plain';
}
