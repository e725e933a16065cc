/**
 * A dialect that converts errors of disk and server to problems, and in which a failed rollback does not hide its
 * cause.
 */
import type { CompiledQuery, DatabaseConnection, Dialect, Driver, QueryResult, TransactionSettings } from 'kysely';
import { asStoreProblem, asUnconfirmed } from './store-fault.ts';

/**
 * @param store - the file, or PostgreSQL, as named in problems
 * @param demandThere - called before each statement; throws if the store is not the one that was opened
 * @param prepare - changes a statement before it is sent, such as values that the database refuses
 */
export function guardedDialect(
  dialect: Dialect,
  store: string,
  demandThere: () => void = () => {},
  prepare: Prepare = (query) => query,
): Dialect {
  return {
    createAdapter: () => dialect.createAdapter(),
    createDriver: () => new GuardedDriver(dialect.createDriver(), { store, demandThere, prepare }),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createIntrospector: (db) => dialect.createIntrospector(db),
  };
}

type Prepare = (query: CompiledQuery) => CompiledQuery;
type Guard = { readonly store: string; readonly demandThere: () => void; readonly prepare: Prepare };

class GuardedDriver implements Driver {
  readonly #driver: Driver;
  readonly #rules: Guard;
  /** The driver's own connection, by the wrapped one. */
  readonly #own = new WeakMap<DatabaseConnection, DatabaseConnection>();
  /** Connections whose transaction changes nothing. */
  readonly #reading = new WeakSet<DatabaseConnection>();

  constructor(driver: Driver, rules: Guard) {
    this.#driver = driver;
    this.#rules = rules;
  }

  init: Driver['init'] = (options) => this.#guard(() => this.#driver.init(options));

  acquireConnection: Driver['acquireConnection'] = async (options) => {
    const own = await this.#guard(() => this.#driver.acquireConnection(options));
    const connection = new GuardedConnection(own, this.#rules);
    this.#own.set(connection, own);
    return connection;
  };

  beginTransaction = (connection: DatabaseConnection, settings: TransactionSettings): Promise<void> =>
    this.#guard(() => {
      this.#rules.demandThere();
      if (settings.accessMode === 'read only') this.#reading.add(connection);
      return this.#driver.beginTransaction(this.#own.get(connection)!, settings);
    });

  /** If the store is lost before its reply, the changes may or may not be saved. */
  commitTransaction = (connection: DatabaseConnection): Promise<void> =>
    this.#guard(async () => {
      this.#rules.demandThere();
      try {
        await this.#driver.commitTransaction(this.#own.get(connection)!);
      } catch (error) {
        const problem = asStoreProblem(error, this.#rules.store);
        throw this.#reading.has(connection) ? problem : asUnconfirmed(problem);
      }
    });

  /**
   * Some errors, such as a full disk or a lost server, end the transaction themselves. A rollback then fails, and the
   * first error is the one to report.
   */
  rollbackTransaction = async (connection: DatabaseConnection): Promise<void> => {
    await this.#driver.rollbackTransaction(this.#own.get(connection)!).catch(() => undefined);
  };

  releaseConnection: Driver['releaseConnection'] = (connection, options) =>
    this.#driver.releaseConnection(this.#own.get(connection)!, options);

  destroy: Driver['destroy'] = (options) => this.#driver.destroy(options);

  async #guard<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw asStoreProblem(error, this.#rules.store);
    }
  }
}

class GuardedConnection implements DatabaseConnection {
  readonly #own: DatabaseConnection;
  readonly #rules: Guard;

  constructor(own: DatabaseConnection, rules: Guard) {
    this.#own = own;
    this.#rules = rules;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    this.#rules.demandThere();
    try {
      return await this.#own.executeQuery<R>(this.#rules.prepare(query));
    } catch (error) {
      throw asStoreProblem(error, this.#rules.store);
    }
  }

  async *streamQuery<R>(query: CompiledQuery, chunkSize: number): AsyncIterableIterator<QueryResult<R>> {
    try {
      yield* this.#own.streamQuery<R>(this.#rules.prepare(query), chunkSize);
    } catch (error) {
      throw asStoreProblem(error, this.#rules.store);
    }
  }
}
