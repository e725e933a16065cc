/**
 * Reads and writes files of other systems: an index in COINr's tables, a file of replications. This folder must not
 * know the state store; external data are validated.
 */
export { type CoinTables, readCoinTables, writeStep } from './coin-table.ts';
export { csvCell } from './csv-rows.ts';
export { readDraws } from './draws.ts';
export { readMethod, readMissingCodes, type WrittenMethod } from './index-method.ts';
export type { Weighting } from './method-weights.ts';
export { type ExportedDifference, type ExportedIndex, exportIndices } from './release-index.ts';
