/** Where something stands in a file. */

/** Keys and places in lists, from the top of the file. */
export type Path = readonly (string | number)[];

/** Line and column from 1, as an editor counts them. */
export type Place = { readonly line: number; readonly column: number };

/** `file:line:column`, which editors and terminals open. */
export const placeText = (file: string, { line, column }: Place): string => `${file}:${line}:${column}`;

export function placeOfOffset(text: string, offset: number): Place {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  const mark = line === 1 && before.startsWith('\uFEFF') ? 1 : 0;
  return { line, column: offset - before.lastIndexOf('\n') - mark };
}
