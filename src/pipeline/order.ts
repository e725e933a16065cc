/** Orders models by what they read. */
import {
  type Fault,
  faultAt,
  nearest,
  placeOfOffset,
  refuseFaults,
  remembered,
  type TextPosition,
} from '../content/index.ts';
import { engineVersion, type ParsedStatement, tablesRead, type Warehouse } from '../warehouse/index.ts';
import type { Model } from './model.ts';

export type OrderedModel = Model & {
  /** Tables that the statement reads, `schema.name`, sorted by name. */
  readonly reads: readonly string[];
  /** Tables that must exist before: those read, and those that its tests compare with. */
  readonly needs: readonly string[];
};

/**
 * Sorts models so that each follows everything that it reads or that its tests compare with.
 *
 * @param inputs - names of the input tables, with their schema
 * @returns always the same order for the same models
 * @throws Problem `content_faulty`: a syntax error, an unknown table, or models that read each other
 */
export async function orderModels(
  warehouse: Warehouse,
  models: readonly Model[],
  inputs: readonly string[],
): Promise<OrderedModel[]> {
  const faults: Fault[] = [];
  const known = new Set([...inputs, ...models.map(({ id }) => id)]);
  const waiting = new Map<string, OrderedModel>();
  const readings = await readingsOf(
    warehouse,
    models.map(({ sql, step }) => (step === null ? withoutEnd(sql) : 'select 1')),
  );
  for (const [at, model] of models.entries()) {
    const { tables: found, fault } = readings[at]!;
    const tables = model.step === null ? found : [...model.step.reads].sort();
    if (fault) {
      const wording = { what: fault.message, correction: 'Correct the statement.' };
      faults.push(faultAt(model.file, placeIn(model.sql, fault.position), wording));
    }
    for (const table of [...(tables ?? []), ...lookupTables(model)]) {
      if (known.has(table)) continue;
      const near = nearest(table, known);
      const correction = near.length > 0 ? '' : 'Name every table with its schema, as its file is called.';
      const wording = { what: `There is no table ${table}.`, near, correction };
      faults.push(faultAt(model.file, placeIn(model.sql, Math.max(0, model.sql.indexOf(table))), wording));
    }
    const needs = [...new Set([...(tables ?? []), ...lookupTables(model)])].filter((table) => table !== model.id);
    waiting.set(model.id, { ...model, reads: tables ?? [], needs });
  }
  refuseFaults(faults);
  const ordered: OrderedModel[] = [];
  while (waiting.size > 0) {
    const next = [...waiting.values()].find((model) => model.needs.every((table) => !waiting.has(table)));
    if (!next) refuseFaults(circleOf(waiting));
    waiting.delete(next!.id);
    ordered.push(next!);
  }
  return ordered;
}

/**
 * The same result as `tablesRead`, cached on disk, so that the next process need not parse the same statements again.
 */
async function readingsOf(warehouse: Warehouse, selects: readonly string[]): Promise<readonly ParsedStatement[]> {
  const parts = ['tables read', await engineVersion(), ...selects];
  const known = remembered<readonly ParsedStatement[]>(parts, () => null);
  if (known !== null) return known;
  const found = await tablesRead(warehouse, selects);
  if (found.every(({ fault }) => fault === null)) remembered(parts, () => found);
  return found;
}

/** The statement without a final semicolon, so that it can be nested in another. */
export const withoutEnd = (sql: string): string => sql.trimEnd().replace(/;$/, '');

/** Tables that the tests of columns compare with. */
const lookupTables = (model: Model): string[] =>
  Object.values(model.columns)
    .flatMap(({ tests }) => tests ?? [])
    .flatMap((test) => (typeof test === 'object' && 'in' in test ? [test.in.split('.').slice(0, 2).join('.')] : []));

function circleOf(waiting: ReadonlyMap<string, OrderedModel>): Fault[] {
  return [...waiting.values()].map((model) => {
    const blocked = model.needs.filter((table) => waiting.has(table));
    const what = `${model.id} reads ${blocked.join(' and ')}, and these models wait for each other.`;
    return faultAt(model.file, null, { what, correction: 'Change one of them: two models must not read each other.' });
  });
}

const placeIn = (text: string, offset: number | null): TextPosition => placeOfOffset(text, offset ?? 0);
