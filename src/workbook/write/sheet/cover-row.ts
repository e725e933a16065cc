/** Rows of the cover. */
import type { Style, Worksheet } from 'exceljs';
import type { Looks } from '../look.ts';
import { heightOf } from './row-height.ts';

/** Widths of the columns from A; A is a margin. */
export const widths = [2.5, 44, 62, 17, 9, 11, 20];

/** Writes cells of one row from column B on and gives the row the height that they need. */
export type PutRow = (row: number, cells: readonly (readonly [value: unknown, look: Partial<Style>])[]) => void;

export function rowWriter(sheet: Worksheet): PutRow {
  return (row, cells) => {
    const line = sheet.getRow(row);
    cells.forEach(([value, look], place) => {
      const cell = line.getCell(place + 2);
      if (value !== null) cell.value = value as never;
      cell.style = look;
    });
    const texts = cells.flatMap(([value, look], place) =>
      typeof value === 'string' && look.alignment?.wrapText
        ? [{ text: value, width: widths[place + 1]!, size: (look.font?.size ?? 10) + (look.font?.bold ? 0.6 : 0) }]
        : [],
    );
    line.height = heightOf(texts, 19);
  };
}

export function heading(text: string, more: number, looks: Looks): (readonly [unknown, Partial<Style>])[] {
  return [[text, looks.coverHeading], ...Array.from({ length: more }, () => [null, looks.coverHeading] as const)];
}
