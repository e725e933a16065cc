/** Writes a backup of a store in use: one consistent state, whatever is written meanwhile. */
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { link, open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Connection, StoreKind } from '../engine/connection.ts';
import { columnsOf, tablesInOrder } from '../engine/schema.ts';
import type { Store } from '../store.ts';
import { type BackupHeader, encodeRow, formatVersion, type TableEnd, wholeBackup } from './format.ts';
import { type BackupSummary, readBackup } from './read-backup.ts';
import { readRows } from './rows.ts';

/** Workbooks and Parquet are compressed already. */
const level = 3;

/**
 * Writes `<file>.part`, verifies it, and renames it. An existing file is never overwritten.
 *
 * @param at - UTC instant, for the header
 * @throws the error of the operating system, `EEXIST` if the file or its part exists; Problem of the store
 */
export async function writeBackup(store: Store, file: string, at: string): Promise<BackupSummary> {
  const part = `${file}.part`;
  // Readable by its owner only, as it contains unreleased answers.
  const output = createWriteStream(part, { flags: 'wx', mode: 0o600 });
  try {
    await store.snapshot((connection) =>
      pipeline(Readable.from(backupLines(connection, store.kind, at)), createGzip({ level }), output),
    );
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') await rm(part, { force: true });
    throw error;
  }
  try {
    await sync(part);
    const summary = await readBackup(part);
    // Fails if the file exists, including one of a backup that ran at the same time.
    await link(part, file);
    await rm(part);
    await sync(dirname(file));
    return summary;
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

async function* backupLines(connection: Connection, kind: StoreKind, at: string): AsyncGenerator<string> {
  const whole = createHash('sha256');
  const hashed = (line: string) => {
    whole.update(`${line}\n`);
    return `${line}\n`;
  };
  const migrations = await connection.selectFrom('migrations').select('name').execute();
  const header: BackupHeader = { gapBackup: formatVersion, madeAt: at, migrations: migrations.map(({ name }) => name) };
  yield hashed(JSON.stringify(header));
  let rows = 0;
  const tables = await tablesInOrder(connection, kind);
  for (const table of tables) {
    const columns = await columnsOf(connection, kind, table);
    yield hashed(JSON.stringify({ table, columns: columns.map(({ name }) => name) }));
    const hash = createHash('sha256');
    let count = 0;
    for await (const row of readRows(connection, kind, table, columns)) {
      const line = encodeRow(row);
      hash.update(`${line}\n`);
      count += 1;
      yield hashed(line);
    }
    yield hashed(JSON.stringify({ end: table, rows: count, sha256: hash.digest('hex') } satisfies TableEnd));
    rows += count;
  }
  yield `${JSON.stringify({ end: wholeBackup, tables: tables.length, rows, sha256: whole.digest('hex') })}\n`;
}

/** Flushes a file or folder, so that a power cut after it loses nothing. */
async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
