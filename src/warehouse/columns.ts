/** Columns of numbers, for what loops over them. */
import type { Warehouse } from './warehouse.ts';

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
