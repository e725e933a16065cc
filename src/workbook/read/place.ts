/** Addresses of cells: `F14` is row 14, column 6. Both count from 1. */

/** Of a sheet, in every program. */
export const mostRows = 1_048_576;
export const mostColumns = 16_384;

export type CellPosition = { readonly row: number; readonly column: number };

export function columnLetters(column: number): string {
  let letters = '';
  for (let left = column; left > 0; left = Math.floor((left - 1) / 26)) {
    letters = String.fromCharCode(65 + ((left - 1) % 26)) + letters;
  }
  return letters;
}

export function cellName(row: number, column: number): string {
  return `${columnLetters(column)}${row}`;
}

/** @returns null for anything except the address of one cell; dollar signs are ignored */
export function readPlace(text: string): CellPosition | null {
  let column = 0;
  let row = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= 48 && code <= 57 && column > 0) row = row * 10 + code - 48;
    else if (code >= 65 && code <= 90 && row === 0) column = column * 26 + code - 64;
    else if (code >= 97 && code <= 122 && row === 0) column = column * 26 + code - 96;
    else if (code !== 36) return null;
  }
  return row > 0 && row <= mostRows && column <= mostColumns ? { row, column } : null;
}
