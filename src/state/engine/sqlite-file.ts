/** Inspects the file of a SQLite store before anything is written to it. */
import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import { Problem } from '../../problem/index.ts';
import { demandOwnTables } from './own-tables.ts';
import { asStoreProblem } from './store-fault.ts';

/** SQLite's result code for a file without its header, or with an impossible one. */
const notADatabase = 26;
const magic = 'SQLite format 3\0';
/** Time that a process which is just creating the file has to write to it. */
const emptyMilliseconds = 1_000;
const pause = 20;

/**
 * Refuses a file that is not a database, is damaged, or belongs to other software. Nothing is written, not even the
 * journal mode.
 *
 * Only SQLite may open the file: if a process closes a file once, the system takes all of its locks on it away, also those
 * of its other connections. Another process then takes itself for the last one, and deletes the log with what was
 * written to it.
 *
 * @returns the migrations applied to it; null if there is no file, or no table in it
 * @throws Problem `store_foreign`, `store_damaged`, `store_newer`
 */
export async function inspectFile(file: string): Promise<readonly string[] | null> {
  if (!existsSync(file)) return null;
  // Counted and not timed, as Node's clock takes as long to load as a list to read.
  for (let waited = 0; statSync(file).size === 0; waited += pause) {
    if (waited > emptyMilliseconds) {
      throw new Problem('store_damaged', file, { store: file, cause: 'it is empty (0 bytes)' });
    }
    await setTimeout(pause);
  }
  try {
    const database = new DatabaseSync(file, { readOnly: true, timeout: emptyMilliseconds });
    try {
      const named = (statement: string) =>
        database
          .prepare(statement)
          .all()
          .map(({ name }) => String(name));
      const tables = named(
        `select name from sqlite_master where type = 'table' and name not like 'sqlite|_%' escape '|'`,
      );
      demandOwnTables(file, tables, () => named('pragma table_info(migrations)'));
      return tables.length === 0 ? null : named('select name from migrations');
    } finally {
      database.close();
    }
  } catch (error) {
    // No connection of this process can use such a file, so no lock is lost.
    if ((error as { errcode?: number }).errcode === notADatabase && firstBytes(file) !== magic) {
      throw new Problem('store_foreign', file, { store: file, cause: 'it is not an SQLite file' }, { cause: error });
    }
    throw asStoreProblem(error, file);
  }
}

function firstBytes(file: string): string {
  const bytes = Buffer.alloc(magic.length);
  const opened = openSync(file, 'r');
  try {
    readSync(opened, bytes, 0, bytes.length, 0);
  } finally {
    closeSync(opened);
  }
  return bytes.toString('latin1');
}

/** Identity of the file independent of its name; null if there is none. */
export function fileIdentity(file: string): string | null {
  const found = statSync(file, { throwIfNoEntry: false });
  return found === undefined ? null : `${found.dev} ${found.ino}`;
}
