/** Imputation: a value put where none was reported. Each one is marked; the 2026 assessment imputes nothing. */
import { type Column, present } from './column.ts';
import { meanOf, median } from './moments.ts';

export type Imputation =
  | { readonly by: 'none' }
  | { readonly by: 'mean' | 'median' }
  /** Within the group of each unit; a unit without a group, and a group without a value, stay without one. */
  | { readonly by: 'group_mean' | 'group_median'; readonly groups: readonly (string | null)[] };

export type ImputedColumn = {
  readonly column: (number | null)[];
  /** True where the value was put there; same order as the column. */
  readonly imputed: readonly boolean[];
};

/** @see COINr `i_mean`, `i_median`, `i_mean_grp`, `i_median_grp` */
export function impute(column: Column, how: Imputation): ImputedColumn {
  const centre = how.by.endsWith('median') ? median : (values: Column) => meanOrNull(values);
  const put =
    how.by === 'group_mean' || how.by === 'group_median'
      ? byGroup(column, how.groups, centre)
      : column.map(() => (how.by === 'none' ? null : centre(column)));
  const filled = column.map((value, unit) => value ?? put[unit]!);
  return { column: filled, imputed: column.map((value, unit) => value === null && filled[unit] !== null) };
}

function byGroup(column: Column, groups: readonly (string | null)[], centre: (values: Column) => number | null) {
  const centres = new Map<string, number | null>();
  for (const group of new Set(groups)) {
    if (group !== null) centres.set(group, centre(column.filter((_, unit) => groups[unit] === group)));
  }
  return groups.map((group) => (group === null ? null : (centres.get(group) ?? null)));
}

function meanOrNull(column: Column): number | null {
  const values = present(column);
  return values.length === 0 ? null : meanOf(values);
}
