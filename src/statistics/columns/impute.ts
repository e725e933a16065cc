/** Imputation: fills in values that were not reported, and marks each one. The 2026 assessment imputes nothing. */
import { type Column, mapPresent, present, rangeOf, unmarked } from './column.ts';
import { meanOf, median } from './moments.ts';

export type Imputation =
  | { readonly by: 'none' }
  | { readonly by: 'mean' | 'median' }
  /** Within the group of each unit. Units without a group, and groups without any value, are not imputed. */
  | { readonly by: 'group_mean' | 'group_median'; readonly groups: readonly (string | null)[] };

export type ImputedColumn = {
  readonly column: Column;
  /** True if the value was imputed; same order as the column. */
  readonly imputed: readonly boolean[];
  /** Number of imputed values. */
  readonly put: number;
};

/** @see COINr `i_mean`, `i_median`, `i_mean_grp`, `i_median_grp` */
export function impute(column: Column, how: Imputation): ImputedColumn {
  // Returned as it is, without a copy: most columns have no gap.
  if (how.by === 'none' || !column.includes(null)) return { column, imputed: unmarked(column.length, false), put: 0 };
  const centre = how.by.endsWith('median') ? median : (values: Column) => meanOrNull(values);
  const isGrouped = how.by === 'group_mean' || how.by === 'group_median';
  const centres = isGrouped ? byGroup(column, how.groups, centre) : null;
  const all = isGrouped ? null : centre(column);
  const filled = column.map((value, unit) => value ?? (centres === null ? all : centres[unit]!));
  return marked(column, filled);
}

function marked(column: Column, filled: Column): ImputedColumn {
  let put = 0;
  const imputed = column.map((value, unit) => {
    const isPut = value === null && filled[unit] !== null;
    if (isPut) put += 1;
    return isPut;
  });
  return { column: filled, imputed, put };
}

function byGroup(column: Column, groups: readonly (string | null)[], centre: (values: Column) => number | null) {
  const members = new Map<string, (number | null)[]>();
  groups.forEach((group, unit) => {
    if (group === null) return;
    const own = members.get(group);
    if (own === undefined) members.set(group, [column[unit]!]);
    else own.push(column[unit]!);
  });
  const centres = new Map([...members].map(([group, own]) => [group, centre(own)]));
  return groups.map((group) => (group === null ? null : (centres.get(group) ?? null)));
}

function meanOrNull(column: Column): number | null {
  const values = present(column);
  return values.length === 0 ? null : meanOf(values);
}

/**
 * Fills the gaps of each unit from its own other indicators: their mean or median, after scaling each to 0 to 1 over
 * the units so that more is better, then scaled back to the indicator's own unit.
 *
 * @param columns - indicators, in their own units
 * @param directions - one for each column
 * @returns one for each column; a unit without any value, and an indicator without any, are not imputed
 * @see COINr `Impute(impute_by = "row", normalise_first = TRUE)`
 */
export function imputeAcross(
  columns: readonly Column[],
  directions: readonly (1 | -1)[],
  by: 'mean' | 'median',
): ImputedColumn[] {
  const centre = by === 'median' ? median : meanOrNull;
  const directed = columns.map((column, at) =>
    column.map((value) => (value === null ? null : value * directions[at]!)),
  );
  const ranges = directed.map((column) => rangeOf(column));
  const shares = directed.map((column, at) => {
    const range = ranges[at]!;
    return range === null ? column : mapPresent(column, (value) => (value - range.low) / (range.high - range.low));
  });
  const put = (columns[0] ?? []).map((_, unit) => centre(shares.map((column) => column[unit]!)));
  return columns.map((column, at) => {
    const range = ranges[at]!;
    const filled = column.map((value, unit) => {
      const share = put[unit]!;
      if (value !== null || share === null || range === null) return value;
      return (share * (range.high - range.low) + range.low) * directions[at]!;
    });
    return marked(column, filled);
  });
}
