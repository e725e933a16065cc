/** Kysely on a PostgreSQL server. */
import { type Dialect, PostgresDialect } from 'kysely';
import pg from 'pg';
import { guardedDialect } from './guarded-dialect.ts';

/** Connections of one process; a request holds one for as long as its transaction runs. */
const most = 10;

/** @param url - `postgres://…`; its `options=-csearch_path=…` chooses a schema */
export function postgresDialect(url: string): Dialect {
  const pool = new pg.Pool({ connectionString: url, max: most, connectionTimeoutMillis: 15_000 });
  // A connection that breaks while idle is replaced at the next use; unheard, the event would end the process.
  pool.on('error', () => undefined);
  // One that breaks while in use fails the statement at work; its event, unheard, would end the process as well.
  pool.on('connect', (client) => void client.on('error', () => undefined));
  return guardedDialect(new PostgresDialect({ pool }), 'PostgreSQL');
}
