/** Kysely on a PostgreSQL server. */
import { PostgresDialect } from 'kysely';
import pg from 'pg';

/** Connections of one process; a request holds one for as long as its transaction runs. */
const most = 10;

/** @param url - `postgres://…`; its `options=-csearch_path=…` chooses a schema */
export function postgresDialect(url: string): PostgresDialect {
  const pool = new pg.Pool({ connectionString: url, max: most, connectionTimeoutMillis: 15_000 });
  // A connection that breaks while idle is replaced at the next use; unheard, the event would end the process.
  pool.on('error', () => undefined);
  return new PostgresDialect({ pool });
}
