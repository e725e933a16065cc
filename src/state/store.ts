/** The state store: decisions of people and submissions of countries, on SQLite or PostgreSQL. */
import { Kysely, sql } from 'kysely';
import { Problem } from '../problem/index.ts';
import type { Connection, StoreKind, Transaction } from './engine/connection.ts';
import { migrate } from './engine/migrate.ts';
import { sqliteDialect } from './engine/sqlite.ts';
import { openVersionReader } from './engine/sqlite-version.ts';
import { read as readVersion } from './records/public-version.ts';
import type { Tables } from './tables.ts';

export type Store = {
  readonly kind: StoreKind;
  /** For single reads outside a transaction. In a server they wait for no writer, of this process or another. */
  readonly connection: Connection;
  /**
   * Runs `work` completely or not at all. With SQLite, writers wait for each other; with PostgreSQL, rows are locked
   * when changed. Within `work`, use only its argument.
   */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** Runs several reads on one consistent state of the store, whatever is written meanwhile. */
  snapshot<T>(work: (connection: Connection) => Promise<T>): Promise<T>;
  /**
   * Version of the public state. Cheap enough to read for every request; with SQLite no transaction of this process
   * delays it.
   */
  publicVersion(): number | Promise<number>;
  /** Seconds on a clock that all processes of the store share. */
  seconds(): Promise<number>;
  close(): Promise<void>;
};

export type StorePlace = {
  /** A PostgreSQL address, or null for SQLite in `folder`. */
  readonly databaseUrl: string | null;
  /** The data folder; unused with PostgreSQL. */
  readonly folder: string;
  /** Runs SQLite in a separate thread, so that a server can answer requests while it waits for the disk. */
  readonly ownThread?: boolean;
  /** Refuses a database without tables instead of creating them, since a command only reads it. */
  readonly mustExist?: boolean;
  /** For illustrative answers only: a power cut may lose the latest writes. The file remains intact. */
  readonly relaxed?: boolean;
};

/**
 * Opens the store and migrates its tables.
 *
 * @param place - where the store is; the data folder is created if absent
 * @throws Problem `store_newer` if a later version of the software has migrated it, `store_foreign`, `store_damaged`,
 *   `store_unreachable`, `store_empty`; nothing is written then
 */
export async function openStore(place: StorePlace): Promise<Store> {
  const kind = place.databaseUrl === null ? 'sqlite' : 'postgres';
  const { db, reads, applied } = await connectTo(place);
  const end = async () => {
    // The last to close a SQLite file copies the log into it, which only a writer can.
    if (reads !== db) await reads.destroy();
    await db.destroy();
  };
  try {
    await migrate(db, kind, { before: applied, mustExist: place.mustExist ?? false });
  } catch (error) {
    await end();
    throw error;
  }
  const reader = kind === 'sqlite' ? openVersionReader(place.folder) : null;
  return {
    kind,
    connection: reads,
    transaction: (work) => db.transaction().execute(work),
    snapshot: (work) =>
      reads.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(work),
    publicVersion: reader === null ? () => readVersion(reads) : reader.read,
    close: async () => {
      reader?.close();
      await end();
    },
    seconds: async () => {
      if (kind === 'sqlite') return Date.now() / 1_000;
      const asked = sql<{ now: number }>`select extract(epoch from clock_timestamp())::double precision as now`;
      return (await asked.execute(reads)).rows[0]!.now;
    },
  };
}

/** Opens a database without creating tables. @throws Problem as `openStore` does */
export const connect = async (place: StorePlace): Promise<Kysely<Tables>> => (await connectTo(place)).db;

type Connected = {
  readonly db: Kysely<Tables>;
  /** For reads outside a transaction; `db` itself if one connection serves both. */
  readonly reads: Kysely<Tables>;
  /** Migrations found to be applied; null if they were not looked for, or there are no tables. */
  readonly applied: readonly string[] | null;
};

async function connectTo({ databaseUrl, folder, ...options }: StorePlace): Promise<Connected> {
  const store = databaseUrl === null ? folder : 'PostgreSQL';
  try {
    const { dialect, reading, applied } =
      databaseUrl === null
        ? await sqliteDialect(folder, options)
        : { dialect: await postgres(databaseUrl), reading: await postgres(databaseUrl), applied: null };
    const db = new Kysely<Tables>({ dialect });
    const reads = reading === null ? db : new Kysely<Tables>({ dialect: reading });
    // Connects at once, so that an unreachable server is reported here and not at the first upload.
    await db.connection().execute(async () => undefined);
    return { db, reads, applied };
  } catch (error) {
    if (error instanceof Problem && error.code !== 'store_lost') throw error;
    throw new Problem(
      'store_unreachable',
      databaseUrl === null ? 'GAP_DATA' : 'DATABASE_URL',
      { store },
      { cause: error },
    );
  }
}

/** The driver is loaded only for PostgreSQL. */
const postgres = async (url: string) => (await import('./engine/postgres.ts')).postgresDialect(url);
