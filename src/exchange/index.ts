/**
 * Files of other systems, read and written: an index in COINr's tables, a file of replications. It knows formats, not the
 * state store; what it reads is data from outside and is checked as such.
 */
export { type CoinTables, readCoinTables, writeStep } from './coin-table.ts';
export { csvCell } from './csv-rows.ts';
export { readDraws } from './draws.ts';
export { readMethod, readMissingCodes, type WrittenMethod } from './index-method.ts';
export type { Weighting } from './method-weights.ts';
export { type ExportedDifference, type ExportedIndex, exportIndices } from './release-index.ts';
