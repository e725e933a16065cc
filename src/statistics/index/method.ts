/** Data and method of an index. */
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
  /** The tree: indicators at level 1, the index at the highest level. */
  readonly nodes: readonly IndexNode[];
};

/** A step before aggregation, which is always last. */
export const indexSteps = ['denominate', 'screen', 'impute', 'treat', 'normalise'] as const;
export type IndexStep = (typeof indexSteps)[number];

/** A normalisation relative to one unit, given by its code. */
export type IndexNormalisation =
  | Exclude<Normalisation, { by: 'distance_to_reference' | 'steps' }>
  | { readonly by: 'distance_to_reference'; readonly unit: string; readonly cut?: boolean }
  | { readonly by: 'steps'; readonly steps: readonly IndexNormalisation[] };

export type IndexMethod = TreeMethod & {
  /** Each step once; by default in the order of `indexSteps`. */
  readonly order?: readonly IndexStep[];
  readonly denominate: boolean;
  readonly screen: IndexScreening | null;
  readonly impute: {
    readonly by: Imputation['by'];
    /** Name of the grouping, for a group's mean or median. */
    readonly group: string | null;
    /** From the other units, or from the other indicators of the same unit (mean and median only). */
    readonly across?: 'units' | 'indicators';
    /** Only from the indicators under the same aggregate of this level; null for all. */
    readonly level?: number | null;
  };
  /**
   * Null for no outlier treatment. The treatment of an indicator has precedence over the one for all; null excludes
   * the indicator.
   */
  readonly treat: Treatment | null;
  readonly treatEach: ReadonlyMap<string, Treatment | null>;
  /** The normalisation of an indicator has precedence over its row of iMeta, and that over the one for all. */
  readonly normalise: IndexNormalisation;
  /**
   * Parameters from iMeta, one for each indicator. Replications with another normalisation apply it to all
   * indicators.
   */
  readonly normaliseMeta?: ReadonlyMap<string, IndexNormalisation> | null;
  readonly normaliseEach: ReadonlyMap<string, IndexNormalisation>;
};

export type IndexScreening = {
  readonly available: number | null;
  readonly nonZero: number | null;
  /** Minimum share of values within each aggregate of a level; null for no minimum. */
  readonly within: { readonly level: number; readonly available: number } | null;
  /** Units that are kept or excluded regardless of their data. */
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
};
