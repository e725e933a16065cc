/**
 * DuckDB in memory, with its doors shut: no network, no extension, no file outside of its own scratch folder.
 *
 * One thread for each statement, so that sums are taken in one order and the same inputs give the same bytes (several threads
 * give other last digits from some 300,000 rows on). Statements that do not need each other run side by side: `lanes.ts`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import type { DuckDBConnection, DuckDBInstance, DuckDBValue } from '@duckdb/node-api';
import { plainRow, type WarehouseRow } from './row.ts';

export type WarehouseValue = DuckDBValue;

export type Warehouse = {
  /** Runs one statement; values take the place of `$1`, `$2` … */
  run(statement: string, values?: WarehouseValue[]): Promise<void>;
  /** Rows in the order of the statement, with plain values: numbers, texts, truths, null, and lists of them. */
  rows<R = WarehouseRow>(statement: string, values?: WarehouseValue[]): Promise<R[]>;
  /** For this folder's own files only. */
  readonly connection: DuckDBConnection;
  /** The one folder that it may read and write; emptied and gone after `close`. */
  readonly scratch: string;
  /** Another connection to the same tables: what runs on it runs at the same time. Temporary tables are its own. */
  beside(): Promise<Warehouse>;
  /** Closes the connection; that of `openWarehouse` closes all and empties the scratch folder. */
  close(): void;
};

/** Version of the engine, which a manifest names: another one may write other bytes. */
export const engineVersion = async (): Promise<string> => (await engine()).version();

/** Loaded when the first warehouse is opened: most commands open none. */
export const engine = () => import('@duckdb/node-api');

/** Machine and process in the name of a folder for temporary files, so that one left behind is known as such. */
export const scratchName = (machine: string, process: string): string =>
  `${machine.replace(/[^A-Za-z0-9]/g, '').slice(0, 40)}-${process}`;

/**
 * Opens an empty warehouse.
 *
 * @param under - folder in which the scratch folder is made; the system's folder for temporary files by default
 */
export async function openWarehouse({ under = tmpdir() }: { under?: string } = {}): Promise<Warehouse> {
  const scratch = mkdtempSync(join(under, `gap-warehouse-${scratchName(hostname(), String(process.pid))}-`));
  const { DuckDBInstance } = await engine();
  const instance = await DuckDBInstance.create(':memory:', { threads: '1', autoload_known_extensions: 'false' });
  const connection = await instance.connect();
  const folder = literal(scratch);
  // In this order: once the configuration is locked, nothing a model states can open a door again.
  for (const setting of [
    `set temp_directory = ${folder}`,
    `set allowed_directories = [${folder}]`,
    `set preserve_insertion_order = true`,
    `set enable_external_access = false`,
    `set lock_configuration = true`,
  ]) {
    await connection.run(setting);
  }
  return on(connection, instance, scratch, () => {
    instance.closeSync();
    rmSync(scratch, { recursive: true, force: true });
  });
}

function on(
  connection: DuckDBConnection,
  instance: DuckDBInstance,
  scratch: string,
  afterwards: () => void,
): Warehouse {
  return {
    connection,
    scratch,
    run: async (statement, values) => void (await connection.run(statement, values)),
    rows: async <R>(statement: string, values?: WarehouseValue[]) => {
      const reader = await connection.runAndReadAll(statement, values);
      return reader.getRowObjectsJS().map(plainRow) as R[];
    },
    beside: async () => on(await instance.connect(), instance, scratch, () => {}),
    close: () => {
      connection.closeSync();
      afterwards();
    },
  };
}

/** A text as it is in a statement where a value cannot be bound, such as a file's name. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A name of a table or column, quoted where it has to be; `input.cycles` stays two names. */
export const quoted = (name: string): string =>
  name
    .split('.')
    .map((part) => `"${part.replaceAll('"', '""')}"`)
    .join('.');
