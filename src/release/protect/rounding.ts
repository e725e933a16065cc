/**
 * Rounds a group of protected answers.
 *
 * All answers of a group get one common score, the mean of those with a value, rounded to the nearest of a few
 * *anchors*. Among the combinations of answers that are rounded to one anchor, at least three values of each answer
 * (all, if there are fewer) are possible. Anchors depend on the questionnaire, on what is public and on which answers
 * are protected, never on the protected answers; so the choice of anchors reveals nothing. Groups without anchors are
 * withheld.
 */
import type { AnswerLookup } from '../../questionnaire/index.ts';
import { findAnchors, nearest } from './anchors.ts';
import { meansOf } from './means.ts';
import { requiredLevels } from './possible.ts';
import { decode, type GroupItem, type Reach, reachOf } from './reach.ts';

/** Groups with `fewest` to `most` units without a value are published as having `most`. */
type RoundingClass = { readonly fewest: number; readonly most: number; readonly anchors: readonly number[] };

export type Rounding = { readonly units: number; readonly classes: readonly RoundingClass[] };

/** Minimum share of a group's units that must have a value. */
const leastShare = 2 / 3;
export const unitsOf = (items: readonly GroupItem[]): number => new Set(items.map(({ unit }) => unit)).size;

/** Minimum number of units with a value for a group to be published; one alone is never a group. */
export const leastCounted = (units: number): number => Math.max(2, Math.ceil(units * leastShare - 1e-9));

/** @returns null if no published score would protect every answer for all possible answers */
export function roundingOf(items: readonly GroupItem[], known: AnswerLookup): Rounding | null {
  const units = unitsOf(items);
  const least = leastCounted(units);
  if (units < least) return null;
  const reach = reachOf(items, known);
  const avoided = revealingMeans(items, known);
  const classes: RoundingClass[] = [];
  let fewest = 0;
  for (let most = 0; most <= units - least; most += 1) {
    const anchors = findAnchors(items, meansOf(items, reach, { units, fewest, most }), avoided);
    if (anchors === null) continue;
    classes.push({ fewest, most, anchors });
    fewest = most + 1;
  }
  const rounding = { units, classes };
  return classes.length > 0 && protectsWithheld(items, reach, rounding) ? rounding : null;
}

/** @returns the common score and the number of units that count as missing; null if the group is withheld */
export function roundGroup(
  { units, classes }: Rounding,
  counted: number,
  mean: number,
): { score: number; missing: number } | null {
  const missing = units - counted;
  const found = classes.find(({ fewest, most }) => fewest <= missing && missing <= most);
  if (found === undefined) return null;
  return { score: nearest(found.anchors, mean), missing: found.most };
}

/**
 * Whether a group that is withheld because too few of its answers have a value also leaves each answer undetermined.
 */
function protectsWithheld(items: readonly GroupItem[], reach: Reach, { units, classes }: Rounding): boolean {
  const isWithheld = (code: number) => {
    const missing = units - decode(code).counted;
    return !classes.some(({ fewest, most }) => fewest <= missing && missing <= most);
  };
  return items.every(({ cell }) => {
    const open = [...reach.get(cell.id)!.values()].filter((outcomes) => [...outcomes].some(isWithheld));
    return open.length >= requiredLevels(cell);
  });
}

/**
 * For a group of several indicators: means that would leave only one value of an answer if they were taken for the
 * exact mean of its indicator. They are not the score of any answer, so they could be mistaken for an exact mean.
 */
function revealingMeans(items: readonly GroupItem[], known: AnswerLookup): number[] {
  const parts = [...Map.groupBy(items, ({ indicator }) => indicator).values()];
  if (parts.length === 1) return [];
  return parts.flatMap((part) => {
    const units = unitsOf(part);
    const reach = reachOf(part, known);
    return Array.from({ length: units }, (_, missing) =>
      meansOf(part, reach, { units, fewest: missing, most: missing })
        .filter(({ levels }) => levels.some(({ size }) => size < 2))
        .map(({ mean }) => mean),
    ).flat();
  });
}
