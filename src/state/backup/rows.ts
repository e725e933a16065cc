/** Reads the rows of a table as a stream, as a table may exceed the memory. */
import { sql } from 'kysely';
import type { Connection, StoreKind } from '../engine/connection.ts';
import type { StoredColumn } from '../engine/schema.ts';

/** Numbers, texts and bytes, with the same types on both databases. */
export type StoredValue = string | number | null | Uint8Array;

/** Stored files are a few megabytes each, other rows a few hundred bytes. */
const rowsAtOnce = (columns: readonly StoredColumn[]) => (columns.some(isBytes) ? 4 : 1_000);

export const isBytes = ({ type }: StoredColumn): boolean => /^(blob|bytea)$/i.test(type);

/** @returns rows sorted by their key, as arrays in the order of `columns` */
export async function* readRows(
  connection: Connection,
  kind: StoreKind,
  table: string,
  columns: readonly StoredColumn[],
): AsyncGenerator<readonly StoredValue[]> {
  const rows = kind === 'sqlite' ? onSqlite(connection, table, columns) : onPostgres(connection, table, columns);
  for await (const row of rows) yield columns.map(({ name, type }) => stored(row[name], type));
}

type AnyRow = Readonly<Record<string, unknown>>;
// The names come from the database's own list of tables and columns.
type AnyTables = Connection extends { selectFrom: (table: infer T) => unknown } ? T : never;

async function* onSqlite(
  connection: Connection,
  table: string,
  columns: readonly StoredColumn[],
): AsyncGenerator<AnyRow> {
  let query = connection.selectFrom(table as AnyTables).selectAll();
  for (const { name } of keyOf(columns)) query = query.orderBy(sql.ref(name));
  yield* query.stream() as AsyncIterable<AnyRow>;
}

/** A cursor lives in the transaction of the connection. */
async function* onPostgres(
  connection: Connection,
  table: string,
  columns: readonly StoredColumn[],
): AsyncGenerator<AnyRow> {
  const key = keyOf(columns).map(({ name }) => sql.ref(name));
  const order = key.length === 0 ? sql`` : sql`order by ${sql.join(key)}`;
  await sql`declare stored_rows no scroll cursor for select * from ${sql.table(table)} ${order}`.execute(connection);
  for (;;) {
    const fetched = await sql<AnyRow>`fetch ${sql.lit(rowsAtOnce(columns))} from stored_rows`.execute(connection);
    if (fetched.rows.length === 0) break;
    yield* fetched.rows;
  }
  await sql`close stored_rows`.execute(connection);
}

const keyOf = (columns: readonly StoredColumn[]) => columns.filter(({ key }) => key > 0).sort((a, b) => a.key - b.key);

/** PostgreSQL returns 64-bit and exact numbers as text. */
function stored(value: unknown, type: string): StoredValue {
  if (value === null || value === undefined) return null;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'string' && /^(bigint|numeric)$/i.test(type)) return Number(value);
  return value as StoredValue;
}
