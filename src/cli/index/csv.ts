/** Writes the tables of the index commands. */
import { csvCell } from '../../exchange/index.ts';

/** NaN becomes an empty cell. */
export type CsvValue = string | number | boolean | null | undefined;

/** A table as CSV; null and undefined are empty, booleans are written as in R. */
export function csv(head: readonly string[], rows: readonly (readonly CsvValue[])[]): string {
  const text = (cell: CsvValue) => {
    if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE';
    return Number.isNaN(cell) ? '' : String(cell ?? '');
  };
  const line = (cells: readonly CsvValue[]) => cells.map((cell) => csvCell(text(cell))).join(',');
  return `${[head, ...rows].map(line).join('\n')}\n`;
}
