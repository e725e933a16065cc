/**
 * Computes several indices of the same items repeatedly with other choices of method.
 *
 * Unlike one index (`replication.ts`) it has no root above its trees, it computes every element and not only the
 * root, and it respects what is published: an element without a published score has none in any replication, although
 * its known items enter the elements above it.
 */

import { median } from '../columns/moments.ts';
import { openSums, type SumList, type SumRoom } from '../numeric/weighted-sum.ts';
import {
  type ScoreTreeDraw,
  type ScoreTreeImputation,
  type ScoreTreeMean,
  type ScoreTreeVariations,
  weightsOf,
} from './score-tree-draw.ts';
import type { ScoreTree } from './score-tree-shape.ts';

export type ScoreTreeData = {
  /** Number of scored units. */
  readonly units: number;
  /** Shape [item × unit], 0 to 100; NaN if there is none. */
  readonly scores: Float64Array;
  /** 1 if an item applies; same shape. An item that applies and has no score is missing. */
  readonly applies: Uint8Array;
  /** Shape [element × unit]: 1 if a score is published. */
  readonly published: Uint8Array;
};

export type ScoreTreeReplicator = {
  /**
   * Computes every element in one replication.
   *
   * @param into - shape [element × unit]; NaN if there is no score
   * @param wanted - indices of the elements to fill in; all by default
   * @returns false if the replication cannot be computed: a geometric or harmonic mean of zero
   */
  readonly replicate: (draw: ScoreTreeDraw, into: Float64Array, wanted?: readonly number[]) => boolean;
  /**
   * The same, faster and on an internal scale: higher is better, and values can be compared with those of another
   * score tree in the same replication.
   *
   * @returns shape [element × stride], valid until the next call; NaN if a published score is lost in this
   *   replication, undefined content if none is published; null if the replication cannot be computed
   */
  readonly compare: (draw: ScoreTreeDraw) => Float64Array | null;
  /** Distance from one element to the next in the result of `compare`: at least the number of units. */
  readonly stride: number;
  /** Scores with the method itself; NaN if there is no score. */
  readonly nominal: Float64Array;
  /** For each element, the units with a published score. */
  readonly published: readonly Int32Array[];
};

export function openScoreTree(
  scoreTree: ScoreTree,
  data: ScoreTreeData,
  vary: ScoreTreeVariations,
): ScoreTreeReplicator {
  const { elements } = scoreTree;
  const { units } = data;
  const published = elements.map((_, at) => placesWhere(data.published, at * units, units, 1));
  const places = elements.map(({ children }) => Int32Array.from(children));
  const carried = openRows(elements.length, units, places, (at) => !elements[at]!.ofItems);
  const tables = tablesOf(scoreTree, data, vary, (items) =>
    openRows(items, units, places, (at) => elements[at]!.ofItems),
  );
  const { stride, values } = carried.room;
  const totals = new Float64Array(units);
  const holes = new Map<number, number[]>();
  const all = [...elements.keys()];
  const run = (draw: ScoreTreeDraw, needed: readonly number[] = all): boolean => {
    const table = tables(draw.imputation, draw.curve);
    const known: Known = { gaps: table.unknown, holes };
    holes.clear();
    for (const at of needed) {
      const { ofItems } = elements[at]!;
      const { room } = ofItems ? table.rows : carried;
      const whole = ofItems
        ? weigh(table.rows, at, places[at]!, draw.weights.items, none, table, totals)
        : weigh(carried, at, places[at]!, draw.weights.elements, draw.leftOut, known, totals);
      for (const unit of table.unknown[at]!) values[at * stride + unit] = 0;
      const into = values.subarray(at * stride, at * stride + units);
      const weighed = { sums: room.sums, totals, least: nothing * whole };
      const lost = finish(weighed, table.known[at]!, ofItems ? 'arithmetic' : draw.mean, draw.mean, into);
      if (lost === null) return false;
      if (lost.length > 0) holes.set(at, lost);
    }
    for (const [at, lost] of holes) for (const unit of lost) values[at * stride + unit] = Number.NaN;
    return true;
  };
  const neededFor = partsBelow(scoreTree, vary);
  const replicate: ScoreTreeReplicator['replicate'] = (draw, into, wanted = all) => {
    if (!run(draw, wanted === all ? all : neededFor(wanted))) return false;
    const back = 100 / (100 - vary.lowest);
    const scoreOf = scoresBack[draw.mean];
    for (const at of wanted) {
      into.fill(Number.NaN, at * units, (at + 1) * units);
      const scored = published[at]!;
      for (let place = 0; place < scored.length; place += 1) {
        const unit = scored[place]!;
        into[at * units + unit] = (scoreOf(values[at * stride + unit]!) - vary.lowest) * back;
      }
    }
    return true;
  };
  const nominal = new Float64Array(elements.length * units);
  const own = { imputation: vary.imputations[0]!, curve: vary.curves[0]!, mean: vary.means[0]!, leftOut: none };
  replicate({ ...own, weights: weightsOf(scoreTree) }, nominal);
  return { replicate, compare: (draw) => (run(draw) ? values : null), stride, nominal, published };
}

/**
 * The wanted elements and everything below them, lowest first. If a score may be 0, those are all elements: a mean that is not
 * defined anywhere fails the whole replication.
 */
function partsBelow({ elements }: ScoreTree, { lowest }: ScoreTreeVariations) {
  let last: { readonly wanted: readonly number[]; readonly needed: readonly number[] } | null = null;
  return (wanted: readonly number[]): readonly number[] => {
    if (last?.wanted === wanted) return last.needed;
    const marked = new Set(lowest > 0 ? wanted : elements.keys());
    for (let at = elements.length - 1; at >= 0; at -= 1)
      if (marked.has(at) && !elements[at]!.ofItems) for (const child of elements[at]!.children) marked.add(child);
    last = { wanted, needed: [...marked].sort((a, b) => a - b) };
    return last.needed;
  };
}

/** No element is left out. */
const none: readonly number[] = [];

/** Rows to be summed, with the list of each element that consists of them. */
type Rows = { readonly room: SumRoom; readonly lists: readonly (SumList | null)[] };

function openRows(rows: number, units: number, places: readonly Int32Array[], isMade: (at: number) => boolean): Rows {
  const listed = places.reduce((sum, own, at) => sum + (isMade(at) ? own.length : 0), 0);
  const room = openSums({ rows, units, sets: 1, listed });
  return { room, lists: places.map((own, at) => (isMade(at) ? room.list(own) : null)) };
}

/** Where values are missing in the summed rows. */
type Known = {
  /** For each row, the units without a value; the stored value is 0 there, so that it can be added without a test. */
  readonly gaps: readonly Int32Array[];
  /** For each row, the units that lost their value in this replication. */
  readonly holes?: ReadonlyMap<number, readonly number[]>;
};

/** Values for one imputation and curve, on the scale from `lowest` to 100. */
type Items = Known & { readonly rows: Rows };

type Table = Items & {
  /** For each element, the units for which something below it is known, and those for which nothing is. */
  readonly known: readonly Int32Array[];
  readonly unknown: readonly Int32Array[];
};

/** Each table is computed when it is first needed. */
function tablesOf(
  { itemWeights, elements }: ScoreTree,
  { units, scores, applies }: ScoreTreeData,
  { lowest }: ScoreTreeVariations,
  openItems: (items: number) => Rows,
) {
  const known = new Map<string, Table>();
  const moved = (score: number, curve: number): number =>
    Number.isNaN(score) ? 0 : lowest + (100 - lowest) * (curve === 1 ? score / 100 : (score / 100) ** curve);
  const isGap = new Uint8Array(scores.length);
  for (let at = 0; at < scores.length; at += 1) if (Number.isNaN(scores[at]!)) isGap[at] = 1;
  const gaps = itemWeights.map((_, item) => placesWhere(isGap, item * units, units, 1));
  /** Of each item; NaN for none. The same for each curve, as they keep the order. */
  let medians: readonly number[] | null = null;
  const mediansOf = () =>
    itemWeights.map((_, item) => {
      const there = scores.subarray(item * units, (item + 1) * units).filter((score) => !Number.isNaN(score));
      return median([...there]) ?? Number.NaN;
    });
  /** The value that replaces a missing answer to an item; NaN for none. */
  const standIn = (item: number, imputation: ScoreTreeImputation): number => {
    if (imputation === 'lowest') return 0;
    medians ??= mediansOf();
    return medians[item]!;
  };
  const tableOf = (imputation: ScoreTreeImputation, curve: number): Table => {
    const key = `${imputation} ${curve}`;
    const before = known.get(key);
    if (before) return before;
    const items = imputation === 'none' ? asGiven(curve) : filled(imputation, curve);
    const table = { ...items, ...knownOf(items.gaps) };
    known.set(key, table);
    return table;
  };
  const asGiven = (curve: number): Items => {
    const rows = openItems(gaps.length);
    const { stride, values } = rows.room;
    for (let item = 0; item < gaps.length; item += 1)
      for (let unit = 0; unit < units; unit += 1)
        values[item * stride + unit] = moved(scores[item * units + unit]!, curve);
    return { rows, gaps };
  };
  /** The given scores with the few missing ones imputed. */
  const filled = (imputation: ScoreTreeImputation, curve: number): Items => {
    const rows = openItems(gaps.length);
    const { stride, values } = rows.room;
    values.set(tableOf('none', curve).rows.room.values);
    const left = gaps.map((own, item) => {
      const put = standIn(item, imputation);
      const stays = own.filter((unit) => Number.isNaN(put) || applies[item * units + unit] !== 1);
      if (stays.length === own.length) return own;
      for (const unit of own) if (applies[item * units + unit] === 1) values[item * stride + unit] = moved(put, curve);
      return stays;
    });
    return { rows, gaps: left };
  };
  /** An element is known for a unit if one of its children is. */
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

/**
 * Sums the weighted values of an element's children, and their weights. All are added, and the weights of the few
 * without a value are subtracted afterwards.
 *
 * @param totals - receives the sums of weights, shape [unit]
 * @returns the weight of all children that are not left out; the sums, shape [unit], are in the room
 */
function weigh(
  { room, lists }: Rows,
  at: number,
  children: Int32Array,
  weights: Float64Array,
  leftOut: readonly number[],
  { gaps, holes }: Known,
  totals: Float64Array,
): number {
  let whole = 0;
  for (let place = 0; place < children.length; place += 1) {
    const child = children[place]!;
    const weight = leftOut.includes(child) ? 0 : weights[child]!;
    room.weights[place] = weight;
    whole += weight;
  }
  room.sum(lists[at]!, 1);
  totals.fill(whole);
  for (let place = 0; place < children.length; place += 1) {
    const child = children[place]!;
    if (leftOut.includes(child)) continue;
    const weight = weights[child]!;
    const without = gaps[child]!;
    for (let gap = 0; gap < without.length; gap += 1) totals[without[gap]!]! -= weight;
    if (holes !== undefined && holes.size > 0) for (const unit of holes.get(child) ?? []) totals[unit]! -= weight;
  }
  return whole;
}

/** Share of the whole weight that may remain of a total, by rounding, when everything was subtracted again. */
const nothing = 1e-9;

/** Sums of weighted values and of weights, shape [unit] each; a total up to `least` is that of no value. */
type Weighed = { readonly sums: Float64Array; readonly totals: Float64Array; readonly least: number };

/**
 * Converts sums to means in the form that the element above adds up: the score, its logarithm, square or another
 * power, such that higher is better; 0 if there is none, so that it can be added without a test.
 *
 * @returns the units that lost their score in this replication, because all their parts were left out; null if the
 *   mean above is not defined for one
 */
function finish(
  { sums, totals, least }: Weighed,
  known: Int32Array,
  by: ScoreTreeMean,
  above: ScoreTreeMean,
  into: Float64Array,
): number[] | null {
  const lost: number[] = [];
  const handOn = handedOn[above];
  const isUndefined = isUndefinedAtZero[above];
  for (let place = 0; place < known.length; place += 1) {
    const unit = known[place]!;
    const total = totals[unit]!;
    if (total <= least) {
      lost.push(unit);
      into[unit] = 0;
      continue;
    }
    const mean = sums[unit]! / total;
    // Already in the form that the element above adds up.
    if (by === above) {
      into[unit] = mean;
      continue;
    }
    // Below 0 only by the rounding of a sum of zeros.
    if (mean < 0 || (mean === 0 && isUndefined)) return null;
    into[unit] = handOn(mean);
  }
  return lost;
}

/** What each mean adds up; its inverse converts it back to a score. Higher stays better. */
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
