/** The order in which models run follows from what they read. */
import { Problem } from '../problem/index.ts';
import { tablesRead, type Warehouse } from '../warehouse/index.ts';
import type { Model } from './model.ts';

export type OrderedModel = Model & {
  /** Tables that the statement reads, `schema.name`, in order of name. */
  readonly reads: readonly string[];
  /** Those, and what its tests look into. */
  readonly needs: readonly string[];
};

/**
 * Puts models in an order in which each stands after all that it reads, or that its tests look into.
 *
 * @param inputs - names of the input tables, with their schema
 * @returns the same order for the same models
 * @throws Problem `models_not_in_order`: a syntax error, an unknown table, or models that read each other
 */
export async function orderModels(
  warehouse: Warehouse,
  models: readonly Model[],
  inputs: readonly string[],
): Promise<OrderedModel[]> {
  const faults: string[] = [];
  const known = new Set([...inputs, ...models.map(({ id }) => id)]);
  const waiting = new Map<string, OrderedModel>();
  const readings = await tablesRead(
    warehouse,
    models.map(({ sql, step }) => (step === null ? withoutEnd(sql) : 'select 1')),
  );
  for (const [at, model] of models.entries()) {
    const { tables: found, fault } = readings[at]!;
    const tables = model.step === null ? found : [...model.step.reads].sort();
    if (fault) faults.push(`${model.file}:${lineAt(model.sql, fault.position)}: ${fault.message}`);
    for (const table of [...(tables ?? []), ...lookedInto(model)]) {
      if (!known.has(table)) faults.push(`${model.file}:${lineOf(model.sql, table)}: there is no table ${table}`);
    }
    const needs = [...new Set([...(tables ?? []), ...lookedInto(model)])].filter((table) => table !== model.id);
    waiting.set(model.id, { ...model, reads: tables ?? [], needs });
  }
  if (faults.length > 0) throw new Problem('models_not_in_order', 'pipelines', { faults });
  const ordered: OrderedModel[] = [];
  while (waiting.size > 0) {
    const next = [...waiting.values()].find((model) => model.needs.every((table) => !waiting.has(table)));
    if (!next) throw new Problem('models_not_in_order', 'pipelines', { faults: [circleOf(waiting)] });
    waiting.delete(next.id);
    ordered.push(next);
  }
  return ordered;
}

/** The statement without a final semicolon, so that it can stand inside another. */
export const withoutEnd = (sql: string): string => sql.trimEnd().replace(/;$/, '');

/** Tables that a column's test compares with. */
const lookedInto = (model: Model): string[] =>
  Object.values(model.columns)
    .flatMap(({ tests }) => tests ?? [])
    .flatMap((test) => (typeof test === 'object' && 'in' in test ? [test.in.split('.').slice(0, 2).join('.')] : []));

function circleOf(waiting: ReadonlyMap<string, OrderedModel>): string {
  const lines = [...waiting.values()].map((model) => {
    const blocked = model.needs.filter((table) => waiting.has(table));
    return `${model.id} reads ${blocked.join(' and ')}`;
  });
  return `these wait for each other: ${lines.join('; ')}`;
}

const lineAt = (text: string, position: number | null) => text.slice(0, position ?? 0).split('\n').length;
const lineOf = (text: string, word: string) => lineAt(text, Math.max(0, text.indexOf(word)));
