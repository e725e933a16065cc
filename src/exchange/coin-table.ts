/**
 * An index in the format of COINr and the COIN Tool: `iData`, one row for each unit, and `iMeta`, one row for each
 * node of the tree.
 */
import {
  type Column,
  farthest,
  heaviest,
  type IndexData,
  type IndexNode,
  isUsable,
  isWeight,
  lightest,
  type NodeColumns,
} from '../statistics/index.ts';
import { type CsvRow, csvCell, decimalOf, firstRepeated, isDecimal, rowsOf, unreadable } from './csv-rows.ts';

/** Normalisation parameters of one indicator in iMeta, by COINr's column names; absent if not given. */
export type NormalisationMeta = ReadonlyMap<string, Readonly<Record<string, string>>>;

export type CoinTables = {
  readonly data: IndexData;
  readonly normalisation: NormalisationMeta;
  /** The selected year, as in the column `Time`; null if none was selected. */
  readonly year: string | null;
};

export type CoinReading = {
  /**
   * Texts in iData that mean a missing value, besides an empty cell, `NA` and `NaN`; a number stands for all its
   * notations.
   */
  readonly missing?: readonly string[];
  /** Selects the rows with this `Time`. */
  readonly year?: string | null;
};

const kinds = ['Indicator', 'Aggregate', 'Group', 'Denominator', 'Other'];

/**
 * Reads both tables. Units are sorted by the bytes of their codes, as in COINr.
 *
 * @param iData - CSV with `uCode` and a column for each indicator, denominator and group; empty, `NA` and `NaN` are
 *   missing values; columns that iMeta does not name are ignored
 * @param iMeta - CSV with `iCode`, `Level`, `Parent`, `Direction`, `Weight`, `Type`; `Denominator` and `ScaleFactor`
 *   are optional
 * @throws Problem `index_table_unreadable` with the file, the line, the fault and how to correct it
 */
export function readCoinTables(
  iData: string,
  iMeta: string,
  { missing = [], year = null }: CoinReading = {},
): CoinTables {
  const units = ofYear(rowsOf(iData, 'iData', ['uCode']), year);
  const isMissing = missingBy(missing);
  const meta = rowsOf(iMeta, 'iMeta', ['iCode', 'Level', 'Parent', 'Direction', 'Weight', 'Type']);
  refuseRepeated(units, 'iData', 'uCode');
  refuseRepeated(meta, 'iMeta', 'iCode');
  units.sort((a, b) => Buffer.compare(Buffer.from(a.cells.uCode!), Buffer.from(b.cells.uCode!)));

  const columns = new Map<string, Column>();
  const groups = new Map<string, (string | null)[]>();
  const nodes: IndexNode[] = [];
  const lines = new Map(meta.map(({ line, cells }) => [cells.iCode!, line]));
  for (const row of meta) {
    const { iCode: code = '', Type: type = '' } = row.cells;
    if (!kinds.includes(type))
      throw unreadable('iMeta', `line ${row.line}: "${code}" is of type "${type}"`, `Use one of ${kinds.join(', ')}.`);
    if (type === 'Indicator' || type === 'Denominator') columns.set(code, numbersOf(units, code, isMissing));
    if (type === 'Group') groups.set(code, textsOf(units, code, isMissing));
    if (type === 'Indicator' || type === 'Aggregate') nodes.push(nodeOf(row, type));
  }
  checkTree(nodes, columns, lines);
  const indicators = meta.filter(({ cells }) => cells.Type === 'Indicator');
  return {
    data: { units: units.map(({ cells }) => cells.uCode!), columns, groups, nodes },
    normalisation: new Map(indicators.map(({ cells }) => [cells.iCode!, cells])),
    year,
  };
}

/** Rows of one year, if the table has several. */
function ofYear(rows: readonly CsvRow[], year: string | null): CsvRow[] {
  const years = [...new Set(rows.flatMap(({ cells }) => (isNothing(cells.Time) ? [] : [cells.Time!])))].sort();
  if (year === null) {
    if (years.length < 2) return [...rows];
    throw unreadable('iData', `it has ${years.length} years in Time: ${years.join(', ')}`, 'Choose one with --year.');
  }
  const own = rows.filter(({ cells }) => cells.Time === year);
  if (own.length > 0) return own;
  const there = years.length === 0 ? 'it has no column Time' : `it has ${years.join(', ')}`;
  throw unreadable('iData', `no row is of ${year}; ${there}`, 'Choose a year of the column Time with --year.');
}

type IsMissing = (text: string | undefined) => boolean;

function missingBy(codes: readonly string[]): IsMissing {
  const texts = new Set(codes);
  const numbers = new Set(
    codes
      .filter((code) => code.trim() !== '')
      .map(decimalOf)
      .filter(Number.isFinite),
  );
  return (text) => isNothing(text) || texts.has(text!) || numbers.has(decimalOf(text));
}

/**
 * One step's table as CSV: rows by `uCode`, a column for each code, numbers as the shortest text with the same value.
 */
export function writeStep(
  units: readonly string[],
  table: NodeColumns | ReadonlyMap<string, readonly (string | number)[]>,
): string {
  const columns = [...table.values()];
  const lines = units.map((unit, at) => [unit, ...columns.map((column) => column[at] ?? '')].map(csvCell).join(','));
  return `${[['uCode', ...table.keys()].map(csvCell).join(','), ...lines].join('\n')}\n`;
}

function refuseRepeated(rows: readonly CsvRow[], file: string, column: string): void {
  const without = rows.find(({ cells }) => cells[column] === '');
  if (without) throw unreadable(file, `line ${without.line} has no ${column}`, 'Give it a code of its own.');
  const code = firstRepeated(rows.map(({ cells }) => cells[column]!));
  if (code === null) return;
  const lines = rows.filter(({ cells }) => cells[column] === code).map(({ line }) => line);
  throw unreadable(
    file,
    `lines ${lines.join(' and ')} have the same ${column} "${code}"`,
    'Keep one row for each code.',
  );
}

function numbersOf(units: readonly CsvRow[], code: string, isMissing: IsMissing): (number | null)[] {
  const texts = textsOf(units, code, isMissing);
  return units.map(({ line, cells }, at) => {
    const text = texts[at]!;
    if (text === null) return null;
    const value = decimalOf(text);
    if (isUsable(value)) return value;
    const where = `line ${line}: "${cells.uCode}" has "${text}" for "${code}", which is`;
    if (isDecimal(text)) throw unreadable('iData', `${where} beyond ${farthest}`, 'Measure it in a larger unit.');
    throw unreadable(
      'iData',
      `${where} not a number`,
      'Write a number such as 1234.5 or 1.2e-3, or leave the cell empty where there is none.',
    );
  });
}

function textsOf(units: readonly CsvRow[], code: string, isMissing: IsMissing): (string | null)[] {
  if (!(code in units[0]!.cells))
    throw unreadable('iData', `it has no column "${code}", which iMeta names`, 'Add the column, or take its row out.');
  return units.map(({ cells }) => (isMissing(cells[code]) ? null : cells[code]!));
}

function nodeOf({ line, cells }: CsvRow, type: string): IndexNode {
  const code = cells.iCode!;
  const number = (column: string) => {
    const value = decimalOf(cells[column]);
    if (!isNothing(cells[column]) && Number.isFinite(value)) return value;
    const reason = `line ${line}: "${code}" has "${cells[column] ?? ''}" as its ${column}, which is not a number`;
    throw unreadable(
      'iMeta',
      reason,
      type === 'Indicator' ? `Give every indicator a ${column}.` : `Give every aggregate a ${column}.`,
    );
  };
  // Only indicators are reversed.
  const direction = type === 'Aggregate' && isNothing(cells.Direction) ? 1 : number('Direction');
  if (direction !== 1 && direction !== -1)
    throw unreadable('iMeta', `line ${line}: "${code}" has the Direction ${direction}`, 'Use 1 or -1.');
  const level = number('Level');
  if (!Number.isInteger(level) || (type === 'Indicator' ? level !== 1 : level < 2)) {
    const reason = `line ${line}: "${code}", of type ${type}, has the Level ${level}`;
    throw unreadable('iMeta', reason, 'Put indicators at level 1 and aggregates at 2 or more.');
  }
  const parent = isNothing(cells.Parent) ? null : cells.Parent!;
  // The index has no parent, so its weight may be omitted.
  const weight = parent === null && isNothing(cells.Weight) ? 1 : number('Weight');
  if (!isWeight(weight)) {
    const correction =
      weight < 0
        ? 'Use a weight of 0 or more, and the Direction -1 for an indicator of which less is better.'
        : `Use a weight of 0, or one from ${lightest} to ${heaviest}.`;
    throw unreadable('iMeta', `line ${line}: "${code}" has the Weight ${cells.Weight}`, correction);
  }
  const scale = isNothing(cells.ScaleFactor) ? 1 : number('ScaleFactor');
  if (scale <= 0 || !isUsable(scale)) {
    const correction = `Use a ScaleFactor above 0 and up to ${farthest}, such as 1000 for a value per thousand.`;
    throw unreadable('iMeta', `line ${line}: "${code}" has the ScaleFactor ${cells.ScaleFactor}`, correction);
  }
  return {
    code,
    level,
    parent,
    weight,
    direction,
    denominator: isNothing(cells.Denominator) ? null : cells.Denominator!,
    scale,
  };
}

function checkTree(
  nodes: readonly IndexNode[],
  columns: ReadonlyMap<string, Column>,
  lines: ReadonlyMap<string, number>,
): void {
  const levels = new Map(nodes.map(({ code, level }) => [code, level]));
  const roots = nodes.filter(({ parent }) => parent === null).map(({ code }) => `"${code}"`);
  if (roots.length !== 1) {
    const reason = roots.length === 0 ? 'every node has a parent' : `${roots.join(' and ')} have no parent`;
    throw unreadable('iMeta', reason, 'Leave the Parent of one node empty: that of the index.');
  }
  for (const { code, parent, level, denominator } of nodes) {
    const at = `line ${lines.get(code)}: "${code}"`;
    const above = parent === null ? null : levels.get(parent);
    if (above === undefined)
      throw unreadable('iMeta', `${at} has the parent "${parent}", which has no row`, 'Add its row, or name another.');
    if (above !== null && above <= level) {
      const reason = `${at} of level ${level} has the parent "${parent}" of level ${above}`;
      throw unreadable('iMeta', reason, 'A parent is above its children; correct the Level or the Parent.');
    }
    if (denominator !== null && !columns.has(denominator)) {
      const reason = `${at} has the denominator "${denominator}", which is not a column of numbers`;
      throw unreadable('iMeta', reason, 'Add a row of type Denominator for it, and its column to iData.');
    }
    if (level > 1 && !nodes.some((node) => node.parent === code))
      throw unreadable('iMeta', `${at} has nothing below it`, 'Name it as the Parent of something, or take it out.');
  }
}

const isNothing = (text: string | undefined): boolean =>
  text === undefined || text === '' || text === 'NA' || text === 'NaN';
