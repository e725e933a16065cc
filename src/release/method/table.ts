/** Tables and numbers as Markdown writes them. */

type MethodValue = string | number | null;

/** Columns are padded to one width, so that the text reads without being drawn. A number column is set to the right. */
export function markdownTable(head: readonly string[], rows: readonly (readonly MethodValue[])[]): string {
  const written = rows.map((row) => row.map(writeCell));
  const widths = head.map((name, at) => Math.max(3, name.length, ...written.map((row) => [...row[at]!].length)));
  const toRight = head.map((_, at) => rows.length > 0 && rows.every((row) => typeof row[at] === 'number'));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, at) => (toRight[at] ? cell.padStart(widths[at]!) : cell.padEnd(widths[at]!))).join(' | ')} |`;
  const rule = widths.map((width, at) => (toRight[at] ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width)));
  return [line(head), line(rule), ...written.map(line)].join('\n');
}

/** To four decimals, with no zeros behind them: a share such as 1/12 is to be read, not computed with. */
export function plain(value: number): string {
  return String(Number(value.toFixed(4)));
}

/** A line break or a bar would end the cell. */
function writeCell(cell: MethodValue): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return plain(cell);
  return cell.replace(/\s+/g, ' ').replaceAll('|', '\\|');
}
