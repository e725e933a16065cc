/** What statements run on. A write takes a `Transaction`, so none can be made outside of one. */
import { type Kysely, type Transaction as KyselyTransaction, PostgresAdapter } from 'kysely';
import type { Tables } from '../tables.ts';

/** Reads: the store itself, or a transaction. Within a transaction use only that, or SQLite waits for itself. */
export type Connection = Kysely<Tables>;
export type Transaction = KyselyTransaction<Tables>;

/** The databases that a store may be on. */
export type StoreKind = 'sqlite' | 'postgres';

export const storeKind = (connection: Connection): StoreKind =>
  connection.getExecutor().adapter instanceof PostgresAdapter ? 'postgres' : 'sqlite';

/** PostgreSQL has no NUL in text, and no one means one. */
export const storable = <T extends string | null>(text: T): T => (text?.replaceAll('\0', '\uFFFD') ?? null) as T;

/** Splits rows so that a statement stays under the databases' limits of parameters (32,766 and 65,535). */
export function inChunks<T>(rows: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, chunk) =>
    rows.slice(chunk * size, (chunk + 1) * size),
  );
}
