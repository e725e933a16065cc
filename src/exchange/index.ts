export { type CoinTables, csvCell, readCoinTables, writeStep } from './coin-table.ts';
export { readMethod, type Weighting, type WrittenMethod } from './index-method.ts';
