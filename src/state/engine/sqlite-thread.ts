/**
 * Runs statements on a SQLite file in a separate thread, so that waiting for the disk does not block the main thread.
 */
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import { type Reading, readingOf } from './sqlite-rows.ts';
import { isBusy, writeAhead } from './write-ahead.ts';

export type SqliteTask =
  | { readonly id: number; readonly exec: string }
  /** Result `false` if another connection is writing. */
  | { readonly id: number; readonly begin: true }
  | { readonly id: number; readonly sql: string; readonly parameters: readonly unknown[] }
  | { readonly id: number; readonly close: true };

export type StatementResult = {
  readonly names: Reading['names'];
  /** Arrays if there are names, otherwise objects. */
  readonly rows: readonly unknown[];
  readonly changes: number | bigint;
  readonly lastId: number | bigint;
};

export type ThreadReply =
  | { readonly id: number; readonly done: StatementResult | boolean | null }
  | { readonly id: number; readonly failed: FailedStatement };

export type FailedStatement = {
  readonly name: string;
  readonly message: string;
  readonly code?: string;
  readonly errcode?: number;
};

type PreparedStatement = Reading & { readonly statement: StatementSync };

const rememberedStatements = 200;
/** Size in bytes above which arrays are transferred to the other thread instead of copied. */
const movedFrom = 64_000;

const { file, timeout, pause, readOnly } = workerData as {
  readonly file: string;
  readonly timeout: number;
  readonly pause: number;
  readonly readOnly: boolean;
};
const prepared = new Map<string, PreparedStatement>();
const port = parentPort!;

const database = start();
if (database !== null) port.on('message', (task: SqliteTask) => answer(task.id, () => perform(task)));

function start(): DatabaseSync | null {
  let opened: DatabaseSync | null = null;
  answer(0, () => {
    opened = new DatabaseSync(file, { timeout, readOnly, enableForeignKeyConstraints: true });
    if (!readOnly) {
      writeAhead(opened, timeout);
      opened.exec('pragma synchronous = full');
    }
    opened.exec(`pragma busy_timeout = ${pause}`);
    return null;
  });
  return opened;
}

function answer(id: number, work: () => StatementResult | boolean | null): void {
  try {
    const done = work();
    port.postMessage({ id, done } satisfies ThreadReply, done === null || done === true ? [] : buffersOf(done));
  } catch (error) {
    const { name, message, code, errcode } = error as Error & { code?: string; errcode?: number };
    const failed = { name, message, ...(code !== undefined && { code }), ...(errcode !== undefined && { errcode }) };
    port.postMessage({ id, failed } satisfies ThreadReply);
  }
}

function perform(task: SqliteTask): StatementResult | boolean | null {
  if ('exec' in task) database!.exec(task.exec);
  else if ('begin' in task) return begins();
  else if ('sql' in task) return run(task.sql, task.parameters);
  else {
    if (database!.isOpen) database!.close();
  }
  return null;
}

function run(sql: string, parameters: readonly unknown[]): StatementResult {
  const { statement, reads, names } = statementOf(sql);
  try {
    const given = parameters as readonly SQLInputValue[];
    if (reads) return { names, rows: statement.all(...given), changes: 0, lastId: 0 };
    const { changes, lastInsertRowid } = statement.run(...given);
    return { names, rows: [], changes, lastId: lastInsertRowid };
  } finally {
    // SQLite has made its copy; this one is released now instead of at the next garbage collection.
    for (const value of parameters) {
      if (value instanceof Uint8Array && value.buffer instanceof ArrayBuffer && value.byteLength >= movedFrom) {
        value.buffer.transfer(0);
      }
    }
  }
}

function statementOf(sql: string): PreparedStatement {
  const known = prepared.get(sql);
  if (known) return known;
  if (prepared.size >= rememberedStatements) prepared.clear();
  const statement = database!.prepare(sql);
  const made = { statement, ...readingOf(statement, sql) };
  prepared.set(sql, made);
  return made;
}

function begins(): boolean {
  database!.exec('pragma busy_timeout = 0');
  try {
    database!.exec('begin immediate');
    return true;
  } catch (error) {
    if (isBusy(error)) return false;
    throw error;
  } finally {
    database!.exec(`pragma busy_timeout = ${pause}`);
  }
}

/** Large bytes of a result, which are transferred to the main thread. */
function buffersOf(done: StatementResult | false): ArrayBuffer[] {
  if (done === false) return [];
  const buffers = new Set<ArrayBuffer>();
  for (const row of done.rows) {
    for (const value of Object.values(row as object)) {
      if (value instanceof Uint8Array && value.byteLength >= movedFrom) buffers.add(value.buffer as ArrayBuffer);
    }
  }
  return [...buffers];
}
