/** Tries every statement on empty tables: what would only be found when a release is built is found before. */
import { type Fault, faultAt, faultsIn, type TextPosition } from '../content/index.ts';
import { Problem } from '../problem/index.ts';
import { openWarehouse } from '../warehouse/index.ts';
import { createTables, type TableTypes } from './example.ts';
import type { Model, Steps } from './model.ts';
import { type OrderedModel, orderModels } from './order.ts';
import { createSchemas, runModel } from './run.ts';

/**
 * @param inputs - the tables that models may read besides one another
 * @returns every fault of every model; one that reads a faulty model is not tried, as it would only repeat its faults
 */
export async function checkStatements(models: readonly Model[], inputs: TableTypes, steps: Steps): Promise<Fault[]> {
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

function faultOf({ file, sql, id }: OrderedModel, error: unknown): Fault {
  if (!(error instanceof Problem)) throw error;
  const { reason } = error.details as { reason?: string };
  const said = (reason ?? error.message).split('\n')[0]!;
  const what = `The model ${id} does not run: ${said.replace(/[.!]?$/, '.')}`;
  if (reason === undefined) return faultAt(file, null, { what: error.message, correction: error.fix });
  return faultAt(file, placeOf(sql, reason), { what, correction: 'Correct the statement, or what it reads.' });
}

/** The line that the engine names, and in it the name that it does not know. */
function placeOf(sql: string, reason: string): TextPosition | null {
  const [, number] = /^LINE (\d+):/m.exec(reason) ?? [];
  if (number === undefined) return null;
  const line = Number(number);
  const [, name = ''] = /"([^"]+)"/.exec(reason) ?? [];
  const text = sql.split('\n')[line - 1] ?? '';
  return { line, column: Math.max(0, name === '' ? 0 : text.indexOf(name)) + 1 };
}
