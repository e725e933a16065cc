/**
 * Builds a composite indicator from its data, step by step, and keeps the table of each step:
 *
 *   data → denominated → screened → imputed → treated → normalised → aggregated → ranks
 *
 * All but the last two may be in another order. A step that the method omits passes its table on unchanged; the log
 * states which steps were applied.
 */

import { rank } from '../columns/rank.ts';
import type { TreatedColumn } from '../columns/treat.ts';
import { type IndexData, type IndexMethod, type IndexStep, indexSteps } from './method.ts';
import { type Screened, screenStep } from './screening.ts';
import { denominateStep, type IndexState, imputeStep, normaliseStep, treatStep } from './steps.ts';
import { aggregateTable, type NodeColumns } from './up-the-tree.ts';

/** The table after one step, and its units. */
export type StepTable = { readonly units: readonly string[]; readonly table: NodeColumns };

export type BuiltIndex = {
  /** Units that have a score or could have had one: those kept by screening. */
  readonly units: readonly string[];
  /** The table after each step; each names its units, as screening may be any step. */
  readonly after: Readonly<Record<IndexStep, StepTable>>;
  readonly denominated: NodeColumns;
  readonly imputed: NodeColumns;
  readonly treated: NodeColumns;
  /** True if the value was imputed; by code, shape [unit] of `after.impute`. */
  readonly imputedPoints: ReadonlyMap<string, readonly boolean[]>;
  /** Result of screening, one row for each unit before it; null if screening is omitted. */
  readonly screening: Screened | null;
  readonly treatment: ReadonlyMap<string, TreatedColumn>;
  readonly normalised: NodeColumns;
  /** Indicators as aggregated: normalised, unless another step followed. */
  readonly finished: NodeColumns;
  /** The same, with every aggregate. */
  readonly aggregated: NodeColumns;
  /** 1 for the highest, ties sharing the best rank; for every indicator and aggregate. */
  readonly ranks: NodeColumns;
  /** What was applied, omitted or excluded, one sentence per line. */
  readonly log: readonly string[];
};

/**
 * @throws Problem `goalposts_equal` or `mean_not_defined` if the method does not fit the data, `index_levels_differ`
 *   if a mean is given for some levels only, `index_unit_unknown` for a reference that is not a unit,
 *   `index_without_units` if screening excludes all units
 */
export function buildIndex(data: IndexData, method: IndexMethod): BuiltIndex {
  const prepared = normaliseIndex(data, method);
  const aggregated = aggregateTable(data.nodes, prepared.finished, method);
  const ranks = new Map([...aggregated].map(([code, scores]) => [code, rank(scores, { order: 'descending' })]));
  return { ...prepared, aggregated, ranks, log: [...prepared.log, ...scorelessIn(data, aggregated)] };
}

/** An empty column of scores has a cause that its reader would otherwise search for, such as weights of 0. */
function scorelessIn({ nodes }: IndexData, aggregated: NodeColumns): string[] {
  const empty = nodes.filter(({ code, level }) => level > 1 && aggregated.get(code)!.every((score) => score === null));
  return empty.map(({ code }) => `${code} has no score for any unit: see the weights and the values below it`);
}

/** Everything except aggregation, for callers that aggregate in another way. */
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
