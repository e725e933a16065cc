/**
 * DuckDB in memory, in a sandbox: no network, no extensions, no files outside its own temporary folders.
 *
 * One thread for each statement, so that sums are added in the same order and the same inputs give the same bytes
 * (several threads give other last digits from about 300,000 rows on). Independent statements run concurrently:
 * `lanes.ts`.
 */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import type { DuckDBConnection, DuckDBInstance, DuckDBValue } from '@duckdb/node-api';
import { engine } from './engine.ts';
import { plainRows, type WarehouseRow } from './row.ts';

export type WarehouseValue = DuckDBValue;

export type Warehouse = {
  /** Runs one statement; `values` are bound to `$1`, `$2` … */
  run(statement: string, values?: WarehouseValue[]): Promise<void>;
  /** Rows in the order of the statement, with plain values: numbers, texts, booleans, null, and lists of them. */
  rows<R = WarehouseRow>(statement: string, values?: WarehouseValue[]): Promise<R[]>;
  /** For files of this folder only. */
  readonly connection: DuckDBConnection;
  /** The only folder, with the next, that it may read and write; both are deleted by `close`. */
  readonly scratch: string;
  /** For small files that are read back at once: in memory where the system has such a folder, otherwise `scratch`. */
  readonly quick: string;
  /** Another connection to the same tables, whose statements run concurrently. Temporary tables are its own. */
  beside(): Promise<Warehouse>;
  /** Closes the connection; that of `openWarehouse` closes all and deletes both folders. */
  close(): void;
};

/** Version of the engine, for the manifest: another version may write other bytes. */
export const engineVersion = async (): Promise<string> => (await engine()).version();

/** Machine and process in the name of a temporary folder, so that a leftover one can be recognised. */
export const scratchName = (machine: string, process: string): string =>
  `${machine.replace(/[^A-Za-z0-9]/g, '').slice(0, 40)}-${process}`;

/** The system's folder in memory; not every system has one. */
export const memoryFolder = '/dev/shm';

const folderOf = (pid: number): string => `gap-warehouse-${scratchName(hostname(), String(pid))}-`;

const freshFolder = (under: string): string => mkdtempSync(join(under, folderOf(process.pid)));

/**
 * Removes the scratch folders of a process that was killed, or is about to end: those in memory would otherwise be
 * missing from it until a server is started again.
 *
 * @param under - the system's folder for temporary files if omitted
 */
export function removeScratchOf(pid: number, under: string = tmpdir()): void {
  for (const folder of new Set([under, memoryFolder])) {
    try {
      for (const name of readdirSync(folder))
        if (name.startsWith(folderOf(pid))) rmSync(join(folder, name), { recursive: true, force: true });
    } catch {
      // There is no such folder, or it is being written: the next start of a server removes it.
    }
  }
}

function freshMemoryFolder(): string | null {
  try {
    return freshFolder(memoryFolder);
  } catch {
    return null;
  }
}

export type WarehouseOptions = {
  /** Folder in which the scratch folder is created; by default the system's temporary folder. */
  readonly under?: string | undefined;
  /** Bytes from which parts of tables are moved to the scratch folder; by default most of the machine's memory. */
  readonly most?: number | undefined;
};

/** Opens an empty warehouse. */
export async function openWarehouse({ under = tmpdir(), most }: WarehouseOptions = {}): Promise<Warehouse> {
  const scratch = freshFolder(under);
  const quick = freshMemoryFolder() ?? scratch;
  const { DuckDBInstance } = await engine({ returnsMemory: most !== undefined });
  const instance = await DuckDBInstance.create(':memory:', {
    threads: '1',
    autoload_known_extensions: 'false',
    ...(most !== undefined && { memory_limit: `${Math.ceil(most / 1024)}KiB` }),
  });
  const connection = await instance.connect();
  const folder = literal(scratch);
  // In this order: after the configuration is locked, no SQL model can enable access again.
  const settings = [
    `set temp_directory = ${folder}`,
    `set allowed_directories = [${[...new Set([scratch, quick])].map(literal).join(', ')}]`,
    `set preserve_insertion_order = true`,
    `set enable_external_access = false`,
    `set lock_configuration = true`,
  ];
  await connection.run(settings.join(';\n'));
  return on(connection, instance, { scratch, quick }, () => {
    instance.closeSync();
    for (const folder of [scratch, quick]) rmSync(folder, { recursive: true, force: true });
  });
}

function on(
  connection: DuckDBConnection,
  instance: DuckDBInstance,
  folders: Pick<Warehouse, 'scratch' | 'quick'>,
  afterwards: () => void,
): Warehouse {
  return {
    connection,
    ...folders,
    run: async (statement, values) => void (await connection.run(statement, values)),
    rows: async <R>(statement: string, values?: WarehouseValue[]) =>
      (await plainRows(await connection.run(statement, values))) as R[],
    beside: async () => on(await instance.connect(), instance, folders, () => {}),
    close: () => {
      connection.closeSync();
      afterwards();
    },
  };
}

/** A string literal, for statements in which a value cannot be bound, such as a file name. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A name of a table or column, quoted if necessary; `input.cycles` remains two names. */
export const quoted = (name: string): string =>
  name
    .split('.')
    .map((part) => `"${part.replaceAll('"', '""')}"`)
    .join('.');
