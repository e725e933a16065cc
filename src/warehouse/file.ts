/** Tables to and from files, through the scratch folder. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { literal, quoted, type Warehouse } from './warehouse.ts';

export const fileFormats = ['parquet', 'csv', 'json'] as const;
export type FileFormat = (typeof fileFormats)[number];

/**
 * The result of a statement as the bytes of a file.
 *
 * `csv` has a header and leaves null empty; `json` is one object a row of the result, one a line.
 *
 * @param about - words kept in the file itself, by name; for Parquet only
 */
export async function writeFileOf(
  warehouse: Warehouse,
  select: string,
  format: FileFormat,
  about: Readonly<Record<string, string>> = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const path = join(warehouse.scratch, `out.${format}`);
  const words = Object.entries(about).map(([name, value]) => `${quoted(name)}: ${literal(value)}`);
  const options = {
    parquet: `format parquet, compression zstd${words.length > 0 ? `, kv_metadata {${words.join(', ')}}` : ''}`,
    csv: 'format csv, header true',
    json: 'format json',
  }[format];
  await warehouse.run(`copy (${select}) to ${literal(path)} (${options})`);
  const bytes = readFileSync(path);
  rmSync(path);
  return bytes;
}

/** Creates a table from the bytes of a Parquet file, its rows in their order. */
export async function loadParquet(warehouse: Warehouse, table: string, bytes: Uint8Array): Promise<void> {
  const path = join(warehouse.scratch, 'in.parquet');
  writeFileSync(path, bytes);
  await warehouse.run(`create table ${quoted(table)} as from read_parquet(${literal(path)})`);
  rmSync(path);
}
