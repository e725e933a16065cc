/** What columns a table has, and columns of numbers for what loops over them. */
import { engine, quoted, type Warehouse } from './warehouse.ts';

export type TableColumn = {
  readonly name: string;
  /** True for any text, false for a code, number, truth or list. */
  readonly isText: boolean;
  /** All texts that a code may be; null for what is no code. */
  readonly codes: readonly string[] | null;
};

/** The columns of a table in their order, as a statement that reads none of its rows tells them: `describe` takes three times as long. */
export const columnsOf = async (warehouse: Warehouse, table: string): Promise<TableColumn[]> =>
  (await firstWhere(warehouse, table, null)).columns;

/**
 * The columns of a table, and whether any row meets a condition, by one statement.
 *
 * @param condition - null: no row is looked at
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
 * Objects a row would take five times as long.
 */
export async function numberColumns<C extends string>(
  { connection }: Warehouse,
  statement: string,
): Promise<Readonly<Record<C, Float64Array>>> {
  const result = await connection.run(statement);
  // How many rows a chunk has is asked of the engine, so it is asked once.
  const chunks = (await result.fetchAllChunks()).map((chunk) => ({ chunk, rows: chunk.rowCount }));
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
