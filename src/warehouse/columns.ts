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
