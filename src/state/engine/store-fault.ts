/** Converts errors of a failing disk or server to problems that state what to do. */
import { Problem } from '../../problem/index.ts';

/** SQLite's primary result codes (https://www.sqlite.org/rescode.html). */
const sqlite = { perm: 3, readOnly: 8, ioError: 10, corrupt: 11, full: 13, cantOpen: 14, notADatabase: 26 } as const;

/**
 * Extended codes of I/O errors caused by a full disk, a quota or a file size limit: write, fsync of file and folder,
 * truncate, and the three of the shared memory next to the file.
 */
const writeErrors = new Set([778, 1034, 1290, 1546, 4618, 4874, 5386]);

const sqliteCauses: Readonly<Record<number, string>> = {
  [sqlite.perm]: 'access to it is denied',
  [sqlite.readOnly]: 'it cannot be written',
  [sqlite.ioError]: 'its disk cannot be read',
  [sqlite.cantOpen]: 'it cannot be opened',
};

/** @param store - the file, or PostgreSQL @returns the error itself if it is not caused by disk or server */
export function asStoreProblem(error: unknown, store: string): unknown {
  if (error instanceof Problem || !(error instanceof Error)) return error;
  return store === 'PostgreSQL' ? ofPostgres(error) : ofSqlite(error, store);
}

/** What a store that is lost while it commits means: the changes may be saved. */
export function asUnconfirmed(problem: unknown): unknown {
  if (!(problem instanceof Problem) || problem.code !== 'store_lost') return problem;
  const { store, cause } = problem.details as { store: string; cause: string };
  return new Problem('store_unconfirmed', 'state store', { store, cause }, { cause: problem.cause });
}

function ofSqlite(error: Error & { errcode?: number }, store: string): unknown {
  if (error.errcode === undefined) return error;
  const code = error.errcode & 0xff;
  const options = { cause: error };
  if (code === sqlite.full || writeErrors.has(error.errcode)) {
    return new Problem('store_full', 'state store', { store }, options);
  }
  if (code === sqlite.corrupt || code === sqlite.notADatabase) {
    return new Problem('store_damaged', store, { store, cause: 'part of it cannot be read as a database' }, options);
  }
  const cause = sqliteCauses[code];
  return cause === undefined ? error : new Problem('store_lost', 'state store', { store, cause }, options);
}

/**
 * Classes of SQLSTATE: connection, authorisation, resources, operator intervention, system error; and database not
 * found.
 */
const lostStates = /^(08|28|53|57P|58|3D000|25006|XX00[12])/;
const networkErrors = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EAI_AGAIN',
  'ENOENT',
]);
/** Messages of the driver without a code. */
const lostMessages =
  /connection terminated|connection error|timeout exceeded when trying to connect|client has encountered|not queryable/i;

function ofPostgres(error: Error & { code?: string }): unknown {
  const store = 'PostgreSQL';
  const options = { cause: error };
  const code = error.code ?? '';
  if (code === '53100') return new Problem('store_full', 'state store', { store }, options);
  if (code === '53300') return lost('it accepts no more connections');
  if (lostStates.test(code)) return lost('the server refuses or ends the connection');
  if (networkErrors.has(code) || lostMessages.test(error.message)) return lost('the server does not answer');
  return error;

  function lost(cause: string): Problem {
    return new Problem('store_lost', 'state store', { store, cause }, options);
  }
}
