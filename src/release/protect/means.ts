/** The means that a group can have, each with the values that each of its answers can have then. */
import { decode, type GroupItem, type Reach } from './reach.ts';

export type GroupMean = {
  readonly mean: number;
  /** Whether the group can have this mean with the largest allowed number of missing units. */
  readonly isExact: boolean;
  /** The possible levels of each item, in the order of the group. */
  readonly levels: readonly ReadonlySet<string>[];
};

/** Means closer than this are equal: they differ only in the order of addition. */
export const tolerance = 1e-6;

/** Returns the means of the outcomes in which `fewest` to `most` of the units have no value, ascending. */
export function meansOf(
  items: readonly GroupItem[],
  reach: Reach,
  { units, fewest, most }: { units: number; fewest: number; most: number },
): GroupMean[] {
  const found = new Map<number, { mean: number; isExact: boolean; levels: Set<string>[] }>();
  for (const [at, { cell }] of items.entries()) {
    for (const [level, outcomes] of reach.get(cell.id)!) {
      for (const code of outcomes) {
        const { counted, weight, points } = decode(code);
        const missing = units - counted;
        if (missing < fewest || missing > most || weight === 0) continue;
        const key = Math.round(points / weight / tolerance);
        const known = found.get(key) ?? { mean: points / weight, isExact: false, levels: items.map(() => new Set()) };
        found.set(key, known);
        known.levels[at]!.add(level);
        if (missing === most) known.isExact = true;
      }
    }
  }
  return [...found.values()].sort((a, b) => a.mean - b.mean);
}
