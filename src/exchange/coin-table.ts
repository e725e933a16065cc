/** An index as COINr and the COIN Tool keep it: `iData`, a row a unit, and `iMeta`, a row a node of the tree. */
import { parse } from 'csv-parse/sync';
import { Problem } from '../problem/index.ts';
import type { Column, IndexData, IndexNode, Table } from '../statistics/index.ts';

type Row = Readonly<Record<string, string>>;

/** What iMeta says of how to normalise one indicator, by COINr's own column names; absent where it does not say. */
export type NormalisationMeta = ReadonlyMap<string, Row>;

export type CoinTables = { readonly data: IndexData; readonly normalisation: NormalisationMeta };

const kinds = ['Indicator', 'Aggregate', 'Group', 'Denominator', 'Other'];

/**
 * Reads both tables.
 *
 * @param iData - CSV with `uCode` and a column for each indicator, denominator and group; empty and `NA` are no value
 * @param iMeta - CSV with `iCode`, `Level`, `Parent`, `Direction`, `Weight`, `Type`; `Denominator` and `ScaleFactor` as wanted
 * @throws Problem `index_table_unreadable` naming the file, the row and what is wrong with it
 */
export function readCoinTables(iData: string, iMeta: string): CoinTables {
  const units = rowsOf(iData, 'iData', ['uCode']);
  const meta = rowsOf(iMeta, 'iMeta', ['iCode', 'Level', 'Parent', 'Direction', 'Weight', 'Type']);
  const repeated = firstRepeated(units.map(({ uCode }) => uCode!)) ?? firstRepeated(meta.map(({ iCode }) => iCode!));
  if (repeated !== null) throw unreadable('iData or iMeta', `the code "${repeated}" stands there twice`);

  const columns = new Map<string, Column>();
  const groups = new Map<string, (string | null)[]>();
  const nodes: IndexNode[] = [];
  for (const row of meta) {
    const { iCode: code = '', Type: type = '' } = row;
    if (!kinds.includes(type))
      throw unreadable('iMeta', `"${code}" is of type "${type}", which is none of ${kinds.join(', ')}`);
    if (type === 'Indicator' || type === 'Denominator') columns.set(code, numbersOf(units, code));
    if (type === 'Group') groups.set(code, textsOf(units, code));
    if (type === 'Indicator' || type === 'Aggregate') nodes.push(nodeOf(row));
  }
  checkTree(nodes, columns);
  return {
    data: { units: units.map(({ uCode }) => uCode!), columns, groups, nodes },
    normalisation: new Map(meta.filter(({ Type }) => Type === 'Indicator').map((row) => [row.iCode!, row])),
  };
}

/** One step's table as CSV: rows by `uCode`, a column for each code, numbers as the shortest text that reads back the same. */
export function writeStep(units: readonly string[], table: Table): string {
  const codes = [...table.keys()];
  const lines = units.map((unit, at) =>
    [unit, ...codes.map((code) => table.get(code)![at] ?? '')].map(csvCell).join(','),
  );
  return `${[['uCode', ...codes].map(csvCell).join(','), ...lines].join('\n')}\n`;
}

/** A cell of a CSV file (RFC 4180). */
export function csvCell(value: string | number): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function rowsOf(csv: string, file: string, needed: readonly string[]): Row[] {
  let rows: Row[];
  try {
    rows = parse(csv, { columns: true, bom: true, skip_empty_lines: true, trim: true }) as Row[];
  } catch (error) {
    throw unreadable(file, `it is no CSV (${(error as Error).message})`);
  }
  if (rows.length === 0) throw unreadable(file, 'it has no rows');
  const missing = needed.filter((column) => !(column in rows[0]!));
  if (missing.length > 0) throw unreadable(file, `it has no column ${missing.join(', ')}`);
  return rows;
}

function numbersOf(units: readonly Row[], code: string): (number | null)[] {
  return textsOf(units, code).map((text, at) => {
    if (text === null) return null;
    const value = Number(text);
    if (!Number.isFinite(value))
      throw unreadable('iData', `row ${at + 2} has "${text}" for "${code}", which is no number`);
    return value;
  });
}

function textsOf(units: readonly Row[], code: string): (string | null)[] {
  if (!(code in units[0]!)) throw unreadable('iData', `it has no column "${code}", which iMeta names`);
  return units.map((row) => (isNothing(row[code]) ? null : row[code]!));
}

function nodeOf(row: Row): IndexNode {
  const number = (column: string) => {
    const value = Number(row[column]);
    if (isNothing(row[column]) || !Number.isFinite(value)) {
      throw unreadable('iMeta', `"${row.iCode}" has "${row[column] ?? ''}" as its ${column}, which is no number`);
    }
    return value;
  };
  const direction = isNothing(row.Direction) ? 1 : number('Direction');
  if (direction !== 1 && direction !== -1)
    throw unreadable('iMeta', `"${row.iCode}" has a Direction other than 1 and -1`);
  return {
    code: row.iCode!,
    level: number('Level'),
    parent: isNothing(row.Parent) ? null : row.Parent!,
    weight: number('Weight'),
    direction,
    denominator: isNothing(row.Denominator) ? null : row.Denominator!,
    scale: isNothing(row.ScaleFactor) ? 1 : number('ScaleFactor'),
  };
}

function checkTree(nodes: readonly IndexNode[], columns: ReadonlyMap<string, Column>): void {
  const levels = new Map(nodes.map(({ code, level }) => [code, level]));
  const roots = nodes.filter(({ parent }) => parent === null);
  if (roots.length !== 1) throw unreadable('iMeta', `${roots.length} nodes have no parent, where one must have none`);
  for (const { code, parent, level, denominator } of nodes) {
    if (parent !== null && levels.get(parent) !== level + 1) {
      throw unreadable(
        'iMeta',
        `"${code}" of level ${level} has the parent "${parent}", which is not at level ${level + 1}`,
      );
    }
    if (denominator !== null && !columns.has(denominator)) {
      throw unreadable('iMeta', `"${code}" has the denominator "${denominator}", which is no column of iData`);
    }
    if (level > 1 && !nodes.some((node) => node.parent === code))
      throw unreadable('iMeta', `"${code}" has nothing below it`);
  }
}

function firstRepeated(codes: readonly string[]): string | null {
  return codes.find((code, at) => codes.indexOf(code) !== at) ?? null;
}

const isNothing = (text: string | undefined): boolean =>
  text === undefined || text === '' || text === 'NA' || text === 'NaN';

const unreadable = (file: string, said: string) => new Problem('index_table_unreadable', file, { file, said });
