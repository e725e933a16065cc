/** Kysely on a PostgreSQL server. */
import type { Socket } from 'node:net';
import { type CompiledQuery, type Dialect, PostgresDialect } from 'kysely';
import pg from 'pg';
import { storable } from './connection.ts';
import { guardedDialect } from './guarded-dialect.ts';

/** Connections per process; a request uses one for the duration of its transaction. Half of them only read. */
const most = 10;
/**
 * Milliseconds without a byte from the server, after which a connection in use counts as lost. A server whose machine
 * or network fails ends no connection: what waits for it, such as the reading of uploads, would wait until a restart.
 * No statement takes as long.
 */
const silentMilliseconds = 120_000;

/**
 * @param url - `postgres://…`; its `options=-csearch_path=…` selects a schema
 * @param silent - see `silentMilliseconds`
 */
export function postgresDialect(url: string, silent = silentMilliseconds): Dialect {
  const pool = new pg.Pool({ connectionString: url, max: most / 2, connectionTimeoutMillis: 15_000 });
  // A connection that breaks while idle is replaced at the next use; without a handler, the event would end the
  // process.
  pool.on('error', () => undefined);
  // A connection that breaks while in use fails the current statement; without a handler, its event would end the
  // process too.
  pool.on('connect', (client) => {
    client.on('error', () => undefined);
    endWhenSilent(client, silent);
  });
  return guardedDialect(new PostgresDialect({ pool }), 'PostgreSQL', undefined, withoutNul);
}

/** Ends the connection, which fails its statement; an idle one is closed by the pool earlier. */
function endWhenSilent(client: pg.PoolClient, milliseconds: number): void {
  const { stream } = (client as pg.PoolClient & { readonly connection: { readonly stream: Socket } }).connection;
  stream.setTimeout(milliseconds, () => stream.destroy(new Error('Connection terminated: the server is silent')));
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
