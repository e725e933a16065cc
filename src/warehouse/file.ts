/** Writes tables to files and reads them, through the scratch folder. */
import { randomUUID } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WarehouseRow } from './row.ts';
import { type StoredBytes, takeFile } from './stored.ts';
import { literal, quoted, type Warehouse } from './warehouse.ts';

export const fileFormats = ['parquet', 'csv', 'json'] as const;
export type FileFormat = (typeof fileFormats)[number];

/** A file's bytes, and the number of rows. */
export type WrittenFile = { readonly stored: StoredBytes; readonly rows: number };

/**
 * A table as a Parquet file, its rows in their order.
 *
 * @param about - key–value metadata of the file
 */
export async function writeParquet(
  warehouse: Warehouse,
  select: string,
  about: Readonly<Record<string, string>> = {},
): Promise<WrittenFile> {
  const words = Object.entries(about).map(([name, value]) => `${quoted(name)}: ${literal(value)}`);
  const metadata = words.length > 0 ? `, kv_metadata {${words.join(', ')}}` : '';
  return copyOut(warehouse, select, `format parquet, compression zstd${metadata}`);
}

/** The result of a statement as CSV with a header; null is empty. */
export async function writeCsv(warehouse: Warehouse, select: string): Promise<WrittenFile> {
  return copyOut(warehouse, select, 'format csv, header true');
}

/**
 * A table as one JSON object: metadata, and `rows`, a list of arrays of which the first contains the column names.
 *
 * The engine writes row by row as it reads, so a large table is never in memory twice; objects would repeat the
 * column names in each row.
 */
export async function writeJson(
  warehouse: Warehouse,
  table: string,
  columns: readonly string[],
  about: Readonly<Record<string, string | boolean>> = {},
): Promise<WrittenFile> {
  const head = JSON.stringify({ ...about, rows: [columns] }).slice(0, -2);
  const row = `',' || json_array(${columns.map(quoted).join(', ')})`;
  const { stored, rows: lines } = await copyOut(
    warehouse,
    `select ${literal(head)} as line union all select ${row} from ${quoted(table)} union all select ']}'`,
    // No quoting or escaping, as each line is already JSON.
    `format csv, header false, quote '', escape '', delimiter '\u001f'`,
  );
  // The first and last line are not rows.
  return { stored, rows: lines - 2 };
}

async function copyOut({ connection, scratch }: Warehouse, select: string, options: string): Promise<WrittenFile> {
  const path = join(scratch, `out-${randomUUID()}`);
  const { rowsChanged } = await connection.run(`copy (${select}) to ${literal(path)} (${options})`);
  return { stored: takeFile(path), rows: rowsChanged };
}

/** The rows of a Parquet file, in their order. */
export async function readParquet(warehouse: Warehouse, bytes: Uint8Array): Promise<WarehouseRow[]> {
  const path = join(warehouse.scratch, `in-${randomUUID()}`);
  writeFileSync(path, bytes);
  try {
    return await warehouse.rows(`from read_parquet(${literal(path)})`);
  } finally {
    rmSync(path);
  }
}
