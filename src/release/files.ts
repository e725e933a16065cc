/** A release's tables as files: Parquet and CSV to take away, JSON for pages that have no DuckDB. */
import type { OrderedModel } from '../pipeline/index.ts';
import {
  type FileFormat,
  fileFormats,
  quoted,
  type Task,
  type Warehouse,
  writeCsv,
  writeJson,
  writeParquet,
} from '../warehouse/index.ts';
import { inputNames, inputPath } from './load.ts';
import type { About } from './manifest.ts';

export type TableFile = { readonly path: string; readonly bytes: Uint8Array; readonly rows: number };
export type MartFile = TableFile & { readonly mart: string };

/** Path of a published table. */
export const martPath = (mart: string, format: FileFormat): string => `marts/${mart}.${format}`;

/** Every input table as Parquet; they are loaded in the order of their keys. */
export const inputFileTasks = (): Task<TableFile>[] =>
  inputNames.map((table) => ({
    id: inputPath(table),
    work: async (lane) => ({
      path: inputPath(table),
      bytes: await writeParquet(lane, `from input.${quoted(table)}`),
      rows: await countRows(lane, `input.${table}`),
    }),
  }));

/** Every mart in each format, in the order of its grain; each as soon as the mart is made. */
export function martFileTasks(models: readonly OrderedModel[], about: About): Task<MartFile>[] {
  const marts = models.filter(({ schema }) => schema === 'marts').sort((a, b) => (a.name < b.name ? -1 : 1));
  const write = { parquet: writeMartParquet, csv: writeMartCsv, json: writeMartJson };
  return marts.flatMap((mart) => {
    let counted: Promise<number> | null = null;
    return fileFormats.map((format) => ({
      id: martPath(mart.name, format),
      after: [mart.id],
      work: async (lane: Warehouse) => {
        counted ??= countRows(lane, mart.id);
        const rows = await counted;
        return {
          path: martPath(mart.name, format),
          mart: mart.name,
          bytes: await write[format](lane, mart, about),
          rows,
        };
      },
    }));
  });
}

const writeMartParquet = (warehouse: Warehouse, mart: OrderedModel, { cycle, edition, illustrative }: About) =>
  writeParquet(warehouse, `from ${quoted(mart.id)}`, {
    mart: mart.name,
    cycle,
    edition,
    illustrative: String(illustrative),
  });

async function writeMartCsv(warehouse: Warehouse, mart: OrderedModel, { illustrative }: About) {
  const columns = Object.keys(mart.columns);
  const risky = await riskyColumns(warehouse, mart.id);
  const cells = columns.map((column) => (risky.has(column) ? asCell(column) : quoted(column)));
  // A file that leaves the house says in each row that it is illustrative, unless a column of its own says so.
  if (illustrative && !columns.includes('illustrative') && !columns.includes('kind'))
    cells.push('true as illustrative');
  return writeCsv(warehouse, `select ${cells.join(', ')} from ${quoted(mart.id)}`);
}

const writeMartJson = (warehouse: Warehouse, mart: OrderedModel, { cycle, illustrative }: About) =>
  writeJson(warehouse, mart.id, Object.keys(mart.columns), { mart: mart.name, cycle, illustrative });

const formulaSigns = '=+-@\t\r';
/** By their numbers, which are compared faster than texts. */
const formulaBegins = [...formulaSigns].map((sign) => sign.charCodeAt(0)).join(', ');

/** A text that begins like a formula is no formula for who opens the file in a spreadsheet. */
function asCell(column: string): string {
  const name = quoted(column);
  return `case when ascii(${name}) in (${formulaBegins}) then '''' || ${name} else ${name} end as ${name}`;
}

/** Columns in which a text may begin like a formula. Of codes all are known, as their type names them. */
async function riskyColumns(warehouse: Warehouse, table: string): Promise<Set<string>> {
  const rows = await warehouse.rows<{ column_name: string; column_type: string }>(`describe ${quoted(table)}`);
  const inType = new RegExp(`'[${formulaSigns.replace('-', '\\-')}]`);
  const isRisky = (type: string) => type === 'VARCHAR' || (type.startsWith('ENUM') && inType.test(type));
  return new Set(rows.filter(({ column_type }) => isRisky(column_type)).map(({ column_name }) => column_name));
}

async function countRows(warehouse: Warehouse, table: string): Promise<number> {
  const [row] = await warehouse.rows<{ rows: number }>(`select count(*) as rows from ${quoted(table)}`);
  return row!.rows;
}
