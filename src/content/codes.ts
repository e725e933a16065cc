/** Checks the codes of tables against each other: each code that is referred to is declared, and declared once. */
import type { Fault } from '../problem/index.ts';
import { faultAt } from './fault.ts';
import type { ContentTable } from './file.ts';
import { nearest } from './nearest.ts';

/** An optional table that does not exist: it declares nothing, unlike one that cannot be read. */
export const emptyTable = (name: string): ContentTable => ({
  ...{ name, head: [], rows: [], faulty: new Set<string>(), broken: new Set<number>() },
  place: () => ({ line: 1, column: 1 }),
  where: () => name,
  fault: (_row, _column, wording) => faultAt(name, null, wording),
});

/** Null if the table cannot be read, as every code of another table would then seem unknown. */
export type Codes = readonly string[] | null;

export const codesOf = (table: ContentTable | null, column: string): Codes =>
  table === null ? null : [...new Set(table.rows.map((row) => row[column] ?? '').filter(Boolean))];

/**
 * The codes that a table declares. Null also if a code is faulty or duplicate, as every reference to it would be
 * reported as unknown.
 */
export function keysOf(table: ContentTable | null, column: string): Codes {
  if (table === null || table.faulty.has(column)) return null;
  const codes = codesOf(table, column)!;
  const named = table.rows.filter((row) => (row[column] ?? '') !== '').length;
  return codes.length < named ? null : codes;
}

/** Codes in a column that the other table does not declare, each once, at the first line with it. */
export function strays(
  table: ContentTable | null,
  column: string,
  known: Codes,
  declaredIn: string,
  /** True if a cell contains several, separated by spaces. */
  isList = false,
): Fault[] {
  if (table === null || known === null) return [];
  const codes = new Set(known);
  const places = new Map<string, number[]>();
  for (const [at, row] of table.rows.entries()) {
    if (table.broken.has(at)) continue;
    const cell = row[column] ?? '';
    for (const code of isList ? cell.split(' ') : [cell])
      if (code !== '' && !codes.has(code)) places.set(code, [...(places.get(code) ?? []), at]);
  }
  return [...places].map(([code, lines]) => {
    const near = nearest(code, known);
    const correction = near.length > 0 ? '' : `Declare it in ${declaredIn}, or correct it.`;
    const others = lines.length > 1 ? `; ${lines.length} lines name it` : '';
    return table.fault(lines[0]!, column, { what: `"${code}" is not in ${declaredIn}${others}.`, near, correction });
  });
}

export function twice(table: ContentTable | null, key: readonly string[]): Fault[] {
  const seen = new Map<string, string>();
  return (table?.rows ?? []).flatMap((row, at) => {
    const code = key.map((column) => row[column] ?? '').join(' ');
    if (code.trim() === '') return [];
    const first = seen.get(code);
    seen.set(code, first ?? table!.where(at));
    if (first === undefined) return [];
    const what = `"${code}" is in the table already, at ${first}.`;
    return table!.fault(at, key[0]!, { what, correction: 'Remove one of the two lines.' });
  });
}
