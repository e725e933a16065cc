/** Loads the input tables into a warehouse, from rows or from the files that a release keeps. */
import { lineageRows, modelRows, type OrderedModel } from '../../pipeline/index.ts';
import { Problem } from '../../problem/index.ts';
import {
  appendRows,
  codeDefinition,
  type EmptyColumn,
  inLanes,
  loadRows,
  orderRows,
  type PlainType,
  readParquet,
  tableDefinition,
  type Warehouse,
} from '../../warehouse/index.ts';
import { codeOfColumn, codeTypes } from './codes.ts';
import { type Inputs, type InputTable, inputTables, modelTables, sqlColumns } from './inputs.ts';

/** Path of a kept input table. */
export const inputPath = (table: InputTable): string => `inputs/${table}.parquet`;

export const inputNames = Object.keys(inputTables) as InputTable[];

/**
 * Loads every table, sorted by its key, so that no figure depends on the order in which rows were read.
 *
 * @param opening - awaited only after the rows are ordered
 * @param takesAnswers - true if no one reads the answers afterwards: they are removed from `inputs`, as a million of
 *   them take 0.4 GB
 */
export async function loadInputs(
  opening: Warehouse | Promise<Warehouse>,
  inputs: Inputs,
  { takesAnswers = false } = {},
): Promise<void> {
  const ordered = inputNames.map((table) => ({
    table,
    rows: orderRows(inputs[table], inputTables[table].key),
  }));
  const texts = textsOfCodes(inputs);
  const warehouse = await opening;
  const definitions = [
    'create schema input',
    ...[...codeTypes].map(([code, type]) => codeDefinition(type, texts.get(code)!)),
    ...inputNames.map((table) => tableDefinition(`input.${table}`, codedTypes(table))),
  ];
  await warehouse.run(definitions.join(';\n'));
  // The largest first; the other lane loads the others meanwhile.
  const bySize = ordered
    .filter(({ rows }) => rows.rows.length > 0)
    .toSorted((a, b) => b.rows.rows.length - a.rows.rows.length);
  await inLanes(
    warehouse,
    bySize.map(({ table, rows }) => ({
      id: table,
      work: (lane) => appendRows(lane, `input.${table}`, Object.keys(codedTypes(table)), rows),
    })),
  );
  if (takesAnswers) (inputs.answers as unknown[]).length = 0;
}

/** All texts of each kind of code, whatever the table. */
function textsOfCodes(inputs: Inputs): Map<string, Set<string>> {
  const texts = new Map([...codeTypes.keys()].map((code) => [code, new Set<string>()]));
  for (const table of inputNames) {
    const rows: readonly Readonly<Record<string, unknown>>[] = inputs[table];
    for (const column of Object.keys(sqlColumns(table))) {
      const found = texts.get(codeOfColumn(column) ?? '');
      if (found === undefined) continue;
      let last: unknown = null;
      for (const row of rows) {
        const value = row[column];
        // Adjacent values are often equal.
        if (value === last || typeof value !== 'string') continue;
        found.add(value);
        last = value;
      }
    }
  }
  return texts;
}

const codedTypes = (table: InputTable): Record<string, string> =>
  Object.fromEntries(
    Object.entries(sqlColumns(table)).map(([name, type]) => [name, codeTypes.get(codeOfColumn(name) ?? '') ?? type]),
  );

const plainTypes: Readonly<Record<string, PlainType>> = {
  varchar: 'text',
  double: 'double',
  integer: 'integer',
  boolean: 'boolean',
};

/** The columns of a loaded table as files have them, where a code is a text. */
export const inputColumns = (table: InputTable): EmptyColumn[] =>
  Object.entries(sqlColumns(table)).map(([name, type]) => ({ name, type: plainTypes[type] ?? null }));

/**
 * Reads back the tables that a release keeps. One that its manifest does not name was introduced after it was built, so
 * none of its models reads it: it is loaded without rows.
 *
 * @throws Problem `release_unreadable` if a table of its manifest is missing
 */
export async function readKeptInputs(
  warehouse: Warehouse,
  files: ReadonlyMap<string, Uint8Array>,
  { release, inputs }: { readonly release: string; readonly inputs: readonly { readonly path: string }[] },
): Promise<Inputs> {
  const named = new Set(inputs.map(({ path }) => path));
  const tables: [InputTable, unknown][] = [];
  for (const table of inputNames) {
    if (!named.has(inputPath(table))) {
      tables.push([table, []]);
      continue;
    }
    const bytes = files.get(inputPath(table));
    if (!bytes) throw new Problem('release_unreadable', `release ${release}`, { id: release, file: inputPath(table) });
    tables.push([table, await readParquet(warehouse, bytes)]);
  }
  return Object.fromEntries(tables) as Inputs;
}

/** Loads the facts about the models, for the marts that show them. */
export async function loadModels(warehouse: Warehouse, models: readonly OrderedModel[]): Promise<void> {
  const { models: own, lineage } = modelTables;
  await loadRows(warehouse, 'input.models', own.columns, modelRows(models), own.key);
  await loadRows(warehouse, 'input.lineage', lineage.columns, lineageRows(models), lineage.key);
}
