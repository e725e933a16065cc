/** Runs a model's examples on tables that contain only the rows given. */
import { Problem } from '../problem/index.ts';
import { openWarehouse, quoted, type Warehouse, type WarehouseRow } from '../warehouse/index.ts';
import type { Example, ExampleCell, ExampleRow, Model, Steps } from './model.ts';
import { type OrderedModel, orderModels, withoutEnd } from './order.ts';
import { inWords, rowsOfStep, runModels } from './run.ts';

/** Columns with their DuckDB types, by table including its schema. */
export type TableTypes = Readonly<Record<string, Readonly<Record<string, string>>>>;

export type Bench = {
  readonly models: readonly OrderedModel[];
  /**
   * Runs the model on the example's rows.
   *
   * @returns the differences from what was expected, one per line; empty if the example passes
   */
  try(model: OrderedModel, example: Example): Promise<string[]>;
  close(): void;
};

/** Creates every table once, empty, so that columns have the same types as in a release. */
export async function openBench(models: readonly Model[], inputs: TableTypes, steps: Steps = {}): Promise<Bench> {
  const warehouse = await openWarehouse();
  await createTables(warehouse, inputs);
  const ordered = await orderModels(warehouse, models, Object.keys(inputs));
  await runModels(warehouse, ordered, steps);
  return {
    models: ordered,
    try: (model, example) => tryExample(warehouse, model, example, steps),
    close: () => warehouse.close(),
  };
}

export async function createTables(warehouse: Warehouse, tables: TableTypes): Promise<void> {
  const schemas = new Set(Object.keys(tables).map((table) => table.split('.')[0]!));
  for (const schema of schemas) await warehouse.run(`create schema if not exists ${quoted(schema)}`);
  for (const [table, columns] of Object.entries(tables)) {
    const list = Object.entries(columns).map(([name, type]) => `${quoted(name)} ${type}`);
    await warehouse.run(`create table ${quoted(table)} (${list.join(', ')})`);
  }
}

/** @returns the differences from what was expected, one per line */
export async function tryExample(
  warehouse: Warehouse,
  model: OrderedModel,
  example: Example,
  steps: Steps,
): Promise<string[]> {
  const wrong = (reason: string) =>
    new Problem('model_example_wrong', model.id, {
      model: model.id,
      example: example.says,
      reason,
      file: model.file.replace(/sql$/, 'yaml'),
    });
  await warehouse.run('begin transaction');
  try {
    for (const [table, rows] of Object.entries(example.given)) {
      if (!model.reads.includes(table)) throw wrong(`it gives rows of ${table}, which the model does not read`);
      for (const row of rows) {
        await insert(warehouse, table, row).catch((error: Error) => {
          throw wrong(`${table}: ${error.message.split('\n')[0]}`);
        });
      }
    }
    const actual = await inWords<readonly WarehouseRow[]>(model, () =>
      model.step === null ? warehouse.rows(withoutEnd(model.sql)) : rowsOfStep(warehouse, model, steps),
    );
    for (const column of example.expect.flatMap(Object.keys)) {
      if (!(column in model.columns)) throw wrong(`it expects a column "${column}", which the model does not have`);
    }
    return compareRows(actual, example.expect);
  } finally {
    await warehouse.run('rollback');
  }
}

async function insert(warehouse: Warehouse, table: string, row: ExampleRow): Promise<void> {
  const columns = Object.keys(row).map(quoted).join(', ');
  const places = Object.keys(row).map((_, at) => `$${at + 1}`);
  await warehouse.run(`insert into ${quoted(table)} (${columns}) values (${places.join(', ')})`, Object.values(row));
}

/**
 * Each expected row removes one actual row that agrees with it in the columns it names; what remains on either side
 * is reported.
 */
function compareRows(actual: readonly WarehouseRow[], expected: readonly ExampleRow[]): string[] {
  const left = [...actual];
  const missing = expected.filter((row) => {
    const at = left.findIndex((other) => Object.entries(row).every(([column, value]) => agree(other[column], value)));
    if (at < 0) return true;
    left.splice(at, 1);
    return false;
  });
  const columns = [...new Set(expected.flatMap(Object.keys))];
  const reported = (row: WarehouseRow) =>
    JSON.stringify(
      Object.fromEntries((columns.length > 0 ? columns : Object.keys(row)).map((name) => [name, row[name]])),
    );
  return [...missing.map((row) => `expected ${JSON.stringify(row)}`), ...left.map((row) => `got ${reported(row)}`)];
}

/** Numbers agree to nine decimals, or to nine significant digits if they are large. */
function agree(actual: WarehouseRow[string] | undefined, expected: ExampleCell): boolean {
  if (typeof actual === 'number' && typeof expected === 'number') {
    return Math.abs(actual - expected) <= 1e-9 * Math.max(1, Math.abs(expected));
  }
  return actual === expected;
}
