/** DuckDB itself, for files of this folder only. */

/** Loaded with the first warehouse, as most commands open none. */
export const engine = () => import('@duckdb/node-api');
