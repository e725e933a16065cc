/** The work from loaded inputs to files: models, their files, and the freeing of tables that no one reads again. */
import { createSchemas, type MadeTable, modelTasks, type OrderedModel, type Steps } from '../../pipeline/index.ts';
import { inLanes, type LaneTask, quoted, type Warehouse } from '../../warehouse/index.ts';
import type { About } from '../files/manifest.ts';
import {
  inputFileTasks,
  type MartFile,
  martFileTasks,
  martParquet,
  martsOf,
  type TableFile,
} from '../files/table-files.ts';
import { scoreTreePath, scoreTreeReads } from '../steps/kept-score-tree.ts';
import { cycleReads } from '../steps/score-tree.ts';
import { type Followed, planAfter, planOfAll, type TableHashes, type TablePlan } from './followed.ts';
import { returnGrownMemory } from './memory.ts';
import { type SettlingTables, settlingTables } from './settle.ts';
import { tableHash } from './table-hash.ts';

export type TablesAsked = {
  readonly models: readonly OrderedModel[];
  readonly steps: Steps;
  readonly about: About;
  readonly seal: string;
  /** Null if the release follows none. */
  readonly followed: Followed | null;
  /** True if tables are dropped when no one reads them again: with fewer answers, the statement takes longer than it is worth. */
  readonly isLarge: boolean;
  /**
   * True if tables behind answers are compared with those of a release that is followed, or that follows. Not if tables are
   * dropped: one that is the same may still be made later, for a model that reads it.
   */
  readonly isCompared: boolean;
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
  asked: TablesAsked,
): Promise<{
  inputs: readonly TableFile[];
  marts: readonly MartFile[];
  hashes: TableHashes;
  taken: readonly string[];
}> {
  const { models, steps, about, seal, followed, isLarge, isCompared, onTask } = asked;
  await createSchemas(warehouse);
  const inputRows = await countInputs(warehouse);
  const inputTasks = inputFileTasks(seal, inputRows);
  const before = followed === null ? [] : await inLanes(warehouse, inputTasks);
  const plan =
    followed === null
      ? planOfAll(models)
      : await planAfter(followed, { warehouse, models, inputs: before, seal, isCompared });
  const made = new Map<string, MadeTable>();
  const parquet = new Map<string, MartFile>();
  const tables = settlingTables({
    plan,
    models,
    steps,
    followed,
    onMade: (id, table) => made.set(id, table),
    hashOf: async (lane, model) => {
      if (!isCompared || !isBehindAnswers(model, models)) return null;
      if (model.schema !== 'marts') return tableHash(lane, model.id);
      const file = await martParquet(lane, model, about, made.get(model.id)!);
      parquet.set(file.path, file);
      return tableHash(lane, model.id, file.sha256);
    },
  });
  const making = modelTasks(plan.models, steps, tables.settle);
  const written = martsOf(plan.models.filter(({ id }) => !plan.same.has(id)));
  const marts = martFileTasks(written, about, { made, parquet, takenOf: tables.takenOf });
  const inputs = [...(followed === null ? inputTasks : []), ...scoreTreeTasks(plan, tables, asked)];
  const tasks: LaneTask<unknown>[] = isLarge
    ? [...dropTasks(plan.models, [...inputs, ...marts]), ...interleaved(making, marts), ...inputs]
    : [...making, ...inputs, ...marts];
  const results = await inLanes(warehouse, reported(tasks, plan.models, { onTask, isLarge }));
  const done = new Map(tasks.map(({ id }, at) => [id, results[at]]));
  const resultsOf = <T>(of: readonly LaneTask<T>[]) => of.map(({ id }) => done.get(id) as T);
  return {
    inputs: [...before, ...resultsOf(inputs), plan.scoreTree].filter((file) => file !== null),
    marts: martsOf(models).flatMap(
      (mart) =>
        tables.takenOf(mart.name) ??
        resultsOf(marts.filter(({ after }) => after?.[0] === mart.id)).map((file) => file!),
    ),
    hashes: tables.hashes(),
    taken: martsOf(models).flatMap(({ name }) => (tables.takenOf(name) === undefined ? [] : name)),
  };
}

/**
 * Tables between answers and everything else. If they are the same, so is what is behind them; those further behind are
 * not compared, as each comparison takes as long as writing a file.
 */
const isBehindAnswers = ({ id, needs }: OrderedModel, models: readonly OrderedModel[]): boolean =>
  needs.includes('input.answers') && models.some((other) => other.needs.includes(id));

function scoreTreeTasks(
  { scoreTree }: TablePlan,
  { demand, isSame }: SettlingTables,
  { followed, seal, keepScoreTree }: TablesAsked,
): LaneTask<TableFile | null>[] {
  if (scoreTree !== null) return [];
  const work = async (lane: Warehouse) => {
    const taken = followed !== null && scoreTreeReads.every(isSame) ? await followed.scoreTree(seal) : null;
    if (taken !== null) return taken;
    await demand(lane, cycleReads);
    return keepScoreTree(lane);
  };
  return [{ id: scoreTreePath, after: cycleReads, work }];
}

/** Each task reports that it is begun, and returns memory after it in a large build. */
function reported(
  tasks: readonly LaneTask<unknown>[],
  models: readonly OrderedModel[],
  { onTask, isLarge }: Pick<TablesAsked, 'onTask' | 'isLarge'>,
): LaneTask<unknown>[] {
  let [modelsLeft, begun] = [models.length, 0];
  const isModel = new Set<string>(models.map(({ id }) => id));
  return tasks.map((task) => ({
    ...task,
    work: async (lane: Warehouse) => {
      if (isModel.has(task.id)) modelsLeft -= 1;
      onTask(task.id, modelsLeft > 0 ? 'models' : 'files', begun++ / tasks.length);
      const result = await task.work(lane);
      if (isLarge) returnGrownMemory();
      return result;
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
const interleaved = (making: readonly LaneTask<void>[], files: readonly LaneTask<MartFile | null>[]) =>
  making.flatMap((task): LaneTask<unknown>[] => [task, ...files.filter(({ after }) => after?.[0] === task.id)]);
