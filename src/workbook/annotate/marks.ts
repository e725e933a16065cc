/** How findings are marked, for both ways of making the copy. */

export const findingColours = { error: 'FFF8D9D4', warning: 'FFFFE7AD' } as const;

/** Columns of the list of findings, and their widths. */
export const headings = ['severity', 'place', 'cell', 'question', 'what', 'fix'] as const;
export const widths = [14, 26, 9, 12, 70, 60];

/** @returns `wish`, with a number appended if a sheet already has that name */
export function freeSheetName(names: readonly string[], wish: string): string {
  const taken = new Set(names.map((name) => name.toLowerCase()));
  let name = wish.slice(0, 31);
  for (let number = 2; taken.has(name.toLowerCase()); number += 1) name = `${wish.slice(0, 27)} ${number}`;
  return name;
}
