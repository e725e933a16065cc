/** DuckDB itself, for files of this folder only. */
import process from 'node:process';

/**
 * Loaded with the first warehouse, as most commands open none.
 *
 * @param returnsMemory - true if its allocator returns memory as soon as it is free: it would keep it for ten seconds,
 *   and each lane its own. Costs a twentieth of the processor time, and has no effect once it is loaded.
 */
export function engine({ returnsMemory = false } = {}): Promise<typeof import('@duckdb/node-api')> {
  // The allocator has no other place for its settings.
  if (returnsMemory) process.env.DUCKDB_JE_MALLOC_CONF ??= 'dirty_decay_ms:0,muzzy_decay_ms:0';
  return import('@duckdb/node-api');
}
