/** Tables and numbers in Markdown. */

type MethodValue = string | number | null;

/**
 * Columns are padded to one width, so that the source is readable without rendering. Columns of numbers are aligned
 * right.
 */
export function markdownTable(head: readonly string[], rows: readonly (readonly MethodValue[])[]): string {
  const written = rows.map((row) => row.map(writeCell));
  const widths = head.map((name, at) => Math.max(3, name.length, ...written.map((row) => [...row[at]!].length)));
  const toRight = head.map((_, at) => rows.length > 0 && rows.every((row) => typeof row[at] === 'number'));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, at) => (toRight[at] ? cell.padStart(widths[at]!) : cell.padEnd(widths[at]!))).join(' | ')} |`;
  const rule = widths.map((width, at) => (toRight[at] ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width)));
  return [line(head), line(rule), ...written.map(line)].join('\n');
}

/** Rounds to four decimals, without trailing zeros: a share such as 1/12 is for reading, not for computing. */
export function plain(value: number): string {
  return String(Number(value.toFixed(4)));
}

/** A line break or a vertical bar would end the cell. */
function writeCell(cell: MethodValue): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return plain(cell);
  return cell.replace(/\s+/g, ' ').replaceAll('|', '\\|');
}
