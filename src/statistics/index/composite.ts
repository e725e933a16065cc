/**
 * A composite indicator built from its data, step by step, each step's table kept:
 *
 *   data → denominated → screened → imputed → treated → normalised → aggregated → ranks
 *
 * All but the last two may be in another order. A step that the method leaves out passes its table on; the log states which
 * were done and which were not.
 */

import { rank } from '../columns/rank.ts';
import type { TreatedColumn } from '../columns/treat.ts';
import { type IndexData, type IndexMethod, type IndexStep, indexSteps } from './method.ts';
import { type Screened, screenStep } from './screening.ts';
import { denominateStep, type IndexState, imputeStep, normaliseStep, treatStep } from './steps.ts';
import { aggregateTable, type NodeColumns } from './up-the-tree.ts';

/** The table after one step, and the units that it has. */
export type StepTable = { readonly units: readonly string[]; readonly table: NodeColumns };

export type BuiltIndex = {
  /** Units that have a score or could have had one: those that screening left. */
  readonly units: readonly string[];
  /** The table after each step; screening may come after it, so each names its units. */
  readonly after: Readonly<Record<IndexStep, StepTable>>;
  readonly denominated: NodeColumns;
  readonly imputed: NodeColumns;
  readonly treated: NodeColumns;
  /** True if a value was put there by imputation; by code, shape [unit] of `after.impute`. */
  readonly imputedPoints: ReadonlyMap<string, readonly boolean[]>;
  /** What screening found, one row for each unit before it; null if it was left out. */
  readonly screening: Screened | null;
  readonly treatment: ReadonlyMap<string, TreatedColumn>;
  readonly normalised: NodeColumns;
  /** Indicators as they are aggregated: normalised, unless another step came after that. */
  readonly finished: NodeColumns;
  /** The same, and every aggregate. */
  readonly aggregated: NodeColumns;
  /** 1 for the highest, ties sharing the best place; every indicator and aggregate. */
  readonly ranks: NodeColumns;
  /** What was done, left out or set aside, a sentence a line. */
  readonly log: readonly string[];
};

/**
 * @throws Problem `goalposts_equal` or `mean_not_defined` where the method does not fit the data,
 *   `index_levels_differ` where a mean is given for some levels only, `index_unit_unknown` for a reference that is no unit,
 *   `index_without_units` where screening leaves none
 */
export function buildIndex(data: IndexData, method: IndexMethod): BuiltIndex {
  const prepared = normaliseIndex(data, method);
  const aggregated = aggregateTable(data.nodes, prepared.finished, method);
  const ranks = new Map([...aggregated].map(([code, scores]) => [code, rank(scores, { order: 'descending' })]));
  return { ...prepared, aggregated, ranks };
}

/** Everything but aggregation, for anyone who aggregates in another way. */
export function normaliseIndex(data: IndexData, method: IndexMethod): Omit<BuiltIndex, 'aggregated' | 'ranks'> {
  const indicators = data.nodes.filter(({ level }) => level === 1);
  let state: IndexState = {
    rows: data.units.map((_, row) => row),
    table: new Map(indicators.map(({ code }) => [code, data.columns.get(code)!])),
    isDirected: false,
  };
  const log: string[] = [];
  const after = {} as Record<IndexStep, StepTable>;
  let screening: Screened | null = null;
  let imputedPoints: BuiltIndex['imputedPoints'] = new Map();
  let treatment: BuiltIndex['treatment'] = new Map();
  const steps: Record<IndexStep, () => IndexState> = {
    denominate: () => denominateStep(data, state, method, log),
    screen: () => {
      const done = screenStep(data, state, method, log);
      screening = done.screening;
      return done.state;
    },
    impute: () => {
      const done = imputeStep(data, state, method, log);
      imputedPoints = done.points;
      return done.state;
    },
    treat: () => {
      const done = treatStep(state, method, log);
      treatment = done.treatment;
      return done.state;
    },
    normalise: () => normaliseStep(data, state, method, log),
  };
  for (const step of method.order ?? indexSteps) {
    state = steps[step]();
    after[step] = { units: state.rows.map((row) => data.units[row]!), table: state.table };
  }
  return {
    units: state.rows.map((row) => data.units[row]!),
    after,
    denominated: after.denominate.table,
    imputed: after.impute.table,
    treated: after.treat.table,
    imputedPoints,
    screening,
    treatment,
    normalised: after.normalise.table,
    finished: state.table,
    log,
  };
}
