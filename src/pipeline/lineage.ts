/** The lineage that a release publishes: each model with its SQL statement, and the tables that it reads. */
import type { OrderedModel } from './order.ts';

export type ModelRow = {
  readonly model: string;
  readonly title: string;
  /** Columns, separated by commas. */
  readonly grain: string;
  readonly kind: string;
  readonly position: number;
  readonly means: string;
  readonly sql: string;
};

export type LineageRow = { readonly model: string; readonly reads: string };

/** One row for each model, in the order of execution, counted from 1. */
export const modelRows = (models: readonly OrderedModel[]): ModelRow[] =>
  models.map(({ id, title, grain, schema, means, sql }, at) => ({
    model: id,
    title,
    grain: grain.join(', '),
    kind: schema,
    position: at + 1,
    means,
    sql,
  }));

/** One row for each model and table that it reads; an input table reads nothing. */
export const lineageRows = (models: readonly OrderedModel[]): LineageRow[] =>
  models.flatMap(({ id, reads }) => reads.map((table) => ({ model: id, reads: table })));
