/**
 * Several indices side by side, made of the same items, computed again and again under other choices of method.
 *
 * Unlike one index (`replication.ts`) it has no root above its trees, it gives every element and not the root alone, and
 * it keeps to what is published: an element without a published score has none in any replication, though what is known of
 * it enters what stands above it.
 */

import { median } from '../columns/moments.ts';
import {
  type ScoreTreeDraw,
  type ScoreTreeImputation,
  type ScoreTreeMean,
  type ScoreTreeVariations,
  weightsOf,
} from './score-tree-draw.ts';
import type { ScoreTree } from './score-tree-shape.ts';

export type ScoreTreeData = {
  /** How many are scored. */
  readonly units: number;
  /** Shape [item × unit], 0 to 100; NaN where there is none. */
  readonly scores: Float64Array;
  /** 1 where an item applies; same shape. What applies and has no score is missing. */
  readonly applies: Uint8Array;
  /** Shape [element × unit]: 1 where a score is published. */
  readonly published: Uint8Array;
};

export type ScoreTreeReplicator = {
  /**
   * Every element under a draw.
   *
   * @param into - shape [element × unit]; NaN where there is no score
   * @param wanted - places of the elements that are filled in; all unless given
   * @returns false where the draw cannot be computed: a geometric or harmonic mean of zero
   */
  readonly replicate: (draw: ScoreTreeDraw, into: Float64Array, wanted?: readonly number[]) => boolean;
  /**
   * The same in less time, on a scale of its own: higher is better, and what it gives can be compared with what another
   * score tree gives under the same draw.
   *
   * @returns shape [element × unit], good until the next call; NaN where a published score is lost in this draw, anything
   *   where none is published; null where the draw cannot be computed
   */
  readonly compare: (draw: ScoreTreeDraw) => Float64Array | null;
  /** Under the method itself; NaN where there is no score. */
  readonly nominal: Float64Array;
  /** Of each element the units with a published score. */
  readonly published: readonly Int32Array[];
};

export function openScoreTree(
  scoreTree: ScoreTree,
  data: ScoreTreeData,
  vary: ScoreTreeVariations,
): ScoreTreeReplicator {
  const tables = tablesOf(scoreTree, data, vary);
  const { units } = data;
  const published = scoreTree.elements.map((_, at) => placesWhere(data.published, at * units, units, 1));
  const places = scoreTree.elements.map(({ children }) => Int32Array.from(children));
  const room: Room = {
    sums: new Float64Array(units),
    totals: new Float64Array(units),
    carried: new Float64Array(scoreTree.elements.length * units),
    holes: new Map(),
  };
  const run = (draw: ScoreTreeDraw): boolean => {
    const table = tables(draw.imputation, draw.curve);
    const below: Items = { values: room.carried, gaps: table.unknown };
    room.holes.clear();
    for (let at = 0; at < scoreTree.elements.length; at += 1) {
      const { ofItems } = scoreTree.elements[at]!;
      if (ofItems) weigh(room, table, places[at]!, draw.weights.items, none);
      else weigh(room, below, places[at]!, draw.weights.elements, draw.leftOut);
      for (const unit of table.unknown[at]!) room.carried[at * units + unit] = 0;
      if (!finish(room, at, table.known[at]!, ofItems ? 'arithmetic' : draw.mean, draw.mean)) return false;
    }
    for (const [at, lost] of room.holes) for (const unit of lost) room.carried[at * units + unit] = Number.NaN;
    return true;
  };
  const all = [...scoreTree.elements.keys()];
  const replicate: ScoreTreeReplicator['replicate'] = (draw, into, wanted = all) => {
    if (!run(draw)) return false;
    const back = 100 / (100 - vary.lowest);
    for (const at of wanted) {
      into.fill(Number.NaN, at * units, (at + 1) * units);
      for (const unit of published[at]!)
        into[at * units + unit] = (scoreOf(room.carried[at * units + unit]!, draw.mean) - vary.lowest) * back;
    }
    return true;
  };
  const nominal = new Float64Array(scoreTree.elements.length * units);
  const own = { imputation: vary.imputations[0]!, curve: vary.curves[0]!, mean: vary.means[0]!, leftOut: none };
  replicate({ ...own, weights: weightsOf(scoreTree) }, nominal);
  return { replicate, compare: (draw) => (run(draw) ? room.carried : null), nominal, published };
}

/** No element is left out. */
const none: readonly number[] = [];

/** Values under one imputation and curve, on the scale from `lowest` to 100. */
type Items = {
  /** 0 where there is none, so that it can be added without asking. */
  readonly values: Float64Array;
  /** Of each item the units that have none. */
  readonly gaps: readonly Int32Array[];
};

type Table = Items & {
  /** Of each element the units of which something is known below it, and those of which nothing is. */
  readonly known: readonly Int32Array[];
  readonly unknown: readonly Int32Array[];
};

/** Each table is made when it is first asked for. */
function tablesOf(
  { itemWeights, elements }: ScoreTree,
  { units, scores, applies }: ScoreTreeData,
  { lowest }: ScoreTreeVariations,
) {
  const known = new Map<string, Table>();
  const moved = (score: number, curve: number): number =>
    Number.isNaN(score) ? 0 : lowest + (100 - lowest) * (curve === 1 ? score / 100 : (score / 100) ** curve);
  const isGap = new Uint8Array(scores.length);
  for (let at = 0; at < scores.length; at += 1) if (Number.isNaN(scores[at]!)) isGap[at] = 1;
  const gaps = itemWeights.map((_, item) => placesWhere(isGap, item * units, units, 1));
  /** What stands for a missing answer to an item; NaN for nothing. */
  const standIn = (item: number, imputation: ScoreTreeImputation): number => {
    if (imputation === 'lowest') return 0;
    const there = scores.subarray(item * units, (item + 1) * units).filter((score) => !Number.isNaN(score));
    return median([...there]) ?? Number.NaN;
  };
  const tableOf = (imputation: ScoreTreeImputation, curve: number): Table => {
    const key = `${imputation} ${curve}`;
    const before = known.get(key);
    if (before) return before;
    const items = imputation === 'none' ? { values: asGiven(curve), gaps } : filled(imputation, curve);
    const table = { ...items, ...knownOf(items.gaps) };
    known.set(key, table);
    return table;
  };
  const asGiven = (curve: number) => scores.map((score) => moved(score, curve));
  /** The given scores with the few that are missing put in. */
  const filled = (imputation: ScoreTreeImputation, curve: number): Items => {
    const values = tableOf('none', curve).values.slice();
    const left = gaps.map((own, item) => {
      const put = standIn(item, imputation);
      const stays = own.filter((unit) => Number.isNaN(put) || applies[item * units + unit] !== 1);
      if (stays.length === own.length) return own;
      for (const unit of own) if (applies[item * units + unit] === 1) values[item * units + unit] = moved(put, curve);
      return stays;
    });
    return { values, gaps: left };
  };
  /** An element is known of where one of its children is. */
  const knownOf = (itemGaps: readonly Int32Array[]): Pick<Table, 'known' | 'unknown'> => {
    const marks = new Uint8Array(elements.length * units);
    const isItem = new Uint8Array(itemGaps.length * units).fill(1);
    for (const [item, without] of itemGaps.entries()) for (const unit of without) isItem[item * units + unit] = 0;
    for (const [at, { children, ofItems }] of elements.entries()) {
      const below = ofItems ? isItem : marks;
      for (const child of children)
        for (let unit = 0; unit < units; unit += 1) marks[at * units + unit]! |= below[child * units + unit]!;
    }
    const places = (mark: number) => elements.map((_, at) => placesWhere(marks, at * units, units, mark));
    return { known: places(1), unknown: places(0) };
  };
  return tableOf;
}

function placesWhere(marks: Uint8Array, from: number, count: number, mark: number): Int32Array {
  const places: number[] = [];
  for (let at = 0; at < count; at += 1) if (marks[from + at] === mark) places.push(at);
  return Int32Array.from(places);
}

type Room = {
  readonly sums: Float64Array;
  readonly totals: Float64Array;
  /**
   * What an element hands on to the one above it: its score, its logarithm, square or another power, so that higher is
   * better; 0 where there is none, so that it can be added without asking.
   */
  readonly carried: Float64Array;
  /** Of an element the units that lost their score in this replication, as all that it is made of was left out. */
  readonly holes: Map<number, number[]>;
};

/**
 * Sums the weighted values of children, and their weights. All are added, and the weights of the few that have no value
 * are taken off afterwards.
 */
function weigh(
  room: Room,
  { values, gaps }: Items,
  children: Int32Array,
  weights: Float64Array,
  leftOut: readonly number[],
): void {
  const { sums, totals, holes } = room;
  const units = sums.length;
  const ofElements = values === room.carried;
  let whole = 0;
  sums.fill(0);
  let at = 0;
  for (; at + 4 <= children.length; at += 4) {
    const [a, b, c, d] = [children[at]!, children[at + 1]!, children[at + 2]!, children[at + 3]!];
    const p = leftOut.includes(a) ? 0 : weights[a]!;
    const q = leftOut.includes(b) ? 0 : weights[b]!;
    const r = leftOut.includes(c) ? 0 : weights[c]!;
    const s = leftOut.includes(d) ? 0 : weights[d]!;
    whole += p + q + r + s;
    addFour(sums, values, a * units, b * units, c * units, d * units, p, q, r, s);
  }
  for (; at < children.length; at += 1) {
    const child = children[at]!;
    const weight = leftOut.includes(child) ? 0 : weights[child]!;
    whole += weight;
    addOne(sums, values, child * units, weight);
  }
  totals.fill(whole);
  for (let place = 0; place < children.length; place += 1) {
    const child = children[place]!;
    if (leftOut.includes(child)) continue;
    const weight = weights[child]!;
    const without = gaps[child]!;
    for (let gap = 0; gap < without.length; gap += 1) totals[without[gap]!]! -= weight;
    if (ofElements && holes.size > 0) for (const unit of holes.get(child) ?? []) totals[unit]! -= weight;
  }
}

/** Four at a time: the sums are then read and written a quarter as often. */
function addFour(
  sums: Float64Array,
  values: Float64Array,
  a: number,
  b: number,
  c: number,
  d: number,
  p: number,
  q: number,
  r: number,
  s: number,
): void {
  for (let unit = 0; unit < sums.length; unit += 1)
    sums[unit]! += p * values[a + unit]! + q * values[b + unit]! + r * values[c + unit]! + s * values[d + unit]!;
}

function addOne(sums: Float64Array, values: Float64Array, from: number, weight: number): void {
  for (let unit = 0; unit < sums.length; unit += 1) sums[unit]! += weight * values[from + unit]!;
}

/** What may be left of a total when all that entered it was taken off again. */
const nothing = 1e-9;

/** Makes means of sums, as they are handed on. False where the mean above is not defined for one. */
function finish(
  { sums, totals, carried, holes }: Room,
  at: number,
  known: Int32Array,
  by: ScoreTreeMean,
  above: ScoreTreeMean,
): boolean {
  const base = at * sums.length;
  for (let place = 0; place < known.length; place += 1) {
    const unit = known[place]!;
    const total = totals[unit]!;
    if (total < nothing) {
      const lost = holes.get(at) ?? [];
      lost.push(unit);
      holes.set(at, lost);
      carried[base + unit] = 0;
      continue;
    }
    const mean = sums[unit]! / total;
    // What was handed on already stands as it is handed on.
    if (by === above) {
      carried[base + unit] = mean;
      continue;
    }
    // Under 0 only by what a sum of zeros leaves.
    if (mean < 0 || (mean === 0 && isUndefinedAtZero[above])) return false;
    carried[base + unit] = handedOn[above](mean);
  }
  return true;
}

/** What each mean adds up; its inverse makes a score of it again. Higher stays better. */
const handedOn: Readonly<Record<ScoreTreeMean, (score: number) => number>> = {
  arithmetic: (score) => score,
  geometric: Math.log,
  harmonic: (score) => -1 / score,
  quadratic: (score) => score * score,
  cubic: (score) => score ** 3,
};

const isUndefinedAtZero: Readonly<Record<ScoreTreeMean, boolean>> = {
  arithmetic: false,
  geometric: true,
  harmonic: true,
  quadratic: false,
  cubic: false,
};

const scoresBack: Readonly<Record<ScoreTreeMean, (carried: number) => number>> = {
  arithmetic: (carried) => carried,
  geometric: Math.exp,
  harmonic: (carried) => -1 / carried,
  quadratic: Math.sqrt,
  cubic: Math.cbrt,
};

const scoreOf = (carried: number, mean: ScoreTreeMean): number => scoresBack[mean](carried);
