/**
 * The only access to DuckDB: opened in memory, without access to files or network, so that the same inputs give the
 * same bytes. This folder must not know the meaning of tables.
 */
export {
  columnsOf,
  firstWhere,
  mayBreak,
  mostRowsInChunk,
  numberColumns,
  type PlainType,
  type TableColumn,
  tableState,
} from './columns.ts';
export type { EmptyColumn } from './empty-parquet.ts';
export {
  type FileFormat,
  fileFormats,
  readParquet,
  type WrittenFile,
  type WrittenTexts,
  writeCsv,
  writeJson,
  writeParquet,
  writeTexts,
} from './file.ts';
export { inLanes, type LaneTask } from './lanes.ts';
export { appendRows, codeDefinition, createFrom, loadRows, orderRows, tableDefinition } from './load.ts';
export type { Plain, WarehouseRow } from './row.ts';
export { inMemory, readAt, type StoredBytes, storeBytes } from './stored.ts';
export { type ParsedStatement, tablesRead } from './syntax.ts';
export {
  engineVersion,
  literal,
  memoryFolder,
  openWarehouse,
  quoted,
  removeScratchOf,
  scratchName,
  type Warehouse,
  type WarehouseValue,
} from './warehouse.ts';
