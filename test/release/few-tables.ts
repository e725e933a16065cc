/**
 * Builds only the tables that a test reads, and what they are made from. Statements, checks of models, files and the
 * audit are those of a whole release, which takes twice as long. To read a table that is not named fails.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type ModelFiles, modelFiles, type OrderedModel, orderModels, readModels } from '../../src/pipeline/index.ts';
import { compile, prepareAudit } from '../../src/release/build/build.ts';
import { inputTypes, type Release, type ReleaseInputs } from '../../src/release/index.ts';
import { loadInputs } from '../../src/release/input/load.ts';
import { openWarehouse } from '../../src/warehouse/index.ts';

/** What the audit of a release reads (`src/release/protect/audit.ts`). */
export const auditedTables: readonly string[] = [
  'answers',
  'compared_answers',
  'context_answers',
  'need_items',
  'needs',
  'progress',
  'question_scores',
  'scores',
];

/**
 * Builds and audits, as `buildRelease` does.
 *
 * @param marts - names of the tables to build besides those that the audit reads
 */
export async function buildFew(root: string, inputs: ReleaseInputs, marts: readonly string[]): Promise<Release> {
  const release = await compileFew(root, inputs, [...auditedTables, ...marts]);
  prepareAudit(root, inputs)(release);
  return release;
}

/** The same without the audit. */
export async function compileFew(
  root: string,
  { about, seal, tables }: ReleaseInputs,
  marts: readonly string[],
): Promise<Release> {
  const sources = await sourcesOf(root, marts);
  return compile({
    sources,
    about,
    seal,
    volume: { answers: tables.answers.length, bytes: 0 },
    load: (opening) => loadInputs(opening, tables),
    onProgress: () => {},
  });
}

/** Removes every model from a copy of content except those of these tables and of all that they are made from. */
export async function keepFew(root: string, marts: readonly string[]): Promise<void> {
  const kept = await sourcesOf(root, marts);
  for (const path of modelFiles(root).keys()) if (!kept.has(path)) rmSync(join(root, path));
}

/** The files of the models of these tables, of all that they are made from, and of the staged inputs. */
async function sourcesOf(root: string, marts: readonly string[]): Promise<ModelFiles> {
  const files = modelFiles(root);
  const models = await inOrder(files);
  const wanted = new Set(marts.map((mart) => `marts.${mart}`));
  const missing = [...wanted].filter((id) => !models.some((model) => model.id === id));
  if (missing.length > 0) throw new Error(`There is no model ${missing.join(', ')}.`);
  // The last first: each model stands after what it needs.
  for (const { id, schema, needs } of models.toReversed())
    if (schema === 'staging' || wanted.has(id)) for (const table of [id, ...needs]) wanted.add(table);
  const left = models.filter(({ id }) => !wanted.has(id)).map(({ file }) => file.replace(/\.\w+$/, ''));
  return new Map([...files].filter(([path]) => !left.includes(path.replace(/\.\w+$/, ''))));
}

const known = new Map<string, Promise<OrderedModel[]>>();

/** Once for the same models. */
function inOrder(files: ModelFiles): Promise<OrderedModel[]> {
  const all = JSON.stringify([...files]);
  const order = known.get(all) ?? orderOf(files);
  known.set(all, order);
  return order;
}

async function orderOf(files: ModelFiles): Promise<OrderedModel[]> {
  const warehouse = await openWarehouse();
  try {
    return await orderModels(warehouse, readModels(files, { examples: false }), Object.keys(inputTypes()));
  } finally {
    warehouse.close();
  }
}
