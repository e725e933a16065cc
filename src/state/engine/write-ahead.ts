/** Sets a SQLite file to write-ahead logging (WAL). */
import type { DatabaseSync } from 'node:sqlite';

/** SQLite's primary result code of a lock that another connection has. */
const busy = 5;
const pause = 20;

/**
 * Whether another connection has the lock. The code of an error has more bits than the primary one: a file whose log
 * another connection just reads again, as after a process was killed, is busy with 261.
 */
export const isBusy = (error: unknown): boolean => (((error as { errcode?: number }).errcode ?? 0) & 0xff) === busy;

/**
 * The first connection to a new file changes it to WAL. Others that do so in the same moment are refused at once,
 * regardless of the timeout, since two that wait to change it would wait for each other.
 *
 * @param most - milliseconds that others may take
 * @throws SQLite's error if it is still refused then
 */
export function writeAhead(database: DatabaseSync, most: number): void {
  // Counted and not timed, as Node's clock takes as long to load as a list to read.
  for (let waited = 0; ; waited += pause) {
    try {
      database.exec('pragma journal_mode = wal');
      // The first read opens the log, which is then not deleted as long as this connection is open.
      database.exec('select count(*) from sqlite_schema');
      return;
    } catch (error) {
      if (!isBusy(error) || waited >= most) throw error;
      // A wait that nothing ends.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause);
    }
  }
}
