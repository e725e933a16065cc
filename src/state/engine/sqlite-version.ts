/** Reads the version of the public state on a separate connection, which waits for no transaction of this process. */
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';

export type VersionReader = { readonly read: () => number; readonly close: () => void };

/** @param folder - the data folder, with a store whose tables are migrated */
export function openVersionReader(folder: string): VersionReader {
  let database: DatabaseSync | null = null;
  let statement: StatementSync | null = null;
  return {
    // Opened on first use, as commands never need it.
    read: () => {
      database ??= new DatabaseSync(join(folder, 'gap.sqlite'), { readOnly: true, timeout: 1_000 });
      statement ??= database.prepare('select version from public_version');
      return Number((statement.get() as { version: number }).version);
    },
    close: () => {
      database?.close();
      database = null;
      statement = null;
    },
  };
}
