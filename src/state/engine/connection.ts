/** Types of connections. Writes take a `Transaction`, so none can happen outside one. */
import { type Kysely, type Transaction as KyselyTransaction, PostgresAdapter } from 'kysely';
import type { Tables } from '../tables.ts';

/** For reads: the store itself, or a transaction. Within a transaction, use only that, otherwise SQLite deadlocks. */
export type Connection = Kysely<Tables>;
export type Transaction = KyselyTransaction<Tables>;

/** The supported databases. */
export type StoreKind = 'sqlite' | 'postgres';

export const storeKind = (connection: Connection): StoreKind =>
  connection.getExecutor().adapter instanceof PostgresAdapter ? 'postgres' : 'sqlite';

/** PostgreSQL does not allow NUL in text. */
export const storable = <T extends string | null>(text: T): T => (text?.replaceAll('\0', '\uFFFD') ?? null) as T;

/** Splits rows so that a statement stays below the databases' limits of parameters (32,766 and 65,535). */
export function inChunks<T>(rows: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, chunk) =>
    rows.slice(chunk * size, (chunk + 1) * size),
  );
}
