/**
 * Uncertainty intervals of a score tree's scores and ranks: how much they change with the choices of method. This is
 * sensitivity to the method, not measurement error, and is labelled so wherever it is shown.
 */

import { type Ranks, rankInto, rankingRoom, roomForRanks } from '../columns/standing.ts';
import { returnTables } from '../numeric/memory.ts';
import { bandOf } from './band.ts';
import { openScoreTree, type ScoreTreeData } from './score-tree.ts';
import { type ScoreTreeVariations, scoreTreeChoiceOf, scoreTreeDraws } from './score-tree-draw.ts';
import { type ScoreTree, tieOfScores } from './score-tree-shape.ts';
import { eachColumn } from './table-columns.ts';

export type ScoreTreeRun = {
  readonly replications: number;
  readonly seed: number;
  /** False if no ranks are wanted; their intervals are then empty. True by default. */
  readonly ranks?: boolean;
  /** Number of first replications whose scores are returned; 0 by default. */
  readonly keep?: number;
};

export type ScoreTreeBands = {
  /** Numbers of the replications that could not be computed; the intervals exclude them. */
  readonly failed: readonly number[];
  /** Shape [reported element × unit]; NaN if there is no score in any replication. */
  readonly score: BandColumns;
  /**
   * 1 for the highest, ties sharing the best rank. Ranks are integers that occurred: the ends are rounded outward, so
   * that the interval contains 90 % of the replications, and the median is the best rank that half of the
   * replications reach.
   */
  readonly rank: BandColumns;
  /** Number of replications in which it has a score; same shape. */
  readonly counted: Int32Array;
  /** Scores of the first `keep` replications; shape [replication × reported element × unit]. */
  readonly kept: Float64Array;
  /**
   * Intervals of the mean over the units of each group, computed in each replication; shape [reported element ×
   * group].
   */
  readonly groups: BandColumns;
};

/** The 5th, 50th and 95th percentile; for scores by linear interpolation between order statistics. */
export type BandColumns = {
  readonly low: Float64Array;
  readonly median: Float64Array;
  readonly high: Float64Array;
};

/**
 * @param reported - indices of the elements whose intervals are wanted
 * @param groups - units whose mean has its own interval: one choice of method moves all units together, so it cannot
 *   be computed from their intervals
 * @param most - bytes of the scores that are kept at a time, from which trees are computed one after the other
 */
export function scoreTreeBands(
  scoreTree: ScoreTree,
  data: ScoreTreeData,
  vary: ScoreTreeVariations,
  { replications, seed, ranks: wantsRanks = true, keep = 0 }: ScoreTreeRun,
  reported: readonly number[],
  groups: readonly (readonly number[])[] = [],
  most = mostOfPass,
): ScoreTreeBands {
  const { units } = data;
  const size = reported.length * units;
  const { replicate } = openScoreTree(scoreTree, data, vary);
  const found = {
    score: emptyBands(size),
    rank: emptyBands(size),
    counted: new Int32Array(size),
    kept: new Float64Array(size * keep),
    groups: emptyBands(reported.length * groups.length),
  };
  let failed: readonly number[] = [];
  for (const rows of passesOf(scoreTree, reported, 8 * units * replications, most)) {
    const own = rows.map((row) => reported[row]!);
    const run = { replications, seed, ranks: wantsRanks };
    const pass = replicated(scoreTree, vary, run, own, { units, replicate });
    const { scores, ranks } = pass;
    const shape = { rows: rows.length, units, replications };
    putBands(found, bandsOf(scores, ranks, shape), { rows, units });
    putRows(found.groups, groupBands(scores, shape, groups), rows, groups.length);
    putKept(found.kept, scores, { rows, units }, { rows: reported.length, count: keep });
    returnTables(scores, ranks);
    // The same in each pass, as all elements are computed if one of them may fail.
    failed = pass.failed;
  }
  return { failed, ...found };
}

/** Bytes of a pass's scores: with more, elements without common parts have passes of their own. */
const mostOfPass = 128 * 1_048_576;

/**
 * Places of the reported elements, by pass. All in one pass would take 0.4 GB for 1,940 countries, while the engine that builds
 * their release has its own memory. A tree is in one pass, so that no element is computed twice unless scores may be 0.
 *
 * @param bytes - of each element
 */
function passesOf({ elements }: ScoreTree, reported: readonly number[], bytes: number, most: number): number[][] {
  const roots = [...elements.keys()];
  // Parts precede the element above them.
  for (let at = elements.length - 1; at >= 0; at -= 1)
    if (!elements[at]!.ofItems) for (const child of elements[at]!.children) roots[child] = roots[at]!;
  const passes: number[][] = [[]];
  for (const tree of Map.groupBy(reported.keys(), (place) => roots[reported[place]!]!).values()) {
    const last = passes.at(-1)!;
    if (last.length === 0 || bytes * (last.length + tree.length) <= most) last.push(...tree);
    else passes.push(tree);
  }
  return passes;
}

/** Scores and ranks of the reported elements in every replication, each of shape [replication × element × unit]. */
function replicated(
  scoreTree: ScoreTree,
  vary: ScoreTreeVariations,
  { replications, seed, ranks: wantsRanks }: Required<Omit<ScoreTreeRun, 'keep'>>,
  reported: readonly number[],
  { units, replicate }: { readonly units: number } & Pick<ReturnType<typeof openScoreTree>, 'replicate'>,
) {
  const size = reported.length * units;
  const draw = scoreTreeDraws(scoreTree, vary);
  const found = new Float64Array(scoreTree.elements.length * units);
  const room = rankingRoom(units, tieOfScores);
  // Written row by row: writing to columns would take ten times as long.
  const scores = new Float64Array(size * replications).fill(Number.NaN);
  const ranks = roomForRanks(units, wantsRanks ? size * replications : 0);
  const failed: number[] = [];
  for (let replication = 0; replication < replications; replication += 1) {
    const { choice, random } = scoreTreeChoiceOf(seed, replication);
    if (!replicate(draw(choice, random), found, reported)) {
      failed.push(replication);
      continue;
    }
    for (let row = 0; row < reported.length; row += 1) {
      const [from, to] = [reported[row]! * units, replication * size + row * units];
      scores.set(found.subarray(from, from + units), to);
      if (wantsRanks) rankInto(found.subarray(from, from + units), room, ranks, to);
    }
  }
  return { failed, scores, ranks };
}

type Rows = { readonly rows: readonly number[]; readonly units: number };

/** Writes the intervals of a pass to its rows of all. */
function putBands(into: ReturnType<typeof bandsOf>, own: ReturnType<typeof bandsOf>, { rows, units }: Rows): void {
  putRows(into.score, own.score, rows, units);
  putRows(into.rank, own.rank, rows, units);
  for (const [at, row] of rows.entries())
    into.counted.set(own.counted.subarray(at * units, (at + 1) * units), row * units);
}

function putRows(into: BandColumns, own: BandColumns, rows: readonly number[], width: number): void {
  for (const end of ['low', 'median', 'high'] as const)
    for (const [at, row] of rows.entries()) into[end].set(own[end].subarray(at * width, (at + 1) * width), row * width);
}

/** The same for the scores of the first replications. */
function putKept(
  into: Float64Array,
  scores: Float64Array,
  { rows, units }: Rows,
  all: { readonly rows: number; readonly count: number },
): void {
  for (let replication = 0; replication < all.count; replication += 1)
    for (const [at, row] of rows.entries()) {
      const from = (replication * rows.length + at) * units;
      into.set(scores.subarray(from, from + units), (replication * all.rows + row) * units);
    }
}

type Shape = { readonly rows: number; readonly units: number; readonly replications: number };

/** A unit without a score in a replication is excluded from the mean of that replication. */
function groupBands(
  scores: Float64Array,
  { rows, units, replications }: Shape,
  groups: readonly (readonly number[])[],
): BandColumns {
  const bands = emptyBands(rows * groups.length);
  const means = new Float64Array(replications);
  for (let row = 0; row < rows; row += 1) {
    for (const [place, members] of groups.entries()) {
      let counted = 0;
      for (let replication = 0; replication < replications; replication += 1) {
        const first = (replication * rows + row) * units;
        let [sum, scored] = [0, 0];
        for (const unit of members) {
          const score = scores[first + unit]!;
          if (Number.isNaN(score)) continue;
          sum += score;
          scored += 1;
        }
        if (scored > 0) means[counted++] = sum / scored;
      }
      if (counted === 0) continue;
      const band = bandOf(means.subarray(0, counted));
      setBand(bands, row * groups.length + place, band.low!, band.median!, band.high!);
    }
  }
  return bands;
}

function bandsOf(scores: Float64Array, ranks: Ranks, { rows, units }: Shape) {
  const size = rows * units;
  const [score, rank] = [emptyBands(size), emptyBands(size)];
  const counted = new Int32Array(size);
  eachColumn(scores, size, (values, at) => {
    let there = 0;
    for (let place = 0; place < values.length; place += 1) {
      const value = values[place]!;
      if (!Number.isNaN(value)) values[there++] = value;
    }
    counted[at] = there;
    if (there === 0) return;
    const band = bandOf(values.subarray(0, there));
    setBand(score, at, band.low!, band.median!, band.high!);
  });
  if (ranks.length > 0) setRankBands(rank, ranks, counted, units);
  return { score, rank, counted };
}

/** Number of columns of ranks that are counted at a time, so that each cache line is read once. */
const together = 32;

/** @param ranks - shape [replication × column]; 0 without a rank */
function setRankBands(bands: BandColumns, ranks: Ranks, counted: Int32Array, units: number): void {
  const width = units + 1;
  const size = counted.length;
  const histograms = new Int32Array(together * width);
  for (let first = 0; first < size; first += together) {
    const columns = Math.min(together, size - first);
    histograms.fill(0);
    for (let row = first; row < ranks.length; row += size)
      for (let at = 0; at < columns; at += 1) histograms[at * width + ranks[row + at]!]! += 1;
    for (let at = 0; at < columns; at += 1) {
      const last = counted[first + at]! - 1;
      if (last < 0) continue;
      const histogram = histograms.subarray(at * width, (at + 1) * width);
      histogram[0] = 0;
      const rankAt = (order: number) => valueAt(histogram, order);
      const [low, median, high] = [Math.floor(last * 0.05), Math.floor(last / 2), Math.ceil(last * 0.95)];
      setBand(bands, first + at, rankAt(low), rankAt(median), rankAt(high));
    }
  }
}

function setBand(bands: BandColumns, place: number, low: number, median: number, high: number): void {
  bands.low[place] = low;
  bands.median[place] = median;
  bands.high[place] = high;
}

function emptyBands(size: number): BandColumns {
  const column = () => new Float64Array(size).fill(Number.NaN);
  return { low: column(), median: column(), high: column() };
}

/** The value at a position of the sorted order. */
function valueAt(histogram: Int32Array, order: number): number {
  let seen = 0;
  for (let value = 0; value < histogram.length; value += 1) {
    seen += histogram[value]!;
    if (seen > order) return value;
  }
  return Number.NaN;
}
