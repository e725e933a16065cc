/** Runs every statement on empty tables and on its examples, so that faults are found before a release is built. */
import { type Fault, faultAt, faultsIn, openContent, remembered, type TextPosition } from '../content/index.ts';
import { Problem } from '../problem/index.ts';
import { columnsOf, openWarehouse, type Warehouse } from '../warehouse/index.ts';
import { createTables, type TableTypes, tryExample } from './example.ts';
import type { Model, Steps } from './model.ts';
import { type OrderedModel, orderModels } from './order.ts';
import { createSchemas, runModel } from './run.ts';

/**
 * @param contentRoot - folder of the declarations, for the file and line of examples
 * @param inputs - the tables that models may read besides one another
 * @returns every fault of every model; a model that reads a faulty one is skipped, as it would only repeat its faults
 */
export async function checkStatements(
  contentRoot: string,
  models: readonly Model[],
  inputs: TableTypes,
  steps: Steps,
): Promise<Fault[]> {
  const warehouse = await openWarehouse();
  try {
    await createTables(warehouse, inputs);
    await createSchemas(warehouse);
    const ordered = await orderModels(warehouse, models, Object.keys(inputs));
    const faults: Fault[] = [];
    const failed = new Set<string>();
    for (const model of ordered) {
      if (model.needs.some((table) => failed.has(table))) {
        failed.add(model.id);
        continue;
      }
      const fault = await runModel(warehouse, model, steps).then(
        () => null,
        (error) => faultOf(model, error),
      );
      if (fault === null) continue;
      faults.push(fault);
      failed.add(model.id);
    }
    // After every table exists, with the column types that it has in a release.
    for (const model of ordered.filter(({ id }) => !failed.has(id)))
      faults.push(...(await checkExamples(warehouse, model, steps, contentRoot)));
    return faults;
  } catch (error) {
    return [
      ...faultsIn(() => {
        throw error;
      }),
    ];
  } finally {
    warehouse.close();
  }
}

/**
 * Differences of a model's examples from what they expect. Examples that passed before with the same content are
 * skipped.
 */
async function checkExamples(
  warehouse: Warehouse,
  model: OrderedModel,
  steps: Steps,
  contentRoot: string,
): Promise<Fault[]> {
  const types = await Promise.all(model.needs.map((table) => columnsOf(warehouse, table)));
  const parts = ['examples that hold', model.sql, JSON.stringify([model.columns, model.examples, model.needs, types])];
  if (remembered(parts, () => null) !== null) return [];
  const name = model.file.replace(/sql$/, 'yaml');
  const { file } = openContent(contentRoot, name);
  const faults: Fault[] = [];
  for (const [at, example] of model.examples.entries()) {
    const found = await tryExample(warehouse, model, example, steps).catch((error) => {
      if (!(error instanceof Problem)) throw error;
      return [(error.details as { reason?: string }).reason ?? error.message];
    });
    const what = `The example "${example.says}" of the model ${model.id} does not hold: ${found.join('; ')}.`;
    const correction = 'Correct the example, or the statement.';
    if (found.length > 0)
      faults.push(file?.fault(['examples', at], { what, correction }) ?? faultAt(name, null, { what }));
  }
  if (faults.length === 0) remembered(parts, () => ({ held: true }));
  return faults;
}

function faultOf({ file, sql, id }: OrderedModel, error: unknown): Fault {
  if (!(error instanceof Problem)) throw error;
  const { reason } = error.details as { reason?: string };
  const firstLine = (reason ?? error.message).split('\n')[0]!;
  const { message: what } = new Problem('model_does_not_run', id, {
    model: id,
    file,
    reason: firstLine.replace(/[.!]?$/, '.'),
  });
  if (reason === undefined) return faultAt(file, null, { what: error.message, correction: error.fix });
  return faultAt(file, placeOf(sql, reason), { what, correction: 'Correct the statement, or what it reads.' });
}

/** Position of the line that the engine's message names, and in it of the name that it does not know. */
function placeOf(sql: string, reason: string): TextPosition | null {
  const [, number] = /^LINE (\d+):/m.exec(reason) ?? [];
  if (number === undefined) return null;
  const line = Number(number);
  const [, name = ''] = /"([^"]+)"/.exec(reason) ?? [];
  const text = sql.split('\n')[line - 1] ?? '';
  return { line, column: Math.max(0, name === '' ? 0 : text.indexOf(name)) + 1 };
}
