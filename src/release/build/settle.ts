/**
 * Makes the tables of models, or finds while they run that some are the same as in the release that is followed: a table of
 * corrected answers may give the same scores as before.
 */
import { type MadeTable, makeModel, type OrderedModel, type Steps } from '../../pipeline/index.ts';
import type { Warehouse } from '../../warehouse/index.ts';
import type { MartFile } from '../files/table-files.ts';
import type { Followed, TableHashes, TablePlan } from './followed.ts';

export type SettlingTables = {
  /** The work of a model's task, after those of all models that it needs. */
  readonly settle: (lane: Warehouse, model: OrderedModel) => Promise<void>;
  /** Makes those of these tables that are the same and that no model has read yet. */
  readonly demand: (lane: Warehouse, tables: readonly string[]) => Promise<void>;
  readonly isSame: (table: string) => boolean;
  /** The files of a mart that were taken; undefined if they are written. */
  readonly takenOf: (mart: string) => readonly MartFile[] | undefined;
  /** Of the compared tables, made or not. */
  readonly hashes: () => TableHashes;
};

export function settlingTables({
  plan,
  models,
  steps,
  followed,
  onMade,
  hashOf,
}: {
  plan: TablePlan;
  models: readonly OrderedModel[];
  steps: Steps;
  followed: Followed | null;
  onMade: (id: string, table: MadeTable) => void;
  /** The hash of a table that was made; null if it is not compared. */
  hashOf: (lane: Warehouse, model: OrderedModel) => Promise<string | null>;
}): SettlingTables {
  const byId = new Map(models.map((model) => [model.id, model]));
  const same = new Set(plan.same);
  const taken = new Map(plan.taken);
  const hashes = new Map<string, string>();
  const making = new Map<string, Promise<void>>();

  const demand = async (lane: Warehouse, tables: readonly string[]): Promise<void> => {
    for (const table of tables) {
      const model = byId.get(table);
      if (model !== undefined) await make(lane, model, false);
    }
  };
  /** Once for each table, when the first model needs it. */
  const make = (lane: Warehouse, model: OrderedModel, isChecked: boolean): Promise<void> => {
    const begun = making.get(model.id);
    if (begun !== undefined) return begun;
    const work = demand(lane, model.needs).then(async () =>
      onMade(model.id, await makeModel(lane, model, steps, { isChecked })),
    );
    making.set(model.id, work);
    return work;
  };
  /** Marks a table as the same, unless the files of a mart cannot be taken. */
  const takeOver = async (lane: Warehouse, { id, name, schema }: OrderedModel): Promise<boolean> => {
    const files = schema === 'marts' ? await followed!.martFiles(lane, name) : [];
    if (files === null) return false;
    if (schema === 'marts') taken.set(name, files);
    same.add(id);
    return true;
  };

  return {
    settle: async (lane, model) => {
      if (same.has(model.id)) return make(lane, model, false);
      const isUnchanged = followed?.isSameModel(model) && model.needs.every((table) => same.has(table));
      if (isUnchanged && (await takeOver(lane, model))) return;
      await make(lane, model, true);
      const hash = await hashOf(lane, model);
      if (hash === null) return;
      hashes.set(model.id, hash);
      if (followed?.tables[model.id] === hash) await takeOver(lane, model);
    },
    demand,
    isSame: (table) => same.has(table),
    takenOf: (mart) => taken.get(mart),
    hashes: () => {
      const before = Object.entries(followed?.tables ?? {}).filter(([id]) => same.has(id));
      return Object.fromEntries([...before, ...hashes]);
    },
  };
}
