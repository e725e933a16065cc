/** The few scores to which the mean of a group of protected answers is rounded. */
import { type GroupMean, tolerance } from './means.ts';
import { levelsOf, requiredLevels } from './possible.ts';
import type { GroupItem } from './reach.ts';

/** Least distance of two anchors, in points. */
const spacing = 5;
/** Width of the steps in which anchors are looked for where no exact mean leaves every answer open. */
const step = 10;
/** Most points by which rounding may move a group's mean; what cannot be rounded so is withheld. */
const furthest = 25;

/** The anchor nearest to a mean; of two as near, the lower. */
export const nearest = (anchors: readonly number[], mean: number): number =>
  anchors.reduce((near, anchor) => (Math.abs(anchor - mean) < Math.abs(near - mean) - tolerance ? anchor : near));

/**
 * Finds anchors that leave every answer open.
 *
 * First among the means at which each answer stays open even to a reader who takes the anchor for an exact figure. Where these are
 * too few, as with shares of five that show through sums of quarters, among those at which at least two values stay
 * possible; then the answers stay open because of what else is rounded to the same anchor.
 *
 * @param means - all that the group can have
 * @param avoided - means that are no anchor
 * @returns ascending; null if there are none that protect and lie near every mean
 */
export function findAnchors(
  items: readonly GroupItem[],
  means: readonly GroupMean[],
  avoided: readonly number[],
): number[] | null {
  if (means.length === 0) return null;
  const isAvoided = (mean: number) => avoided.some((one) => Math.abs(one - mean) < 2 * tolerance);
  const usable = means.filter(({ mean, isExact }) => isExact && !isWorth(items, mean) && !isAvoided(mean));
  const exact = spaced(usable.filter(({ levels }) => isOpen(items, levels)).map(({ mean }) => mean));
  if (isNearAll(exact, means)) return exact;
  const rounded = openOnes(items, means, bestPerStep(items, usable));
  return isNearAll(rounded, means) ? rounded : null;
}

/** One that is an answer's own worth would be taken for it. */
const isWorth = (items: readonly GroupItem[], mean: number): boolean =>
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

/** In each step the mean that leaves most values of each answer possible. */
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

/** Leaves out anchors until what is rounded to each leaves every answer open. */
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

/** Whether every mean is near an anchor: a figure that says the same of the lowest and the highest would be none. */
function isNearAll(anchors: readonly number[], means: readonly GroupMean[]): boolean {
  if (anchors.length < 2) return false;
  const stops = [2 * means[0]!.mean - anchors[0]!, ...anchors, 2 * means.at(-1)!.mean - anchors.at(-1)!];
  return stops.every((stop, at) => at === 0 || stop - stops[at - 1]! <= 2 * furthest + tolerance);
}
