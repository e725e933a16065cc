/** Positions in files. */

/** Keys and list indices, from the root of the file. */
export type Path = readonly (string | number)[];

/** Line and column counted from 1, as in editors. */
export type TextPosition = { readonly line: number; readonly column: number };

/** `file:line:column`, which editors and terminals can open. */
export const placeText = (file: string, { line, column }: TextPosition): string => `${file}:${line}:${column}`;

/** Converts many offsets of one text. */
export function placer(text: string): (offset: number) => TextPosition {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  const mark = text.startsWith('\uFEFF') ? 1 : 0;
  return (offset) => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - starts[low]! + 1 - (low === 0 ? mark : 0) };
  };
}

export const placeOfOffset = (text: string, offset: number): TextPosition => placer(text)(offset);
