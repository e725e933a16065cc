/** `draws.csv`: the choices of each replication, written by `gap index uncertainty` and read to repeat it exactly. */
import { type Draw, farthest, type IndexNode, type IndexNormalisation, isUsable } from '../statistics/index.ts';
import type { CoinTables } from './coin-table.ts';
import { type CsvRow, decimalOf, rowsOf, unreadable } from './csv-rows.ts';
import { imputations } from './method-names.ts';
import { readNormalisation } from './method-normalise.ts';

const file = 'draws';
const aggregations = ['arithmetic', 'geometric', 'harmonic'] as const;

/**
 * Reads a file of replications, written by this software or by hand: one row for each replication with the columns
 * `impute`, `winsorise` (a number, or `no limit`), `normalise` (as in method.yaml, in one line), `aggregate`,
 * `left_out` and `weight_CODE`. An empty cell or missing column keeps the value of the method.
 *
 * @param weights - weights of the method, for nodes without a weight in the file
 * @throws Problem `index_table_unreadable` with line, column and correction
 */
export function readDraws(csv: string, { data }: CoinTables, weights: ReadonlyMap<string, number>): Draw[] {
  const rows = rowsOf(csv, file, ['replication']);
  const codes = new Map(data.nodes.map((node) => [node.code, node]));
  for (const name of Object.keys(rows[0]!.cells)) {
    const code = name.startsWith('weight_') ? name.slice('weight_'.length) : null;
    if (code !== null && !codes.has(code))
      throw unreadable(file, `the column "${name}" names no node of iMeta`, 'Use the codes of iMeta.');
  }
  const places = [...data.nodes].sort((a, b) => a.level - b.level);
  return rows.map((row) => ({
    impute: choiceOf(row, 'impute', imputations.names),
    winsorise: winsoriseOf(row),
    normalise: normaliseOf(row, new Set(data.units)),
    aggregate: choiceOf(row, 'aggregate', aggregations),
    leftOut: leftOutOf(row, codes),
    weights: weightsOf(row, places, weights),
  }));
}

const wrongCell = (row: CsvRow, column: string, expected: string) =>
  unreadable(
    file,
    `line ${row.line}: "${row.cells[column]}" as ${column}`,
    `Write ${expected}, or leave the cell empty.`,
  );

const cellOf = ({ cells }: CsvRow, column: string): string | null => {
  const text = cells[column] ?? '';
  return text === '' || text === 'NA' ? null : text;
};

function choiceOf<Name extends string>(row: CsvRow, column: string, names: readonly Name[]): Name | null {
  const text = cellOf(row, column);
  if (text === null || names.includes(text as Name)) return text as Name | null;
  throw wrongCell(row, column, `one of ${names.join(', ')}`);
}

function winsoriseOf(row: CsvRow): number | null | undefined {
  const text = cellOf(row, 'winsorise');
  if (text === null) return undefined;
  if (text === 'no limit') return null;
  const most = decimalOf(text);
  if (Number.isInteger(most) && most >= 0) return most;
  throw wrongCell(row, 'winsorise', 'a whole number or "no limit"');
}

function normaliseOf(row: CsvRow, units: ReadonlySet<string>): IndexNormalisation | null {
  const text = cellOf(row, 'normalise');
  if (text === null) return null;
  try {
    return readNormalisation(/^[[{]/.test(text) ? JSON.parse(text) : text, 'normalise', units);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw wrongCell(row, 'normalise', 'a normalisation such as {"by":"min_max","to":[1,100]}');
  }
}

function leftOutOf(row: CsvRow, codes: ReadonlyMap<string, IndexNode>): string | null {
  const code = cellOf(row, 'left_out');
  if (code === null || codes.get(code)?.level === 1) return code;
  throw wrongCell(row, 'left_out', 'the code of an indicator');
}

function weightsOf(row: CsvRow, places: readonly IndexNode[], own: ReadonlyMap<string, number>): Float64Array | null {
  const given = places.map(({ code }) => cellOf(row, `weight_${code}`));
  if (given.every((text) => text === null)) return null;
  return Float64Array.from(given, (text, at) => {
    const { code, weight } = places[at]!;
    if (text === null) return own.get(code) ?? weight;
    const value = decimalOf(text);
    if (value >= 0 && isUsable(value)) return value;
    throw wrongCell(row, `weight_${code}`, `a number from 0 to ${farthest}`);
  });
}
