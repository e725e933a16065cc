/** A server's connection to SQLite: every statement runs in a separate thread. */
import { setTimeout } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { CompiledQuery, DatabaseConnection, Driver, QueryResult, TransactionSettings } from 'kysely';
import { Problem } from '../../problem/index.ts';
import { MovableBytes } from './movable-bytes.ts';
import { asObjects } from './sqlite-rows.ts';
import type { FailedStatement, SqliteTask, StatementResult, ThreadReply } from './sqlite-thread.ts';

export type ThreadSettings = {
  readonly file: string;
  /** Milliseconds that opening it, and a transaction, wait for another process. */
  readonly lockTimeoutMs: number;
  /** Milliseconds that a single statement waits. */
  readonly pause: number;
  /** For reads only: the file and its tables exist. */
  readonly readOnly: boolean;
};

type Done = StatementResult | boolean | null;
type Waiting = { readonly resolve: (done: Done) => void; readonly reject: (error: unknown) => void };
type Task = SqliteTask extends infer One ? (One extends SqliteTask ? Omit<One, 'id'> : never) : never;

export class SqliteThread {
  readonly #file: string;
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #next = 1;
  #ended = false;

  private constructor({ file, lockTimeoutMs, pause, readOnly }: ThreadSettings) {
    this.#file = file;
    this.#worker = new Worker(new URL('./sqlite-thread.ts', import.meta.url), {
      name: readOnly ? 'sqlite-reads' : 'sqlite',
      workerData: { file, timeout: lockTimeoutMs, pause, readOnly },
      resourceLimits: { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 16 },
      execArgv: ['--disable-warning=ExperimentalWarning'],
    });
    this.#worker.on('message', (reply: ThreadReply) => this.#settle(reply));
    this.#worker.on('error', (error) => this.#end(error));
    this.#worker.on('exit', () => this.#end());
  }

  /** @throws SQLite's error for a file that it cannot open */
  static async open(settings: ThreadSettings): Promise<SqliteThread> {
    const thread = new SqliteThread(settings);
    try {
      await new Promise<Done>((resolve, reject) => thread.#waiting.set(0, { resolve, reject }));
      return thread;
    } catch (error) {
      await thread.#worker.terminate();
      throw error;
    }
  }

  run = async (sql: string, parameters: readonly unknown[]): Promise<StatementResult> =>
    (await this.#send({ sql, parameters })) as StatementResult;
  exec = async (statements: string): Promise<void> => void (await this.#send({ exec: statements }));
  /** False if another connection is writing. */
  begin = async (): Promise<boolean> => (await this.#send({ begin: true })) as boolean;

  async close(): Promise<void> {
    if (this.#ended) return;
    await this.#send({ close: true });
    this.#ended = true;
    await this.#worker.terminate();
  }

  #send(task: Task): Promise<Done> {
    if (this.#ended) return Promise.reject(this.#lost());
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      // Keeps the process alive until the result has arrived.
      this.#worker.ref();
      this.#worker.postMessage({ id, ...task }, 'parameters' in task ? buffersOf(task.parameters) : []);
    });
  }

  #settle(reply: ThreadReply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if (this.#waiting.size === 0) this.#worker.unref();
    if ('done' in reply) waiting?.resolve(reply.done);
    else waiting?.reject(asError(reply.failed));
  }

  /** Uncommitted changes are rolled back with the thread; pending calls are rejected. */
  #end(cause?: unknown): void {
    this.#ended = true;
    for (const { reject } of this.#waiting.values()) reject(this.#lost(cause));
    this.#waiting.clear();
  }

  #lost(cause?: unknown): Problem {
    const details = { store: this.#file, cause: 'the thread that writes it ended; restart to use it' };
    return new Problem('store_lost', 'state store', details, { cause });
  }
}

const buffersOf = (parameters: readonly unknown[]): ArrayBuffer[] =>
  parameters.flatMap((value) => (value instanceof MovableBytes && value.byteLength > 0 ? [value.buffer] : []));

const asError = ({ message, ...rest }: FailedStatement): Error => Object.assign(new Error(message), rest);

/** Kysely gives SQLite's only connection to one user at a time. */
export class ThreadDriver implements Driver {
  readonly #settings: ThreadSettings;
  #opened: SqliteThread | null;

  /** @param opened - the thread if it is running; started at the first use if omitted */
  constructor(settings: ThreadSettings, opened: SqliteThread | null = null) {
    this.#settings = settings;
    this.#opened = opened;
  }

  get #thread(): SqliteThread {
    if (this.#opened === null) throw new Error('The driver is not initialised.');
    return this.#opened;
  }

  async init(): Promise<void> {
    this.#opened ??= await SqliteThread.open(this.#settings);
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    return new ThreadConnection(this.#thread);
  }

  async releaseConnection(): Promise<void> {}

  /** As in the driver without a thread: only reads are deferred, and the wait for another writer is asynchronous. */
  async beginTransaction(_: DatabaseConnection, settings?: TransactionSettings): Promise<void> {
    if (settings?.accessMode === 'read only') return this.#thread.exec('begin');
    const givenUpAt = performance.now() + this.#settings.lockTimeoutMs;
    while (!(await this.#thread.begin())) {
      if (performance.now() > givenUpAt)
        throw new Problem('store_busy', 'state store', { seconds: this.#settings.lockTimeoutMs / 1_000 });
      await setTimeout(2 + 18 * Math.random());
    }
  }

  commitTransaction = (): Promise<void> => this.#thread.exec('commit');
  rollbackTransaction = (): Promise<void> => this.#thread.exec('rollback');
  destroy = async (): Promise<void> => this.#opened?.close();
}

class ThreadConnection implements DatabaseConnection {
  readonly #thread: SqliteThread;

  constructor(thread: SqliteThread) {
    this.#thread = thread;
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const { names, rows, changes, lastId } = await this.#thread.run(sql, parameters);
    return { rows: asObjects(names, rows) as R[], numAffectedRows: BigInt(changes), insertId: BigInt(lastId) };
  }

  async *streamQuery<R>(query: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
    for (const row of (await this.executeQuery<R>(query)).rows) yield { rows: [row] };
  }
}
