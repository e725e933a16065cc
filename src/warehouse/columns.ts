/** Columns of a table, and columns of numbers for code that loops over them. */
import { engine } from './engine.ts';
import { quoted, type Warehouse } from './warehouse.ts';

export type TableColumn = {
  readonly name: string;
  /** True for any text, false for a code, number, boolean or list. */
  readonly isText: boolean;
  /** All texts of a code; null for other types. */
  readonly codes: readonly string[] | null;
};

/** The columns of a table in order, from a statement that reads no rows: `describe` takes three times as long. */
export const columnsOf = async (warehouse: Warehouse, table: string): Promise<TableColumn[]> =>
  (await firstWhere(warehouse, table, null)).columns;

/**
 * The columns of a table, and whether any row meets a condition, with one statement.
 *
 * @param condition - null: no row is read
 */
export async function firstWhere(
  { connection }: Warehouse,
  table: string,
  condition: string | null,
): Promise<{ readonly columns: TableColumn[]; readonly found: boolean }> {
  const { DuckDBEnumType, DuckDBTypeId } = await engine();
  const rest = condition === null ? 'limit 0' : `where ${condition} limit 1`;
  const result = await connection.run(`from ${quoted(table)} ${rest}`);
  const types = result.columnTypes();
  const columns = result.columnNames().map((name, at) => {
    const type = types[at]!;
    return {
      name,
      isText: type.typeId === DuckDBTypeId.VARCHAR,
      codes: type instanceof DuckDBEnumType ? type.values : null,
    };
  });
  return { columns, found: result.rowCount > 0 };
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
