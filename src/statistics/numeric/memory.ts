/** Memory of large tables of numbers. */

/**
 * Returns the memory of tables that no one reads again; they have no numbers afterwards. A collection of garbage may come
 * much later, as V8 counts the few bytes that refer to a table.
 */
export function returnTables(...tables: readonly (Float64Array | Uint16Array | Uint32Array)[]): void {
  for (const { buffer } of tables) (buffer as ArrayBuffer).transfer(0);
}
