/** The work from loaded inputs to files: models, their files, and the freeing of tables that no one reads again. */
import { createSchemas, modelTasks, type OrderedModel, type Steps } from '../../pipeline/index.ts';
import { inLanes, type LaneTask, quoted, type Warehouse } from '../../warehouse/index.ts';
import type { About } from '../files/manifest.ts';
import { inputFileTasks, type MartFile, martFileTasks, martsOf, type TableFile } from '../files/table-files.ts';
import { scoreTreePath } from '../steps/kept-score-tree.ts';
import { cycleReads } from '../steps/score-tree.ts';
import { type Followed, planAfter, planOfAll } from './followed.ts';

export type TablesAsked = {
  readonly models: readonly OrderedModel[];
  readonly steps: Steps;
  readonly about: About;
  readonly seal: string;
  /** Null if the release follows none. */
  readonly followed: Followed | null;
  /** True if tables are dropped when no one reads them again: with fewer answers, the statement takes longer than it is worth. */
  readonly isLarge: boolean;
  /** Writes the score tree as a file next to the inputs; null if nothing is scored. */
  readonly keepScoreTree: (lane: Warehouse) => Promise<TableFile | null>;
  /** Receives the model or file that is begun, whether models are left, and the share completed, 0 to 1. */
  readonly onTask: (id: string, kind: 'models' | 'files', share: number) => void;
};

/**
 * Runs the models and writes each file as soon as its table is complete, so that all cores stay busy. If the release
 * follows another, the input tables are written first, since they decide what is taken from it.
 */
export async function makeTables(
  warehouse: Warehouse,
  { models, steps, about, seal, followed, isLarge, keepScoreTree, onTask }: TablesAsked,
): Promise<{ inputs: readonly TableFile[]; marts: readonly MartFile[] }> {
  await createSchemas(warehouse);
  const inputRows = await countInputs(warehouse);
  const inputTasks = inputFileTasks(seal, inputRows);
  const before = followed === null ? [] : await inLanes(warehouse, inputTasks);
  const plan =
    followed === null ? planOfAll(models) : await planAfter(followed, { warehouse, models, inputs: before, seal });
  const scoreTree: LaneTask<TableFile | null>[] =
    plan.scoreTree === null ? [{ id: scoreTreePath, after: cycleReads, work: keepScoreTree }] : [];
  const inputs = [...(followed === null ? inputTasks : []), ...scoreTree];
  const rows = new Map<string, number>();
  const written = plan.made.filter(({ id }) => !plan.unchanged.has(id));
  const marts = martFileTasks(written, about, rows);
  const making = modelTasks(plan.made, steps, {
    onRows: (id, count) => rows.set(id, count),
    checked: plan.unchanged,
  });
  const tasks: LaneTask<unknown>[] = isLarge
    ? [...dropTasks(plan.made, [...inputs, ...marts]), ...interleaved(making, marts), ...inputs]
    : [...making, ...inputs, ...marts];
  const results = await inLanes(warehouse, reported(tasks, plan.made, onTask));
  const made = new Map(tasks.map(({ id }, at) => [id, results[at]]));
  const resultsOf = <T>(of: readonly LaneTask<T>[]) => of.map(({ id }) => made.get(id) as T);
  return {
    inputs: [...before, ...resultsOf(inputs), plan.scoreTree].filter((file) => file !== null),
    marts: martsOf(models).flatMap(
      (mart) => plan.taken.get(mart.name) ?? resultsOf(marts.filter(({ after }) => after?.[0] === mart.id)),
    ),
  };
}

/** Each task reports that it is begun. */
function reported(
  tasks: readonly LaneTask<unknown>[],
  models: readonly OrderedModel[],
  onTask: TablesAsked['onTask'],
): LaneTask<unknown>[] {
  let [modelsLeft, begun] = [models.length, 0];
  const isModel = new Set<string>(models.map(({ id }) => id));
  return tasks.map((task) => ({
    ...task,
    work: (lane: Warehouse) => {
      if (isModel.has(task.id)) modelsLeft -= 1;
      onTask(task.id, modelsLeft > 0 ? 'models' : 'files', begun++ / tasks.length);
      return task.work(lane);
    },
  }));
}

/** Number of rows of each input table, which the engine knows without reading them. */
async function countInputs(warehouse: Warehouse): Promise<ReadonlyMap<string, number>> {
  const found = await warehouse.rows<{ name: string; rows: number }>(
    "select table_name as name, estimated_size as rows from duckdb_tables() where schema_name = 'input'",
  );
  return new Map(found.map(({ name, rows }) => [name, Number(rows)]));
}

/** Drops each model's table after all that read it. First in the list, so that no task that fills memory precedes. */
function dropTasks(models: readonly OrderedModel[], files: readonly LaneTask<unknown>[]): LaneTask<void>[] {
  const readers = [...models.map(({ id, needs }) => ({ id, after: needs })), ...files];
  return models.map(({ id }) => ({
    id: `drop ${id}`,
    after: [id, ...readers.filter(({ after }) => after?.includes(id)).map((reader) => reader.id)],
    work: (lane) => lane.run(`drop table ${quoted(id)}`),
  }));
}

/** Each mart's files directly after it, so that its table can be dropped before others are made. */
const interleaved = (making: readonly LaneTask<void>[], files: readonly LaneTask<MartFile>[]) =>
  making.flatMap((task): LaneTask<unknown>[] => [task, ...files.filter(({ after }) => after?.[0] === task.id)]);
