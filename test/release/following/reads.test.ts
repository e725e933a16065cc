/** A step reads no table that its declaration does not name: what is the same is decided by the declared tables. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modelFiles, type OrderedModel, orderModels, readModels, runModels } from '../../../src/pipeline/index.ts';
import { inputTypes, releaseSteps } from '../../../src/release/index.ts';
import { loadInputs, loadModels } from '../../../src/release/input/load.ts';
import { makeScoreTree, scoreTreeReads } from '../../../src/release/steps/kept-score-tree.ts';
import { readCurrentCycle } from '../../../src/release/steps/score-tree.ts';
import { runScoreTree } from '../../../src/statistics/index.ts';
import { openWarehouse, tablesRead, type Warehouse } from '../../../src/warehouse/index.ts';
import { smallContent } from '../content.ts';
import { frozenCycle, inputsOf } from '../frozen.ts';
import { earlier, now, States } from '../world.ts';

const { root, remove } = smallContent();
let warehouse: Warehouse;
let models: OrderedModel[];
beforeAll(async () => {
  const cycles = [
    frozenCycle(root, 'preparedness', '2024', earlier, States),
    frozenCycle(root, 'preparedness', '2026', now, States),
  ];
  warehouse = await openWarehouse();
  models = await orderModels(warehouse, readModels(modelFiles(root)), Object.keys(inputTypes()));
  await loadInputs(warehouse, inputsOf(root, cycles).tables);
  await loadModels(warehouse, models);
  await runModels(warehouse, models, releaseSteps(runScoreTree));
});
afterAll(() => {
  warehouse.close();
  remove();
});

/** Tables that the statements of some work read. */
async function readBy(work: (watched: Warehouse) => Promise<unknown>): Promise<string[]> {
  const statements: string[] = [];
  const watch = <W extends (statement: string, ...more: never[]) => unknown>(of: W) =>
    ((statement: string, ...more: never[]) => {
      statements.push(statement);
      return of(statement, ...more);
    }) as W;
  const { connection } = warehouse;
  const watched = new Proxy(connection, {
    get: (of, name) => {
      const own = Reflect.get(of, name) as unknown;
      if (typeof own !== 'function') return own;
      return name === 'run' ? watch(connection.run.bind(connection)) : own.bind(of);
    },
  });
  await work({ ...warehouse, connection: watched, run: watch(warehouse.run), rows: watch(warehouse.rows) as never });
  const parsed = await tablesRead(
    warehouse,
    statements.map((statement) => statement.replaceAll(/\$\d/g, 'null')),
  );
  expect(parsed.flatMap(({ fault }) => fault ?? [])).toEqual([]);
  return [...new Set(parsed.flatMap(({ tables }) => tables ?? []))].sort();
}

describe('the tables read', () => {
  it('by each step are those that it declares', async () => {
    const steps = models.filter(({ step }) => step !== null);
    expect(steps.length).toBeGreaterThan(8);
    for (const { id, step, needs } of steps) {
      const read = await readBy(releaseSteps(runScoreTree)[step!.name]!);
      expect(read.length).toBeGreaterThan(0);
      expect([id, read.filter((table) => !needs.includes(table))]).toEqual([id, []]);
    }
  });

  it('by the kept score tree are those that decide whether it is made', async () => {
    const read = await readBy((watched) => makeScoreTree(watched, readCurrentCycle));
    expect(read).toEqual([...scoreTreeReads].sort());
  });
});
