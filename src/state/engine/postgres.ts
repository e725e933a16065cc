/** Kysely on a PostgreSQL server. */
import { type CompiledQuery, type Dialect, PostgresDialect } from 'kysely';
import pg from 'pg';
import { storable } from './connection.ts';
import { guardedDialect } from './guarded-dialect.ts';

/** Connections per process; a request uses one for the duration of its transaction. */
const most = 10;

/** @param url - `postgres://…`; its `options=-csearch_path=…` selects a schema */
export function postgresDialect(url: string): Dialect {
  const pool = new pg.Pool({ connectionString: url, max: most, connectionTimeoutMillis: 15_000 });
  // A connection that breaks while idle is replaced at the next use; without a handler, the event would end the
  // process.
  pool.on('error', () => undefined);
  // A connection that breaks while in use fails the current statement; without a handler, its event would end the
  // process too.
  pool.on('connect', (client) => void client.on('error', () => undefined));
  return guardedDialect(new PostgresDialect({ pool }), 'PostgreSQL', undefined, withoutNul);
}

/**
 * PostgreSQL refuses a statement with NUL in a text, also where it only looks for something: an address with `%00`
 * would be an unexpected error and not an unknown thing. What is stored was replaced before, the same on each store.
 */
function withoutNul(query: CompiledQuery): CompiledQuery {
  const isRefused = (value: unknown) => typeof value === 'string' && value.includes('\0');
  if (!query.parameters.some(isRefused)) return query;
  const parameters = query.parameters.map((value) => (isRefused(value) ? storable(value as string) : value));
  return { ...query, parameters };
}
