/** Runs models over loaded inputs. */
import { Problem } from '../problem/index.ts';
import {
  createFrom,
  inLanes,
  type LaneTask,
  loadRows,
  quoted,
  type TableColumn,
  type Warehouse,
} from '../warehouse/index.ts';
import { checkModel } from './check.ts';
import { modelSchemas, type StepRow, type Steps } from './model.ts';
import { type OrderedModel, withoutEnd } from './order.ts';

/**
 * Creates each model's table and checks it against its declaration. Stops at the first failure, as later models would
 * only repeat its faults. The rows of a mart are sorted by its grain.
 *
 * @param models - in the order of `orderModels`
 * @throws Problem `model_does_not_run`, `model_columns_differ`, `model_checks_broken`
 */
export async function runModels(
  warehouse: Warehouse,
  models: readonly OrderedModel[],
  steps: Steps = {},
): Promise<void> {
  await createSchemas(warehouse);
  await inLanes(warehouse, modelTasks(models, steps));
}

/** Creates the schemas of the models if they do not exist. */
export async function createSchemas(warehouse: Warehouse): Promise<void> {
  await warehouse.run(modelSchemas.map((schema) => `create schema if not exists ${quoted(schema)}`).join(';\n'));
}

/**
 * The tasks of `runModels`, one for each model with its id as name, so that other tasks can wait for a model's table.
 *
 * @param work - what is done for a model
 */
export const modelTasks = (
  models: readonly OrderedModel[],
  steps: Steps,
  work: (lane: Warehouse, model: OrderedModel) => Promise<unknown> = (lane, model) => makeModel(lane, model, steps),
): LaneTask<void>[] =>
  models.map((model) => ({
    id: model.id,
    after: model.needs,
    apart: model.step !== null,
    work: async (lane) => void (await work(lane, model)),
  }));

/**
 * Creates the table of one model and checks it against its declaration. What a model declares of its rows holds for none,
 * so it is not asked of an empty table.
 *
 * @param isChecked - false if the same table was checked when it was made before
 */
export async function makeModel(
  lane: Warehouse,
  model: OrderedModel,
  steps: Steps,
  { isChecked = true } = {},
): Promise<MadeTable> {
  const rows = await inWords(model, () => makeTable(lane, model, steps));
  const columns = isChecked ? await inWords(model, () => checkModel(lane, model, rows)) : null;
  return { rows, columns };
}

/** The table of a model. */
export type MadeTable = {
  /** Number of its rows. */
  readonly rows: number;
  /** Null if it was not checked. */
  readonly columns: readonly TableColumn[] | null;
};

/** Creates the table of one model and checks it against its declaration. */
export async function runModel(lane: Warehouse, model: OrderedModel, steps: Steps): Promise<void> {
  await inWords(model, () => makeTable(lane, model, steps));
  await inWords(model, () => checkModel(lane, model));
}

/** Returns the number of rows, as the two below. */
const makeTable = (lane: Warehouse, model: OrderedModel, steps: Steps): Promise<number> =>
  model.step === null ? select(lane, model) : take(lane, model, steps);

function select(lane: Warehouse, { id, schema, sql, grain }: OrderedModel): Promise<number> {
  const order = schema === 'marts' ? ` order by ${grain.map(quoted).join(', ')}` : '';
  return createFrom(lane, id, `select * from (${withoutEnd(sql)}\n)${order}`);
}

/** Loads the rows of a step, sorted by its grain. */
async function take(lane: Warehouse, model: OrderedModel, steps: Steps): Promise<number> {
  const rows = await rowsOfStep(lane, model, steps);
  const types = Object.fromEntries(Object.entries(model.columns).map(([name, { type }]) => [name, type!]));
  await loadRows(lane, model.id, types, rows, model.grain);
  return rows.length;
}

/** @throws Problem `model_does_not_run` if the software has no such step */
export async function rowsOfStep(
  warehouse: Warehouse,
  { id, file, step }: OrderedModel,
  steps: Steps,
): Promise<readonly StepRow[]> {
  const work = steps[step!.name];
  if (work) return await work(warehouse);
  throw new Problem('model_does_not_run', id, { model: id, file, reason: `there is no step "${step!.name}"` });
}

/** Runs `work`; if the engine fails, the error names the model. */
export async function inWords<T>({ id, file }: Pick<OrderedModel, 'id' | 'file'>, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Problem) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new Problem('model_does_not_run', id, { model: id, file, reason }, { cause: error });
  }
}
