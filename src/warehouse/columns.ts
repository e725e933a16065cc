/** Columns of a table, and columns of numbers for code that loops over them. */
import type { DuckDBMaterializedResult, DuckDBVector } from '@duckdb/node-api';
import { engine } from './engine.ts';
import { quoted, type Warehouse } from './warehouse.ts';

/** Types that small files are composed of without the engine; a code is a text in a file. */
export type PlainType = 'text' | 'double' | 'integer' | 'bigint' | 'boolean';

export type TableColumn = {
  readonly name: string;
  /** Null for a type with parts, such as a list. */
  readonly type: PlainType | null;
  /** True for any text, false for a code, number, boolean or list. */
  readonly isText: boolean;
  /** All texts of a code; null for other types. */
  readonly codes: readonly string[] | null;
};

/** The columns of a table in order, from a statement that reads no rows: `describe` takes three times as long. */
export async function columnsOf({ connection }: Warehouse, table: string): Promise<TableColumn[]> {
  return columnsIn(await connection.run(`from ${quoted(table)} limit 0`));
}

/** The columns of a table, and whether any row meets a condition, with one statement. */
export async function firstWhere(
  { connection }: Warehouse,
  table: string,
  condition: string,
): Promise<{ readonly columns: TableColumn[]; readonly found: boolean }> {
  const result = await connection.run(`from ${quoted(table)} where ${condition} limit 1`);
  return { columns: await columnsIn(result), found: result.rowCount > 0 };
}

/** Rows up to which `mayBreak` reads a table: one chunk. */
export const mostRowsInChunk = 2048;

/**
 * The columns of a small table, and whether any row meets a condition or two rows may share their key, in half the time
 * of a statement that counts keys: it plans no subquery. The keys are compared by hash, so true is not certain.
 *
 * @param table - with at most `mostRowsInChunk` rows
 * @param key - names of columns
 */
export async function mayBreak(
  { connection }: Warehouse,
  table: string,
  { key, condition }: { readonly key: readonly string[]; readonly condition: string },
): Promise<{ readonly columns: TableColumn[]; readonly found: boolean }> {
  const result = await connection.run(
    `select *, hash(${key.map(quoted).join(', ')}), (${condition}) from ${quoted(table)}`,
  );
  const columns = (await columnsIn(result)).slice(0, -2);
  if (result.rowCount === 0) return { columns, found: false };
  const chunk = result.getChunk(0);
  const [hashes, broken] = [0, 1].map((at) => chunk.getColumnVector(columns.length + at)) as [
    DuckDBVector,
    DuckDBVector,
  ];
  const seen = new Set<unknown>();
  for (let row = 0; row < chunk.rowCount; row += 1) {
    if (broken.getItem(row) === true) return { columns, found: true };
    seen.add(hashes.getItem(row));
  }
  return { columns, found: seen.size < chunk.rowCount };
}

async function columnsIn(result: DuckDBMaterializedResult): Promise<TableColumn[]> {
  const { DuckDBEnumType, DuckDBTypeId } = await engine();
  const plain = new Map<number, PlainType>([
    [DuckDBTypeId.VARCHAR, 'text'],
    [DuckDBTypeId.ENUM, 'text'],
    [DuckDBTypeId.DOUBLE, 'double'],
    [DuckDBTypeId.INTEGER, 'integer'],
    [DuckDBTypeId.BIGINT, 'bigint'],
    [DuckDBTypeId.BOOLEAN, 'boolean'],
  ]);
  return result.columnNames().map((name, at) => {
    const id = result.columnTypeId(at);
    return {
      name,
      type: plain.get(id) ?? null,
      isText: id === DuckDBTypeId.VARCHAR,
      // Read only where they are asked for: a code may have thousands of texts.
      get codes() {
        const type = result.columnType(at);
        return type instanceof DuckDBEnumType ? type.values : null;
      },
    };
  });
}

/**
 * What the engine knows of a table: the type of each column, and its statistics, such as how many different values it may
 * have; none of an empty table.
 */
export async function tableState({ connection }: Warehouse, table: string): Promise<readonly string[]> {
  const columns = (await connection.run(`from ${quoted(table)} limit 0`)).columnNames().map(quoted);
  const known = columns.map((column) => `stats(${column})`);
  const result = await connection.run(`select ${[...columns, ...known].join(', ')} from ${quoted(table)} limit 1`);
  const found = result.rowCount === 0 ? [] : result.getChunk(0).getRows()[0]!.slice(columns.length);
  return [...result.columnTypes().slice(0, columns.length), ...found].map(String);
}

/**
 * The columns of a statement, each as numbers; NaN where a value is null, 1 and 0 for true and false.
 *
 * An object for each row would take five times as long.
 */
export async function numberColumns<C extends string>(
  { connection }: Warehouse,
  statement: string,
): Promise<Readonly<Record<C, Float64Array>>> {
  const result = await connection.run(statement);
  // The number of rows is a call to the engine, so it is made once per chunk.
  const chunks = Array.from({ length: result.chunkCount }, (_, at) => {
    const chunk = result.getChunk(at);
    return { chunk, rows: chunk.rowCount };
  });
  const count = chunks.reduce((sum, { rows }) => sum + rows, 0);
  const columns = result.columnNames().map((name, at) => {
    const values = new Float64Array(count);
    let row = 0;
    for (const { chunk, rows } of chunks) {
      const vector = chunk.getColumnVector(at);
      for (let place = 0; place < rows; place += 1) {
        const value = vector.getItem(place);
        values[row] = value === null ? Number.NaN : Number(value);
        row += 1;
      }
    }
    return [name, values] as const;
  });
  return Object.fromEntries(columns) as Record<C, Float64Array>;
}
