/** Input tables into a warehouse, from rows or from the files that a release keeps. */
import { lineageRows, modelRows, type OrderedModel } from '../../pipeline/index.ts';
import { Problem } from '../../problem/index.ts';
import {
  codeRows,
  createCode,
  inLanes,
  loadCoded,
  loadRows,
  readParquet,
  type Warehouse,
} from '../../warehouse/index.ts';
import { codeOfColumn, codeTypes } from './codes.ts';
import { type Inputs, type InputTable, inputTables, modelTables, sqlColumns } from './inputs.ts';

/** Tables that releases of earlier software lack: they have no rows there. */
const younger: ReadonlySet<InputTable> = new Set(['rules', 'deadlines', 'receipts', 'points', 'point_links']);

/** Path of a kept input table. */
export const inputPath = (table: InputTable): string => `inputs/${table}.parquet`;

export const inputNames = Object.keys(inputTables) as InputTable[];

/**
 * Loads every table, ordered by its key, so that the order in which rows were found leaves no trace in a figure.
 *
 * @param opening - not waited for before the rows are coded
 */
export async function loadInputs(opening: Warehouse | Promise<Warehouse>, inputs: Inputs): Promise<void> {
  const coded = inputNames.map((table) => ({
    table,
    rows: codeRows(inputs[table], Object.keys(sqlColumns(table)), inputTables[table].key),
  }));
  const warehouse = await opening;
  await warehouse.run('create schema input');
  for (const [code, type] of codeTypes) {
    const columns = coded.flatMap(({ rows }) => [...rows.columns].filter(([name]) => codeOfColumn(name) === code));
    await createCode(
      warehouse,
      type,
      columns.flatMap(([, { distinct }]) => distinct),
    );
  }
  // The largest first: the others are done next to it.
  const bySize = coded.toSorted((a, b) => b.rows.count - a.rows.count);
  await inLanes(
    warehouse,
    bySize.map(({ table, rows }) => ({
      id: table,
      work: (lane) => loadCoded(lane, `input.${table}`, codedTypes(table), rows),
    })),
  );
}

const codedTypes = (table: InputTable): Record<string, string> =>
  Object.fromEntries(
    Object.entries(sqlColumns(table)).map(([name, type]) => [name, codeTypes.get(codeOfColumn(name) ?? '') ?? type]),
  );

/**
 * Reads back the tables that a release keeps.
 *
 * @throws Problem `release_unreadable` where a table is missing
 */
export async function readKeptInputs(
  warehouse: Warehouse,
  files: ReadonlyMap<string, Uint8Array>,
  release: string,
): Promise<Inputs> {
  const tables: [InputTable, unknown][] = [];
  for (const table of inputNames) {
    const bytes = files.get(inputPath(table));
    // Earlier software did not keep them.
    if (!bytes && younger.has(table)) {
      tables.push([table, []]);
      continue;
    }
    if (!bytes) throw new Problem('release_unreadable', `release ${release}`, { id: release, file: inputPath(table) });
    tables.push([table, await readParquet(warehouse, bytes)]);
  }
  return Object.fromEntries(tables) as Inputs;
}

/** What the models state about themselves, for the marts that show it. */
export async function loadModels(warehouse: Warehouse, models: readonly OrderedModel[]): Promise<void> {
  const { models: own, lineage } = modelTables;
  await loadRows(warehouse, 'input.models', own.columns, modelRows(models), own.key);
  await loadRows(warehouse, 'input.lineage', lineage.columns, lineageRows(models), lineage.key);
}
