/**
 * A dialect that converts errors of disk and server to problems, and in which a failed rollback does not hide its
 * cause.
 */
import type { CompiledQuery, DatabaseConnection, Dialect, Driver, QueryResult, TransactionSettings } from 'kysely';
import { asStoreProblem } from './store-fault.ts';

/**
 * @param store - the file, or PostgreSQL, as named in problems
 * @param demandThere - called before each statement; throws if the store is not the one that was opened
 */
export function guardedDialect(dialect: Dialect, store: string, demandThere: () => void = () => {}): Dialect {
  return {
    createAdapter: () => dialect.createAdapter(),
    createDriver: () => new GuardedDriver(dialect.createDriver(), store, demandThere),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createIntrospector: (db) => dialect.createIntrospector(db),
  };
}

class GuardedDriver implements Driver {
  readonly #driver: Driver;
  readonly #store: string;
  readonly #demandThere: () => void;
  /** The driver's own connection, by the wrapped one. */
  readonly #own = new WeakMap<DatabaseConnection, DatabaseConnection>();

  constructor(driver: Driver, store: string, demandThere: () => void) {
    this.#driver = driver;
    this.#store = store;
    this.#demandThere = demandThere;
  }

  init: Driver['init'] = (options) => this.#driver.init(options);

  acquireConnection: Driver['acquireConnection'] = async (options) => {
    const own = await this.#guard(() => this.#driver.acquireConnection(options));
    const connection = new GuardedConnection(own, this.#store, this.#demandThere);
    this.#own.set(connection, own);
    return connection;
  };

  beginTransaction = (connection: DatabaseConnection, settings: TransactionSettings): Promise<void> =>
    this.#guard(() => {
      this.#demandThere();
      return this.#driver.beginTransaction(this.#own.get(connection)!, settings);
    });

  commitTransaction = (connection: DatabaseConnection): Promise<void> =>
    this.#guard(() => {
      this.#demandThere();
      return this.#driver.commitTransaction(this.#own.get(connection)!);
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
      throw asStoreProblem(error, this.#store);
    }
  }
}

class GuardedConnection implements DatabaseConnection {
  readonly #own: DatabaseConnection;
  readonly #store: string;
  readonly #demandThere: () => void;

  constructor(own: DatabaseConnection, store: string, demandThere: () => void) {
    this.#own = own;
    this.#store = store;
    this.#demandThere = demandThere;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    this.#demandThere();
    try {
      return await this.#own.executeQuery<R>(query);
    } catch (error) {
      throw asStoreProblem(error, this.#store);
    }
  }

  async *streamQuery<R>(query: CompiledQuery, chunkSize: number): AsyncIterableIterator<QueryResult<R>> {
    try {
      yield* this.#own.streamQuery<R>(query, chunkSize);
    } catch (error) {
      throw asStoreProblem(error, this.#store);
    }
  }
}
