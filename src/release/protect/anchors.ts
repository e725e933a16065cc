/** Anchors: the few scores to which the mean of a group of protected answers is rounded. */
import { type GroupMean, tolerance } from './means.ts';
import { levelsOf, requiredLevels } from './possible.ts';
import type { GroupItem } from './reach.ts';

/** Minimum distance of two anchors, in points. */
const spacing = 5;
/** Width of the intervals in which anchors are searched if no exact mean leaves every answer undetermined. */
const step = 10;
/** Maximum number of points by which rounding may move a group's mean; a group that needs more is withheld. */
const furthest = 25;

/** The anchor nearest to a mean; the lower one of two at the same distance. */
export const nearest = (anchors: readonly number[], mean: number): number =>
  anchors.reduce((near, anchor) => (Math.abs(anchor - mean) < Math.abs(near - mean) - tolerance ? anchor : near));

/**
 * Finds anchors that leave every answer undetermined.
 *
 * First among the means at which each answer remains undetermined even to a reader who takes the anchor for an exact
 * figure. If these are too few (shares of five are visible in sums of quarters), among the means at which at least
 * two values remain possible. The answers then remain undetermined because other means are rounded to the same
 * anchor.
 *
 * @param means - all means that the group can have
 * @param avoided - means that must not be anchors
 * @returns ascending; null if no set of anchors protects the answers and is near every mean
 */
export function findAnchors(
  items: readonly GroupItem[],
  means: readonly GroupMean[],
  avoided: readonly number[],
): number[] | null {
  if (means.length === 0) return null;
  const isAvoided = (mean: number) => avoided.some((one) => Math.abs(one - mean) < 2 * tolerance);
  const usable = means.filter(({ mean, isExact }) => isExact && !equalsScore(items, mean) && !isAvoided(mean));
  const exact = spaced(usable.filter(({ levels }) => isOpen(items, levels)).map(({ mean }) => mean));
  if (coversAll(exact, means)) return exact;
  const rounded = openOnes(items, means, bestPerStep(items, usable));
  return coversAll(rounded, means) ? rounded : null;
}

/** A mean that equals the score of an answer could be mistaken for that answer. */
const equalsScore = (items: readonly GroupItem[], mean: number): boolean =>
  items.some(({ cell }) =>
    levelsOf(cell).some(({ score }) => score !== null && Math.abs(score - mean) < 2 * tolerance),
  );

const isOpen = (items: readonly GroupItem[], levels: readonly ReadonlySet<string>[]): boolean =>
  items.every(({ cell }, at) => levels[at]!.size >= requiredLevels(cell));

function spaced(means: readonly number[]): number[] {
  const kept: number[] = [];
  for (const mean of means) if (kept.length === 0 || mean - kept.at(-1)! >= spacing - tolerance) kept.push(mean);
  return kept;
}

/** In each interval, the mean that leaves most values of each answer possible. */
function bestPerStep(items: readonly GroupItem[], usable: readonly GroupMean[]): number[] {
  const openness = ({ levels }: GroupMean) =>
    Math.min(...items.map(({ cell }, at) => Math.min(1, levels[at]!.size / requiredLevels(cell))));
  const shows = ({ levels }: GroupMean) => items.some((_, at) => levels[at]!.size < 2);
  const steps = Map.groupBy(
    usable.filter((one) => !shows(one)),
    ({ mean }) => Math.floor(mean / step),
  );
  return [...steps.values()].map((those) => those.reduce((a, b) => (openness(b) > openness(a) ? b : a)).mean);
}

/** Removes anchors until the means rounded to each one leave every answer undetermined. */
function openOnes(items: readonly GroupItem[], means: readonly GroupMean[], anchors: readonly number[]): number[] {
  if (anchors.length < 2) return [];
  const levels = new Map(anchors.map((anchor) => [anchor, items.map(() => new Set<string>())]));
  for (const one of means) {
    const found = levels.get(nearest(anchors, one.mean))!;
    for (const [at, more] of one.levels.entries()) for (const level of more) found[at]!.add(level);
  }
  const shown = anchors.find((anchor) => !isOpen(items, levels.get(anchor)!));
  if (shown === undefined) return [...anchors];
  return openOnes(
    items,
    means,
    anchors.filter((anchor) => anchor !== shown),
  );
}

/**
 * Whether every mean is near an anchor. With fewer than two anchors, the figure would be the same for the lowest and
 * the highest mean.
 */
function coversAll(anchors: readonly number[], means: readonly GroupMean[]): boolean {
  if (anchors.length < 2) return false;
  const stops = [2 * means[0]!.mean - anchors[0]!, ...anchors, 2 * means.at(-1)!.mean - anchors.at(-1)!];
  return stops.every((stop, at) => at === 0 || stop - stops[at - 1]! <= 2 * furthest + tolerance);
}
