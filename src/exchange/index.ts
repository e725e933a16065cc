export { type CoinTables, readCoinTables, writeStep } from './coin-table.ts';
export { csvCell } from './csv-rows.ts';
export { readMethod, type Weighting, type WrittenMethod } from './index-method.ts';
export { type ExportedDifference, type ExportedIndex, exportIndices } from './release-index.ts';
