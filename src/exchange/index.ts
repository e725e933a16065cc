export { type CoinTables, readCoinTables, writeStep } from './coin-table.ts';
export { csvCell } from './csv-rows.ts';
export { readMethod, type Weighting, type WrittenMethod } from './index-method.ts';
