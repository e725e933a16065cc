/** Converts DuckDB's values to plain ones. */

export type Plain = string | number | boolean | null | readonly Plain[];
export type WarehouseRow = Readonly<Record<string, Plain>>;

/** 64-bit integers, such as counts, become numbers. */
export function plainRow(row: Readonly<Record<string, unknown>>): WarehouseRow {
  return Object.fromEntries(Object.entries(row).map(([column, value]) => [column, plainValue(value, column)]));
}

function plainValue(value: unknown, column: string): Plain {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return value;
  }
  if (typeof value === 'bigint' && Number.isSafeInteger(Number(value))) return Number(value);
  if (Array.isArray(value)) return value.map((one) => plainValue(one, column));
  throw new TypeError(`column "${column}" gives a ${typeof value} that is no plain value; cast it in the statement`);
}
