/** Kysely on Node's built-in SQLite. */
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
  type SqliteStatement,
  type TransactionSettings,
} from 'kysely';
import { Problem } from '../../problem/index.ts';
import { guardedDialect } from './guarded-dialect.ts';
import { makeFolder } from './make-folder.ts';
import { fileIdentity, inspectFile } from './sqlite-file.ts';
import { asObjects, readingOf } from './sqlite-rows.ts';
import { SqliteThread, ThreadDriver } from './threaded-sqlite.ts';
import { isBusy, writeAhead } from './write-ahead.ts';

/** Time that a transaction waits for one of another process, in milliseconds. */
const lockTimeoutMs = 15_000;
/** Time that a single statement waits during SQLite's checkpoints, in milliseconds. */
const pause = 1_000;
/** Of a connection in a thread; the driver without one waits alike. */
const waits = { lockTimeoutMs, pause } as const;
const rememberedStatements = 200;
/** Pages of 4 kB after which a relaxed connection copies the log to the file; SQLite's own is 1,000. */
const pagesOfLongLog = 10_000;

export type SqliteDialects = {
  readonly dialect: Dialect;
  readonly reading: Dialect | null;
  readonly applied: readonly string[] | null;
};

/** The database file of a data folder. */
const sqliteFile = (folder: string): string => join(folder, 'gap.sqlite');

/**
 * SQLite in `<folder>/gap.sqlite`, created if absent, readable by its owner only.
 *
 * With WAL, commands and the server can work concurrently. synchronous=FULL ensures that an acknowledged upload
 * survives a power cut (NORMAL lost 57 of 30,139).
 *
 * @param ownThread - for a server, as a statement that waits for the disk would otherwise block all requests
 * @param relaxed - synchronous=NORMAL, which waits for the disk only when the log is copied to the file, and a longer log; not in a
 *   thread
 * @returns `reading` for reads outside a transaction: in a thread they have a connection of their own, since with WAL a
 *   read waits for no writer; null without one. Also the migrations applied before; null if it has no tables
 * @throws Problem `store_foreign`, `store_damaged` for a file of other software, which is not changed
 */
export async function sqliteDialect(
  folder: string,
  { ownThread = false, relaxed = false } = {},
): Promise<SqliteDialects> {
  makeFolder(folder);
  const file = sqliteFile(folder);
  const applied = await inspectFile(file);
  const createDriver = ownThread ? await driverInThread(file) : driverHere(file, relaxed);
  const demandSame = demandSameFile(file);
  const dialectOf = (driver: () => Driver) => guardedDialect(dialectWith(driver), file, demandSame);
  return {
    dialect: dialectOf(createDriver),
    reading: ownThread ? dialectOf(() => new ThreadDriver({ file, ...waits, readOnly: true })) : null,
    applied,
  };
}

function dialectWith(createDriver: () => Driver): Dialect {
  const compiled = new SqliteDialect({ database: async () => Promise.reject(new Error('only for its compiler')) });
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver,
    createQueryCompiler: () => compiled.createQueryCompiler(),
    createIntrospector: (db) => compiled.createIntrospector(db),
  };
}

function driverHere(file: string, relaxed: boolean): () => Driver {
  const database = new DatabaseSync(file, { timeout: lockTimeoutMs, enableForeignKeyConstraints: true });
  writeAhead(database, lockTimeoutMs);
  database.exec(`pragma synchronous = ${relaxed ? 'normal' : 'full'}`);
  if (relaxed) database.exec(`pragma wal_autocheckpoint = ${pagesOfLongLog}`);
  chmodSync(file, 0o600);
  database.exec(`pragma busy_timeout = ${pause}`);
  return () => new ImmediateDriver(database);
}

async function driverInThread(file: string): Promise<() => Driver> {
  const settings = { file, ...waits, readOnly: false };
  // Opened at once and not at its first use, as it creates the file.
  const thread = await SqliteThread.open(settings);
  chmodSync(file, 0o600);
  return () => new ThreadDriver(settings, thread);
}

/**
 * SQLite continues to write to a file that was deleted or replaced, and those writes are lost. So before each
 * statement the file, and its log, are compared with those that were opened. If they are restored, they are used again.
 */
function demandSameFile(file: string): () => void {
  const opened = fileIdentity(file);
  const log = `${file}-wal`;
  const openedLog = fileIdentity(log);
  return () => {
    const now = fileIdentity(file);
    if (now === opened && fileIdentity(log) === openedLog) return;
    const cause =
      now === null
        ? 'the file is not there any more'
        : now === opened
          ? 'its log was removed; restart to use it'
          : 'another file is in its place; restart to use it';
    throw new Problem('store_lost', 'state store', { store: file, cause });
  };
}

/**
 * A deferred `begin` fails with "locked" at its first write regardless of the timeout, so only reads may be deferred.
 * The wait for another writer is asynchronous, so that the process can answer requests, and two stores in one process
 * do not deadlock.
 */
class ImmediateDriver extends SqliteDriver {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    super({ database: adapt(database) });
    this.#database = database;
  }

  override async beginTransaction(connection: DatabaseConnection, settings?: TransactionSettings): Promise<void> {
    if (settings?.accessMode === 'read only') {
      await connection.executeQuery(CompiledQuery.raw('begin'));
      return;
    }
    const givenUpAt = performance.now() + lockTimeoutMs;
    while (!this.#begins()) {
      if (performance.now() > givenUpAt)
        throw new Problem('store_busy', 'state store', { seconds: lockTimeoutMs / 1_000 });
      await setTimeout(2 + 18 * Math.random());
    }
  }

  #begins(): boolean {
    this.#database.exec('pragma busy_timeout = 0');
    try {
      this.#database.exec('begin immediate');
      return true;
    } catch (error) {
      if (isBusy(error)) return false;
      throw error;
    } finally {
      this.#database.exec(`pragma busy_timeout = ${pause}`);
    }
  }
}

/** Adapts node:sqlite to the interface that Kysely expects; statements are prepared once. */
function adapt(database: DatabaseSync): SqliteDatabase {
  const prepared = new Map<string, SqliteStatement>();
  return {
    close: () => {
      if (database.isOpen) database.close();
    },
    prepare(sql) {
      const known = prepared.get(sql);
      if (known) return known;
      if (prepared.size >= rememberedStatements) prepared.clear();
      const statement = adaptStatement(database.prepare(sql), sql);
      prepared.set(sql, statement);
      return statement;
    },
  };
}

function adaptStatement(statement: StatementSync, sql: string): SqliteStatement {
  const given = (parameters: readonly unknown[]) => parameters as readonly SQLInputValue[];
  const { reads, names } = readingOf(statement, sql);
  return {
    reader: reads,
    all: (parameters) => asObjects(names, statement.all(...given(parameters))) as unknown[],
    run: (parameters) => statement.run(...given(parameters)),
    iterate: function* (parameters) {
      for (const row of statement.iterate(...given(parameters))) yield* asObjects(names, [row]);
    },
  };
}
