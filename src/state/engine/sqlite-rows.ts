/**
 * Rows of SQLite, read as arrays. As objects node:sqlite returns dictionaries, in which V8 looks up every column by its
 * name: reading and converting a row of 27 columns took twice as long, and a thread copied every name of every row.
 */
import type { StatementSync } from 'node:sqlite';

export type Reading = {
  /** False if the statement returns no rows. */
  readonly reads: boolean;
  /** Columns of rows that are arrays; null if rows are objects. */
  readonly names: readonly string[] | null;
};

/**
 * Prepares a statement to be read by `asObjects`. One that selects all columns of a table, by `*`, returns objects: the
 * columns change when another process alters the table, and asking for their names takes longer than a row.
 */
export function readingOf(statement: StatementSync, sql: string): Reading {
  const names = statement.columns().map(({ name }) => name);
  if (sql.includes('*')) return { reads: names.length > 0, names: null };
  statement.setReturnArrays(true);
  return { reads: names.length > 0, names };
}

/** @param rows - as a statement with these names returned them */
export const asObjects = (names: Reading['names'], rows: readonly unknown[]): readonly object[] =>
  names === null ? (rows as object[]) : rows.map((row) => asObject(names, row as unknown[]));

function asObject(names: readonly string[], row: readonly unknown[]): object {
  const made: Record<string, unknown> = {};
  for (let at = 0; at < names.length; at += 1) made[names[at]!] = row[at];
  return made;
}
