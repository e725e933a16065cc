/** Input tables into a warehouse, from rows or from the files that a release keeps. */
import { lineageRows, modelRows, type OrderedModel } from '../pipeline/index.ts';
import { Problem } from '../problem/index.ts';
import { inLanes, loadParquet, loadRows, type Warehouse } from '../warehouse/index.ts';
import { type Inputs, type InputTable, inputTables, modelTables, sqlColumns } from './inputs.ts';

/** Path of a kept input table. */
export const inputPath = (table: InputTable): string => `inputs/${table}.parquet`;

export const inputNames = Object.keys(inputTables) as InputTable[];

/** Loads every table, ordered by its key, so that the order in which rows were found leaves no trace in a figure. */
export async function loadInputs(warehouse: Warehouse, inputs: Inputs): Promise<void> {
  await warehouse.run('create schema input');
  await inLanes(
    warehouse,
    inputNames.map((table) => ({
      id: table,
      work: (lane) => loadRows(lane, `input.${table}`, sqlColumns(table), inputs[table], inputTables[table].key),
    })),
  );
}

/** @throws Problem `release_unreadable` where a table is missing */
export async function loadKeptInputs(
  warehouse: Warehouse,
  files: ReadonlyMap<string, Uint8Array>,
  release: string,
): Promise<void> {
  await warehouse.run('create schema input');
  for (const table of inputNames) {
    const bytes = files.get(inputPath(table));
    if (!bytes) throw new Problem('release_unreadable', `release ${release}`, { id: release, file: inputPath(table) });
    await loadParquet(warehouse, `input.${table}`, bytes);
  }
}

/** What the models say of themselves, for the marts that show it. */
export async function loadModels(warehouse: Warehouse, models: readonly OrderedModel[]): Promise<void> {
  const { models: own, lineage } = modelTables;
  await loadRows(warehouse, 'input.models', own.columns, modelRows(models), own.key);
  await loadRows(warehouse, 'input.lineage', lineage.columns, lineageRows(models), lineage.key);
}
