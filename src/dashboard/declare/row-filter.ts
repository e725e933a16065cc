/** Conditions on the rows of a mart. */
import type { DatasetValue } from '../release.ts';

/** A literal, `$name` for a parameter of the page, or a list of which any value matches. */
export type Wanted =
  | DatasetValue
  | readonly DatasetValue[]
  | { readonly not: DatasetValue | readonly DatasetValue[] }
  | { readonly known: boolean }
  | { readonly above: number };
export type RowFilter = Readonly<Record<string, Wanted>>;
