/** What an index is built from, and how. */
import type { Column } from '../columns/column.ts';
import type { Imputation } from '../columns/impute.ts';
import type { Normalisation } from '../columns/normalise.ts';
import type { Treatment } from '../columns/treat.ts';
import type { Node } from './tree.ts';
import type { TreeMethod } from './up-the-tree.ts';

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

/** A step before aggregation, which always comes last. */
export const indexSteps = ['denominate', 'screen', 'impute', 'treat', 'normalise'] as const;
export type IndexStep = (typeof indexSteps)[number];

/** A normalisation by the value of one unit, named by its code, before it is looked up. */
export type IndexNormalisation =
  | Exclude<Normalisation, { by: 'distance_to_reference' | 'steps' }>
  | { readonly by: 'distance_to_reference'; readonly unit: string; readonly cut?: boolean }
  | { readonly by: 'steps'; readonly steps: readonly IndexNormalisation[] };

export type IndexMethod = TreeMethod & {
  /** Each step once; in the order of `indexSteps` unless given. */
  readonly order?: readonly IndexStep[];
  readonly denominate: boolean;
  readonly screen: IndexScreening | null;
  readonly impute: {
    readonly by: Imputation['by'];
    /** Name of the grouping, for a group's mean or median. */
    readonly group: string | null;
    /** From the other units, or from the other indicators of the same unit (mean and median only). */
    readonly across?: 'units' | 'indicators';
    /** From the indicators under the same aggregate of this level only; null for all. */
    readonly level?: number | null;
  };
  /** Null leaves outliers alone. An indicator's own treatment comes before the one for all; its null leaves it alone. */
  readonly treat: Treatment | null;
  readonly treatEach: ReadonlyMap<string, Treatment | null>;
  /** An indicator's own way comes before the one from its row of iMeta, and that before the one for all. */
  readonly normalise: IndexNormalisation;
  /** Where the parameters stand in iMeta: one an indicator. Replications with another normalisation have it for all. */
  readonly normaliseMeta?: ReadonlyMap<string, IndexNormalisation> | null;
  readonly normaliseEach: ReadonlyMap<string, IndexNormalisation>;
};

export type IndexScreening = {
  readonly available: number | null;
  readonly nonZero: number | null;
  /** Least share of values within each aggregate of a level; null asks for none. */
  readonly within: { readonly level: number; readonly available: number } | null;
  /** Units that stay, or go, whatever they have. */
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
};
