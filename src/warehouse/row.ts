/** Converts DuckDB's values to plain ones. */
import type { DuckDBMaterializedResult } from '@duckdb/node-api';
import { engine } from './engine.ts';

export type Plain = string | number | boolean | null | readonly Plain[];
export type WarehouseRow = Readonly<Record<string, Plain>>;

/**
 * All rows of a result; 64-bit integers, such as counts, become numbers. Its chunks are there already, and fetching each
 * would take a turn of the thread pool.
 */
export async function plainRows(result: DuckDBMaterializedResult): Promise<WarehouseRow[]> {
  const { JSDuckDBValueConverter } = await engine();
  const names = result.deduplicatedColumnNames();
  const rows: WarehouseRow[] = [];
  for (let at = 0; at < result.chunkCount; at += 1) {
    const chunk = result.getChunk(at);
    const columns = chunk.convertColumns(JSDuckDBValueConverter);
    for (let row = 0; row < chunk.rowCount; row += 1)
      rows.push(
        Object.fromEntries(names.map((name, column) => [name, plainValue(columns[column]![row] ?? null, name)])),
      );
  }
  return rows;
}

function plainValue(value: unknown, column: string): Plain {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return value;
  }
  if (typeof value === 'bigint' && Number.isSafeInteger(Number(value))) return Number(value);
  if (Array.isArray(value)) return value.map((one) => plainValue(one, column));
  throw new TypeError(`column "${column}" gives a ${typeof value} that is no plain value; cast it in the statement`);
}
