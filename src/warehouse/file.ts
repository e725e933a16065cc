/** Writes tables to files and reads them, through its temporary folders. */
import { randomUUID } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type EmptyColumn, emptyParquet } from './empty-parquet.ts';
import type { WarehouseRow } from './row.ts';
import { inMemory, type StoredBytes, takeFile } from './stored.ts';
import { literal, quoted, type Warehouse } from './warehouse.ts';

export const fileFormats = ['parquet', 'csv', 'json'] as const;
export type FileFormat = (typeof fileFormats)[number];

/** A file's bytes, and the number of rows. */
export type WrittenFile = { readonly stored: StoredBytes; readonly rows: number };

/**
 * A table as a Parquet file, its rows in their order.
 *
 * @param about - key–value metadata of the file
 * @param rows - number of rows, if known
 * @param columns - what the statement selects, if known: no statement runs for a table that is known to have no rows
 */
export async function writeParquet(
  warehouse: Warehouse,
  select: string,
  {
    about = {},
    rows,
    columns = [],
  }: {
    about?: Readonly<Record<string, string>>;
    rows?: number | undefined;
    columns?: readonly EmptyColumn[] | undefined;
  } = {},
): Promise<WrittenFile> {
  const empty = rows === 0 ? await emptyParquet(warehouse, columns, about) : null;
  if (empty !== null) return { stored: inMemory(empty), rows: 0 };
  const words = Object.entries(about).map(([name, value]) => `${quoted(name)}: ${literal(value)}`);
  const metadata = words.length > 0 ? `, kv_metadata {${words.join(', ')}}` : '';
  return copyOut(warehouse, select, `format parquet, compression zstd${metadata}`, rows);
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
  const [head, row] = [jsonHead(columns, about), jsonRow(columns)];
  const { stored, rows: lines } = await copyOut(
    warehouse,
    `select ${literal(head)} as line union all select ${row} from ${quoted(table)} union all select ']}'`,
    // No quoting or escaping, as each line is already JSON.
    `format csv, header false, quote '', escape '', delimiter '\u001f'`,
  );
  // The first and last line are not rows.
  return { stored, rows: lines - 2 };
}

const jsonHead = (columns: readonly string[], about: Readonly<Record<string, string | boolean>>): string =>
  JSON.stringify({ ...about, rows: [columns] }).slice(0, -2);

/** A row of a table's JSON, as an expression. */
const jsonRow = (columns: readonly string[]): string => `',' || json_array(${columns.map(quoted).join(', ')})`;

/** A table as JSON and as CSV. */
export type WrittenTexts = { readonly json: WrittenFile; readonly csv: WrittenFile };

/**
 * A small table in both formats, the same bytes as `writeJson` and `writeCsv` give: without files, and with one
 * statement, or none for an empty table.
 *
 * @param rows - number of its rows
 * @param also - columns of the CSV that follow those of the table, each with the text that it has in every row
 */
export async function writeTexts(
  warehouse: Warehouse,
  {
    table,
    columns,
    rows,
    about = {},
    also = {},
  }: {
    table: string;
    columns: readonly string[];
    rows: number;
    about?: Readonly<Record<string, string | boolean>>;
    also?: Readonly<Record<string, string>>;
  },
): Promise<WrittenTexts> {
  const json = [jsonHead(columns, about)];
  const csv = [[...columns, ...Object.keys(also)].map(csvCell).join(',')];
  if (rows > 0) {
    const cells = columns.map((column) => `${quoted(column)}::varchar`);
    const result = await warehouse.connection.run(
      `select ${[jsonRow(columns), ...cells].join(', ')} from ${quoted(table)}`,
    );
    const end = Object.values(also).map(csvCell);
    for (let at = 0; at < result.chunkCount; at += 1) {
      for (const [line, ...texts] of result.getChunk(at).getRows() as [string, ...(string | null)[]][]) {
        json.push(line);
        csv.push([...texts.map(csvCell), ...end].join(','));
      }
    }
  }
  json.push(']}');
  const written = (lines: readonly string[]) => ({
    stored: inMemory(new TextEncoder().encode(`${lines.join('\n')}\n`)),
    rows,
  });
  // The engine's driver drops a byte order mark at the start of a text; a line of JSON starts otherwise.
  if (!json.some((line) => line.includes('"\ufeff'))) return { json: written(json), csv: written(csv) };
  const cells = [
    ...columns.map(quoted),
    ...Object.entries(also).map(([name, value]) => `${literal(value)} as ${quoted(name)}`),
  ];
  return { json: written(json), csv: await writeCsv(warehouse, `select ${cells.join(', ')} from ${quoted(table)}`) };
}

/** As the engine writes a text; null is empty, and an empty text is quoted. */
const csvCell = (text: string | null): string =>
  text === null ? '' : text === '' || /["#,\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

/** Rows up to which a file is written in memory. */
const mostRowsInMemory = 2_000;

async function copyOut(
  { connection, scratch, quick }: Warehouse,
  select: string,
  options: string,
  rows = Number.POSITIVE_INFINITY,
): Promise<WrittenFile> {
  const name = `out-${randomUUID()}`;
  const copyTo = async (folder: string) => {
    const path = join(folder, name);
    const { rowsChanged } = await connection.run(`copy (${select}) to ${literal(path)} (${options})`);
    return { stored: takeFile(path), rows: rowsChanged };
  };
  if (rows > mostRowsInMemory || quick === scratch) return copyTo(scratch);
  return copyTo(quick).catch(() => {
    // The folder in memory may be full.
    rmSync(join(quick, name), { force: true });
    return copyTo(scratch);
  });
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
