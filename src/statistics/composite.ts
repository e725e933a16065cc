/**
 * A composite indicator built from its data, step by step, each step's table kept:
 *
 *   data → denominated → screened → imputed → treated → normalised → aggregated → ranks
 *
 * Steps that a method leaves out pass their table on; the log says which were done and which were not.
 */
import { Problem } from '../problem/index.ts';
import { aggregate, copeland, type Mean } from './aggregate.ts';
import type { Column } from './column.ts';
import { type Imputation, impute } from './impute.ts';
import { direct, type Normalisation, normalise } from './normalise.ts';
import { rank } from './rank.ts';
import { screen } from './screen.ts';
import { type TreatedColumn, type Treatment, treat } from './treat.ts';
import type { Node } from './tree.ts';

export type IndexNode = Node & {
  readonly direction: 1 | -1;
  /** Code of the column that an indicator is divided by, times `scale`; null for none. */
  readonly denominator: string | null;
  readonly scale: number;
};

export type IndexData = {
  readonly units: readonly string[];
  /** Indicators and denominators by code; shape [unit]. */
  readonly columns: ReadonlyMap<string, Column>;
  /** Groups of units by the name of the grouping; shape [unit]. */
  readonly groups: ReadonlyMap<string, readonly (string | null)[]>;
  /** The tree, indicators at level 1, the index at the highest. */
  readonly nodes: readonly IndexNode[];
};

export type LevelMean = (Mean | { readonly by: 'copeland' }) & { readonly leastShare: number | null };

export type IndexMethod = {
  readonly denominate: boolean;
  readonly screen: {
    readonly available: number | null;
    readonly nonZero: number | null;
    /** Least share of values within each aggregate of a level; null asks for none. */
    readonly within: { readonly level: number; readonly available: number } | null;
  } | null;
  readonly impute: { readonly by: Imputation['by']; readonly group: string | null };
  /** Null leaves outliers alone. An indicator's own treatment stands before the one for all; its null leaves it alone. */
  readonly treat: Treatment | null;
  readonly treatEach: ReadonlyMap<string, Treatment | null>;
  readonly normalise: Normalisation;
  readonly normaliseEach: ReadonlyMap<string, Normalisation>;
  /** Weights by code, in place of the tree's; null for the tree's. */
  readonly weights: ReadonlyMap<string, number> | null;
  /** One for all levels, or one a level from level 2 up. */
  readonly aggregate: readonly LevelMean[];
};

export type Table = ReadonlyMap<string, Column>;

export type BuiltIndex = {
  readonly units: readonly string[];
  readonly denominated: Table;
  readonly imputed: Table;
  readonly treated: Table;
  readonly treatment: ReadonlyMap<string, TreatedColumn>;
  readonly normalised: Table;
  /** Indicators, normalised, and every aggregate. */
  readonly aggregated: Table;
  /** 1 for the highest, ties sharing the best place; every indicator and aggregate. */
  readonly ranks: Table;
  /** What was done, left out or set aside, a sentence a line. */
  readonly log: readonly string[];
};

/**
 * @throws Problem `goalposts_equal` or `mean_not_defined` where the method does not fit the data,
 *   `index_levels_differ` where a mean is given for some levels only
 */
export function buildIndex(data: IndexData, method: IndexMethod): BuiltIndex {
  const log: string[] = [];
  const indicators = data.nodes.filter(({ level }) => level === 1);
  const denominated = denominate(data, indicators, method, log);
  const stays = screened(data, denominated, method, log);
  const kept = <T>(column: readonly T[]): T[] => column.filter((_, unit) => stays[unit]);
  const imputed = imputeTable(
    data,
    new Map([...denominated].map(([code, column]) => [code, kept(column)])),
    kept,
    method,
    log,
  );
  const treatment = treatTable(imputed, method, log);
  const treated = new Map([...treatment].map(([code, { column }]) => [code, column]));
  const normalised = normaliseTable(indicators, treated, method);
  const aggregated = aggregateTable(data.nodes, normalised, method);
  const ranks = new Map([...aggregated].map(([code, scores]) => [code, rank(scores, { order: 'descending' })]));
  const units = data.units.filter((_, unit) => stays[unit]);
  return { units, denominated, imputed, treated, treatment, normalised, aggregated, ranks, log };
}

function denominate(
  data: IndexData,
  indicators: readonly IndexNode[],
  { denominate: asked }: IndexMethod,
  log: string[],
) {
  const divided = indicators.filter(({ denominator }) => asked && denominator !== null);
  log.push(asked ? `denominated ${divided.length} of ${indicators.length} indicators` : 'denomination left out');
  return new Map(
    indicators.map(({ code, denominator, scale }) => {
      const column = data.columns.get(code)!;
      if (!asked || denominator === null) return [code, column];
      const by = data.columns.get(denominator)!;
      const share = (value: number | null, unit: number) => {
        const below = by[unit] ?? null;
        if (value === null || below === null || below === 0) return null;
        return value / (below / scale);
      };
      return [code, column.map(share)];
    }),
  );
}

function screened(data: IndexData, table: Table, { screen: least }: IndexMethod, log: string[]): boolean[] {
  const all = [...table.values()];
  if (least === null) {
    log.push('screening left out');
    return data.units.map(() => true);
  }
  const stays = screen(all, least);
  if (least.within !== null) {
    const { level, available } = least.within;
    for (const { code } of data.nodes.filter((node) => node.level === level)) {
      const below = indicatorsUnder(data.nodes, code).map((indicator) => table.get(indicator)!);
      screen(below, { available, nonZero: null }).forEach((enough, unit) => {
        stays[unit] &&= enough;
      });
    }
  }
  const left = data.units.filter((_, unit) => !stays[unit]);
  log.push(left.length === 0 ? 'screening set no unit aside' : `screening set aside ${left.join(', ')}`);
  return stays;
}

/** Codes of the indicators below a node, in the order of the tree. */
export function indicatorsUnder(nodes: readonly Node[], code: string): string[] {
  return nodes
    .filter(({ parent }) => parent === code)
    .flatMap((child) => (child.level === 1 ? [child.code] : indicatorsUnder(nodes, child.code)));
}

function imputeTable(
  data: IndexData,
  table: Table,
  kept: <T>(column: readonly T[]) => T[],
  { impute: how }: IndexMethod,
  log: string[],
): Table {
  const groups = how.group === null ? null : data.groups.get(how.group);
  let put = 0;
  const imputed = new Map(
    [...table].map(([code, column]) => {
      const filled = impute(
        column,
        how.by === 'group_mean' || how.by === 'group_median'
          ? { by: how.by, groups: kept(groups ?? []) }
          : { by: how.by },
      );
      put += filled.imputed.filter(Boolean).length;
      return [code, filled.column];
    }),
  );
  log.push(how.by === 'none' ? 'imputation left out' : `imputed ${put} values by ${how.by}`);
  return imputed;
}

function treatTable(table: Table, method: IndexMethod, log: string[]): Map<string, TreatedColumn> {
  const treated = new Map(
    [...table].map(([code, column]) => {
      const own = method.treatEach.has(code) ? method.treatEach.get(code)! : method.treat;
      return [code, own === null ? leftAlone(column) : treat(column, own)] as const;
    }),
  );
  const changed = [...treated].filter(([, { points }]) => points.some((point) => point !== null)).map(([code]) => code);
  if (method.treat === null && method.treatEach.size === 0) log.push('treatment of outliers left out');
  else log.push(changed.length === 0 ? 'no outliers to treat' : `treated outliers of ${changed.join(', ')}`);
  return treated;
}

function leftAlone(column: Column): TreatedColumn {
  return {
    column: [...column],
    before: { skew: null, kurtosis: null, passes: true },
    afterWinsorising: null,
    afterTransforming: null,
    winsorised: 0,
    transformed: false,
    points: column.map(() => null),
  };
}

function normaliseTable(indicators: readonly IndexNode[], table: Table, method: IndexMethod): Table {
  return new Map(
    indicators.map(({ code, direction }) => [
      code,
      normalise(direct(table.get(code)!, direction), method.normaliseEach.get(code) ?? method.normalise),
    ]),
  );
}

/** Every aggregate of the tree from normalised indicators, level by level. */
export function aggregateTable(
  nodes: readonly Node[],
  normalised: Table,
  method: Pick<IndexMethod, 'aggregate' | 'weights'>,
): Table {
  const table = new Map(normalised);
  const highest = Math.max(...nodes.map(({ level }) => level));
  if (method.aggregate.length !== 1 && method.aggregate.length !== highest - 1) {
    throw new Problem('index_levels_differ', 'aggregate', { given: method.aggregate.length, levels: highest - 1 });
  }
  for (let level = 2; level <= highest; level += 1) {
    const how = method.aggregate.length === 1 ? method.aggregate[0]! : method.aggregate[level - 2]!;
    for (const { code } of nodes.filter((node) => node.level === level)) {
      const below = nodes.filter(({ parent }) => parent === code);
      const columns = below.map((child) => table.get(child.code)!);
      const weights = below.map((child) => method.weights?.get(child.code) ?? child.weight);
      table.set(
        code,
        how.by === 'copeland' ? copeland(columns, weights) : aggregate(columns, weights, how, how.leastShare),
      );
    }
  }
  return table;
}
