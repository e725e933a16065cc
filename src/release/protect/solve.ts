/**
 * Simulates a reader who takes every published mean for an exact one, although it is rounded: tries all values that
 * the answers of each mean can have, and keeps those that every mean allows.
 */

/** A published mean: of the unknowns, `counted` have a value, and their weighted scores sum to `points`. */
export type Equation = {
  /** The figure that it is read from. */
  readonly figure: string;
  readonly terms: readonly { readonly unknown: string; readonly weight: number }[];
  readonly counted: number;
  readonly points: number;
};

/** The scores that each unknown can have. */
export type Domains = ReadonlyMap<string, readonly number[]>;

/** Minimum number of scores of an unknown that must remain; all of them if there are fewer. */
const leastLeft = 3;
/** Sums are integers; one point is this many units. */
const unit = 1000;
/**
 * Precision with which a mean is read, in points: to its last digit, which thirds make inexact, and to one decimal,
 * as pages show it.
 */
const readings = [0.002, 0.1];
/** With more sums than this, nearly every value can be reached, and nothing would be narrowed. */
const mostSums = 200_000;
/**
 * A sum also encodes how many of its terms are missing, each as this much: where all sums are below the smaller place,
 * they are small integers, with which sets are several times as fast.
 */
const missingPlaces = { small: 2 ** 24, large: 2 ** 32 };
const mostMissing = 64;

/**
 * Returns the unknowns of which too few scores remain: from one figure alone, or from all together, in either order.
 *
 * An equation without a solution shows only that the figure is rounded, and is skipped.
 */
export function narrowed(domains: Domains, equations: readonly Equation[], known: KnownSums = new Map()): Set<string> {
  const found = new Set<string>();
  for (const exactness of readings) {
    let isNarrowed = false;
    const read = (those: readonly Equation[]) => {
      for (const [unknown, left] of solve(domains, those, { exactness, known })) {
        const all = domains.get(unknown)!.length;
        isNarrowed ||= left.length < all;
        if (left.length < Math.min(leastLeft, all)) found.add(unknown);
      }
    };
    for (const one of equations) read([one]);
    // If no single figure narrows anything, all together do not either.
    if (isNarrowed) for (const all of [equations, equations.toReversed()]) read(all);
  }
  return found;
}

type CellReading = { readonly exactness: number; readonly known: KnownSums };
type Sums = {
  /** All sums of the first 0, 1, 2 … terms. */
  readonly before: readonly ReadonlySet<number>[];
  /** The sorted sums of all terms. */
  readonly whole: Float64Array;
  /** What each term can add where the whole is a sum, by the sum and how far from it the whole may be; null without a solution. */
  readonly solved: Map<string, readonly ReadonlySet<number>[] | null>;
  /** Null if there are too many. */
} | null;
/** Cache of sums by their terms, which are the same for every country that protects the same answers. */
export type KnownSums = Map<string, Sums>;

/** Removes from each domain what no equation allows, until nothing changes. */
function solve(domains: Domains, equations: readonly Equation[], reading: CellReading): Map<string, readonly number[]> {
  const left = new Map(domains);
  for (let again = true; again; ) {
    again = false;
    for (const equation of equations) {
      const kept = allowed(equation, left, reading);
      if (kept === null) continue;
      for (const [at, { unknown }] of equation.terms.entries()) {
        if (kept[at]!.length === left.get(unknown)!.length) continue;
        left.set(unknown, kept[at]!);
        again = true;
      }
    }
  }
  return left;
}

/** The scores of each term with which the equation can hold; null if it has no solution. */
function allowed(
  { terms, counted, points }: Equation,
  domains: Domains,
  { exactness, known }: CellReading,
): (readonly number[])[] | null {
  const options = terms.map(({ unknown, weight }) => optionsOf(domains.get(unknown)!, weight));
  const missing = terms.length - counted;
  const weight = terms.reduce((sum, term) => sum + term.weight, 0);
  const tolerance = Math.ceil(exactness * weight * unit);
  const sought = Math.round(points * unit);
  const most = options.reduce((sum, { greatest }) => sum + greatest, 0);
  const isSmall = missing < mostMissing && Math.max(most, sought) + tolerance < missingPlaces.small;
  const place = isSmall ? missingPlaces.small : missingPlaces.large;
  const key = `${place} ${missing} ${options.map(({ text }) => text).join(';')}`;
  const sums = known.get(key) ?? sumsBefore(options, missing, place);
  known.set(key, sums);
  if (sums === null) return null;
  const asked = `${sought} ${tolerance}`;
  const before = sums.solved.get(asked);
  const solved =
    before === undefined ? codesThatSolve(sums, options, place, missing * place + sought, tolerance) : before;
  sums.solved.set(asked, solved);
  if (solved === null) return null;
  return options.map(({ scores, codes, distinct }, at) =>
    solved[at]!.size === distinct.length ? scores : scores.filter((_, nth) => solved[at]!.has(codes[nth]!)),
  );
}

/** What each term adds to any of the sums that are near the sought one; null if none is. */
function codesThatSolve(
  sums: NonNullable<Sums>,
  options: readonly Options[],
  place: number,
  target: number,
  tolerance: number,
): readonly ReadonlySet<number>[] | null {
  let alive: ReadonlySet<number> = new Set(within(sums.whole, target - tolerance, target + tolerance));
  if (alive.size === 0) return null;
  const solved: ReadonlySet<number>[] = [];
  for (let at = options.length - 1; at >= 0; at -= 1) {
    const { before, possible } = stepBack(sums.before[at]!, alive, options[at]!.distinct, place);
    solved[at] = possible;
    alive = before;
  }
  return solved;
}

/** The scores of a term, and what each adds to the sum, as an integer. */
type Options = {
  readonly scores: readonly number[];
  readonly codes: readonly number[];
  readonly distinct: readonly number[];
  readonly greatest: number;
  /** The codes, as the key of a cache. */
  readonly text: string;
};

const optionsOfScores = new WeakMap<readonly number[], Map<number, Options>>();

/** @param scores - without repetitions, as in every domain */
function optionsOf(scores: readonly number[], weight: number): Options {
  const ofScores = optionsOfScores.get(scores) ?? new Map<number, Options>();
  optionsOfScores.set(scores, ofScores);
  const found = ofScores.get(weight);
  if (found !== undefined) return found;
  const codes = scores.map((score) => Math.round(weight * score * unit));
  const options = { scores, codes, distinct: [...new Set(codes)], greatest: Math.max(0, ...codes), text: codes.join() };
  ofScores.set(weight, options);
  return options;
}

/**
 * Steps back by one term: the sums from which the term leads to a reachable sum, and the codes that do so. Iterates
 * over the smaller set.
 */
function stepBack(sums: ReadonlySet<number>, alive: ReadonlySet<number>, codes: readonly number[], place: number) {
  const before = new Set<number>();
  const possible = new Set<number>();
  if (sums.size < alive.size) {
    for (const sum of sums) {
      if (alive.has(sum + place)) before.add(sum);
      for (const code of codes) {
        if (!alive.has(sum + code)) continue;
        before.add(sum);
        possible.add(code);
      }
    }
  } else {
    for (const sum of alive) {
      if (sums.has(sum - place)) before.add(sum - place);
      for (const code of codes) {
        if (!sums.has(sum - code)) continue;
        before.add(sum - code);
        possible.add(code);
      }
    }
  }
  return { before, possible };
}

/** The part of a sorted array from one number to another. */
function within(all: Float64Array, from: number, to: number): Float64Array {
  let low = 0;
  for (let high = all.length; low < high; ) {
    const middle = (low + high) >> 1;
    if (all[middle]! < from) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (end < all.length && all[end]! <= to) end += 1;
  return all.subarray(low, end);
}

/** @param place - what a sum is increased by for each of its terms that is missing */
function sumsBefore(options: readonly Options[], missing: number, place: number): Sums {
  const all: ReadonlySet<number>[] = [new Set([0])];
  for (const { distinct } of options) {
    const next = new Set<number>();
    for (const sum of all.at(-1)!) {
      if (sum < missing * place) next.add(sum + place);
      for (const code of distinct) next.add(sum + code);
    }
    if (next.size > mostSums) return null;
    all.push(next);
  }
  return { before: all, whole: Float64Array.from(all.at(-1)!).sort(), solved: new Map() };
}
