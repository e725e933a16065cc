/** The scores of a release by its models, compared with the same scores by plain SQL in three levels. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  createSchemas,
  modelFiles,
  modelTasks,
  type OrderedModel,
  orderModels,
  readModels,
} from '../../src/pipeline/index.ts';
import { type Inputs, inputTypes } from '../../src/release/index.ts';
import { loadInputs } from '../../src/release/input/load.ts';
import { inLanes, openWarehouse, type Warehouse } from '../../src/warehouse/index.ts';
import { inTurns } from '../harness/rounds.ts';
import type { Taken } from '../harness/row.ts';

const contentRoot = fileURLToPath(new URL('../..', import.meta.url));
const plain = readFileSync(new URL('../compared/plain-scores.sql', import.meta.url), 'utf8');
const plainInputs = ['answers', 'scored_items', 'indicator_questions', 'choices', 'cycles', 'indicators', 'pillars'];
const levels = [
  ['indicators.indicator_scores', 'plain.indicator_scores', 'indicator'],
  ['scores.pillar_scores', 'plain.pillar_scores', 'pillar'],
  ['scores.dimension_scores', 'plain.dimension_scores', 'dimension'],
] as const;

/** The models' statements, the same including their checks, and the plain statements. */
export type ScoreTimes = { readonly models: Taken; readonly held: Taken; readonly plain: Taken };

/**
 * Rounds alternate, in one engine with one thread per statement. The plain statements have no checks, so the models'
 * statements are timed alone, one after the other, and again as a build runs them.
 *
 * @throws Error if a score differs by more than a billionth of a point
 */
export async function measureScores(inputs: Inputs, { rounds = 9 } = {}): Promise<ScoreTimes> {
  const warehouse = await openWarehouse();
  try {
    await loadInputs(warehouse, inputs);
    await makePlainInputs(warehouse);
    const models = await scoreModels(warehouse);
    await createSchemas(warehouse);
    const dropped = async () => {
      for (const { id } of models.toReversed()) await warehouse.run(`drop table if exists ${id}`);
    };
    const taken = await inTurns(
      {
        held: () => inLanes(warehouse, modelTasks(models, {})).finally(dropped),
        models: async () => {
          for (const { id, sql } of models) await warehouse.run(`create table ${id} as ${sql}`);
          await dropped();
        },
        plain: async () => {
          for (const statement of plain.split(';\n').filter((text) => text.trim() !== ''))
            await warehouse.run(statement);
        },
      },
      { rounds, parts: 5 },
    );
    for (const { id, sql } of models) await warehouse.run(`create table ${id} as ${sql}`);
    for (const level of levels) await demandSame(warehouse, level);
    return taken;
  } finally {
    warehouse.close();
  }
}

/** Converts codes back to texts, as in a table without preparation. */
async function makePlainInputs(warehouse: Warehouse): Promise<void> {
  await warehouse.run('create schema plain');
  for (const table of plainInputs) {
    const columns = await warehouse.rows<{ column_name: string; column_type: string }>(`describe input.${table}`);
    const cells = columns.map(({ column_name: name, column_type: type }) =>
      type.startsWith('ENUM') ? `${name}::varchar as ${name}` : name,
    );
    await warehouse.run(`create table plain.${table} as select ${cells.join(', ')} from input.${table}`);
  }
}

/** The models that the three levels need, in order. */
async function scoreModels(warehouse: Warehouse): Promise<OrderedModel[]> {
  const all = await orderModels(
    warehouse,
    readModels(modelFiles(contentRoot), { examples: false }),
    Object.keys(inputTypes()),
  );
  const wanted = new Set<string>(levels.map(([id]) => id));
  for (const { id, reads } of all.toReversed()) if (wanted.has(id)) for (const read of reads) wanted.add(read);
  return all.filter(({ id }) => wanted.has(id));
}

async function demandSame(warehouse: Warehouse, [ours, theirs, element]: (typeof levels)[number]): Promise<void> {
  const apart = ['score', 'if_missing_zero', 'if_missing_full'].map(
    (column) =>
      `not coalesce(abs(ours.${column} - theirs.${column}) < 1e-9, ours.${column} is null and theirs.${column} is null)`,
  );
  const [row] = await warehouse.rows<{ count: number; of: number }>(
    `select count(*) as of, count(*) filter (where ours.cycle is null or theirs.cycle is null or ${apart.join(' or ')}) as count
     from ${ours} as ours
     full join ${theirs} as theirs
       on ours.cycle::varchar = theirs.cycle and ours.country::varchar = theirs.country
       and ours.${element}::varchar = theirs.${element}`,
  );
  if (row!.of === 0 || row!.count > 0)
    throw new Error(`${row!.count} of ${row!.of} rows differ between ${ours} and ${theirs}`);
}
