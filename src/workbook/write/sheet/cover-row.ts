/** Rows of the cover. */
import type { Style, Worksheet } from 'exceljs';
import type { Looks } from '../look.ts';
import { heightOf } from './row-height.ts';

/** Column widths from A; A is a margin. */
export const widths = [2.5, 44, 62, 17, 9, 11, 20];

/** Writes cells of one row from column B on, and sets the required height of the row. */
export type PutRow = (row: number, cells: readonly (readonly [value: unknown, look: Partial<Style>])[]) => void;

export function rowWriter(sheet: Worksheet): PutRow {
  return (row, cells) => {
    const line = sheet.getRow(row);
    cells.forEach(([value, look], place) => {
      const cell = line.getCell(place + 2);
      if (value !== null) cell.value = value as never;
      cell.style = look;
    });
    const texts = cells.flatMap(([value, look], place) => {
      const text = textOf(value);
      return text !== null && look.alignment?.wrapText
        ? [{ text, width: widths[place + 1]!, size: (look.font?.size ?? 10) + (look.font?.bold ? 0.6 : 0) }]
        : [];
    });
    line.height = heightOf(texts, 19);
  };
}

/** The text that a cell shows: its own, or the result of a formula, such as a link. */
function textOf(value: unknown): string | null {
  const shown = typeof value === 'object' && value !== null && 'result' in value ? value.result : value;
  return typeof shown === 'string' ? shown : null;
}

export function heading(text: string, more: number, looks: Looks): (readonly [unknown, Partial<Style>])[] {
  return [[text, looks.coverHeading], ...Array.from({ length: more }, () => [null, looks.coverHeading] as const)];
}
