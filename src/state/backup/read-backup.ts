/** Reads a backup and verifies every line of it: structure, counts, hashes, and the hash of each stored file. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Problem } from '../../problem/index.ts';
import {
  type BackupEnd,
  type BackupHeader,
  decodeRow,
  formatVersion,
  type TableEnd,
  type TableHead,
  wholeBackup,
} from './format.ts';
import type { StoredValue } from './rows.ts';

export type BackupSummary = {
  readonly header: BackupHeader;
  /** Number of rows by table, in file order. */
  readonly tables: ReadonlyMap<string, number>;
  /** Number of stored files whose bytes match their hash. */
  readonly files: number;
};

export type BackupReader = {
  readonly onHeader?: (header: BackupHeader) => Promise<void> | void;
  readonly onTable?: (head: TableHead) => Promise<void> | void;
  readonly onRow?: (row: readonly StoredValue[]) => Promise<void> | void;
  readonly onTableEnd?: (end: TableEnd) => Promise<void> | void;
};

/**
 * @returns a summary, after the whole file was verified
 * @throws Problem `backup_not_one`, `backup_damaged`, and the error of the operating system if the file cannot be
 *   opened
 */
export async function readBackup(file: string, reader: BackupReader = {}): Promise<BackupSummary> {
  const refuse = (cause: string): never => {
    throw new Problem('backup_damaged', file, { file, cause });
  };
  const whole = createHash('sha256');
  const tables = new Map<string, number>();
  let header: BackupHeader | null = null;
  let table: (TableHead & { readonly hash: ReturnType<typeof createHash>; rows: number }) | null = null;
  let end: BackupEnd | null = null;
  let files = 0;
  for await (const line of linesOf(file)) {
    if (end !== null) refuse('something follows its last line');
    const value = parse(line, header === null, file);
    if (header === null) {
      header = value as BackupHeader;
      if (header.gapBackup !== formatVersion) throw new Problem('backup_not_one', file, { file });
      await reader.onHeader?.(header);
    } else if (Array.isArray(value)) {
      if (table === null) return refuse('a row is outside a table');
      if (value.length !== table.columns.length) refuse(`a row of ${table.table} has another number of columns`);
      const row = decodeRow(value);
      files += checkFile(row, table, refuse);
      table.rows += 1;
      table.hash.update(line).update('\n');
      await reader.onRow?.(row);
    } else if ('table' in value) {
      if (table !== null) refuse(`the table ${table.table} has no end`);
      const head = value as TableHead;
      if (tables.has(head.table)) refuse(`the table ${head.table} is there twice`);
      table = { ...head, hash: createHash('sha256'), rows: 0 };
      await reader.onTable?.(head);
    } else if ((value as TableEnd).end === wholeBackup && table === null) {
      end = value as BackupEnd;
      if (end.sha256 !== whole.digest('hex')) refuse('its lines are not those that were written');
      if (end.tables !== tables.size) refuse(`it has ${tables.size} tables of ${end.tables}`);
      continue;
    } else {
      const tableEnd = value as TableEnd;
      if (table === null || tableEnd.end !== table.table) return refuse(`the end of ${tableEnd.end} is out of place`);
      if (tableEnd.rows !== table.rows) refuse(`${table.table} has ${table.rows} rows of ${tableEnd.rows}`);
      if (tableEnd.sha256 !== table.hash.digest('hex')) refuse(`the rows of ${table.table} were changed`);
      tables.set(table.table, table.rows);
      table = null;
      await reader.onTableEnd?.(tableEnd);
    }
    whole.update(line).update('\n');
  }
  if (header === null) throw new Problem('backup_not_one', file, { file });
  if (end === null) refuse('its end is missing');
  return { header, tables, files };
}

/** A row with a hash and bytes is a stored file. @returns 1 for a valid file, 0 for any other row */
function checkFile(
  row: readonly StoredValue[],
  { table, columns }: TableHead,
  refuse: (cause: string) => never,
): number {
  const [hash, bytes] = [row[columns.indexOf('sha256')], row[columns.indexOf('bytes')]];
  if (typeof hash !== 'string' || !(bytes instanceof Uint8Array)) return 0;
  if (createHash('sha256').update(bytes).digest('hex') !== hash)
    refuse(`a file in ${table} has another hash than ${hash}`);
  return 1;
}

function parse(line: Buffer, first: boolean, file: string): object {
  try {
    const value: unknown = JSON.parse(line.toString());
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // Reported below.
  }
  if (first) throw new Problem('backup_not_one', file, { file });
  throw new Problem('backup_damaged', file, { file, cause: 'a line is not JSON' });
}

const newline = 0x0a;

async function* linesOf(file: string): AsyncGenerator<Buffer> {
  const input = createReadStream(file);
  const unpacked = pipeline(input, createGunzip(), () => {});
  let begun: Buffer[] = [];
  try {
    for await (const chunk of unpacked as AsyncIterable<Buffer>) {
      let from = 0;
      for (let at = chunk.indexOf(newline); at >= 0; at = chunk.indexOf(newline, from)) {
        yield begun.length === 0 ? chunk.subarray(from, at) : Buffer.concat([...begun, chunk.subarray(from, at)]);
        begun = [];
        from = at + 1;
      }
      if (from < chunk.length) begun.push(chunk.subarray(from));
    }
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (!code.startsWith('Z_')) throw error;
    if (input.bytesRead <= headBytes && code === 'Z_DATA_ERROR') throw new Problem('backup_not_one', file, { file });
    const cause = code === 'Z_BUF_ERROR' ? 'it ends too early' : 'its compressed bytes were changed';
    throw new Problem('backup_damaged', file, { file, cause }, { cause: error });
  }
  if (begun.length > 0) throw new Problem('backup_damaged', file, { file, cause: 'its last line has no end' });
}

/** Size of the first piece: if decompressing it fails, the file may not be gzip at all. */
const headBytes = 65_536;
