/**
 * Bands of a score tree's scores and ranks: how far they move when the choices of method move. It is sensitivity to method
 * and not measurement error, and is labelled so wherever it is shown.
 */

import { rankInto, rankingRoom } from '../columns/standing.ts';
import { bandOf } from './band.ts';
import { openScoreTree, type ScoreTreeData } from './score-tree.ts';
import { type ScoreTreeVariations, scoreTreeChoiceOf, scoreTreeDraws } from './score-tree-draw.ts';
import { type ScoreTree, tieOfScores } from './score-tree-shape.ts';

export type ScoreTreeRun = {
  readonly replications: number;
  readonly seed: number;
  /** False if no ranks are wanted: their bands are then empty. True unless given. */
  readonly ranks?: boolean;
  /** How many of the first replications are given as they are; none unless given. */
  readonly keep?: number;
};

export type ScoreTreeBands = {
  /** Numbers of the replications that could not be computed; they are in no band. */
  readonly failed: readonly number[];
  /** Shape [reported element × unit]; NaN if there is no score in any replication. */
  readonly score: BandColumns;
  /**
   * 1 for the highest, ties sharing the best place. A place is a whole number, so these are places that were taken: the
   * ends are rounded outward, that nine draws in ten are within, and the median is the best that half of the draws reach.
   */
  readonly rank: BandColumns;
  /** Replications in which it has a score; same shape. */
  readonly counted: Int32Array;
  /** Scores of the first replications, as many as are kept; shape [replication × reported element × unit]. */
  readonly kept: Float64Array;
  /** Of the mean over the units of each group, as its replications make it; shape [reported element × group]. */
  readonly groups: BandColumns;
};

/** The 5th, 50th and 95th percentile; of scores by linear interpolation between order statistics. */
export type BandColumns = {
  readonly low: Float64Array;
  readonly median: Float64Array;
  readonly high: Float64Array;
};

/**
 * @param reported - places of the elements whose bands are wanted
 * @param groups - units whose mean gets a band of its own: one choice of method moves all of them at once, so it cannot be had
 *   from their bands
 */
export function scoreTreeBands(
  scoreTree: ScoreTree,
  data: ScoreTreeData,
  vary: ScoreTreeVariations,
  { replications, seed, ranks: wantsRanks = true, keep = 0 }: ScoreTreeRun,
  reported: readonly number[],
  groups: readonly (readonly number[])[] = [],
): ScoreTreeBands {
  const { units } = data;
  const size = reported.length * units;
  const { replicate } = openScoreTree(scoreTree, data, vary);
  const draw = scoreTreeDraws(scoreTree, vary);
  const found = new Float64Array(scoreTree.elements.length * units);
  const room = rankingRoom(units, tieOfScores);
  // Row by row as they come: spread over the columns they would be written ten times as slowly.
  const scores = new Float64Array(size * replications).fill(Number.NaN);
  const ranks = new Uint16Array(wantsRanks ? size * replications : 0);
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
  return {
    failed,
    ...bandsOf(scores, ranks, size, replications, units),
    kept: scores.slice(0, size * keep),
    groups: groupBands(scores, { rows: reported.length, units, replications }, groups),
  };
}

type Shape = { readonly rows: number; readonly units: number; readonly replications: number };

/** A unit without a score in a replication is not in its mean. */
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

/** Columns removed from the rows, so many at a time: a line of memory is then read once. */
const together = 16;

function bandsOf(scores: Float64Array, ranks: Uint16Array, size: number, replications: number, units: number) {
  const [score, rank] = [emptyBands(size), emptyBands(size)];
  const counted = new Int32Array(size);
  const columns = Array.from({ length: together }, () => new Float64Array(replications));
  const taken = Array.from({ length: together }, () => new Int32Array(units + 1));
  for (let first = 0; first < size; first += together) {
    const width = Math.min(together, size - first);
    for (const histogram of taken) histogram.fill(0);
    for (let replication = 0; replication < replications; replication += 1) {
      const row = replication * size + first;
      for (let at = 0; at < width; at += 1) {
        const value = scores[row + at]!;
        if (Number.isNaN(value)) continue;
        columns[at]![counted[first + at]!] = value;
        counted[first + at]! += 1;
        if (ranks.length > 0) taken[at]![ranks[row + at]!]! += 1;
      }
    }
    for (let at = 0; at < width; at += 1) {
      const count = counted[first + at]!;
      if (count === 0) continue;
      const band = bandOf(columns[at]!.subarray(0, count));
      setBand(score, first + at, band.low!, band.median!, band.high!);
      if (ranks.length === 0) continue;
      const rankAt = (order: number) => valueAt(taken[at]!, order);
      const last = count - 1;
      setBand(
        rank,
        first + at,
        rankAt(Math.floor(last * 0.05)),
        rankAt(Math.floor(last / 2)),
        rankAt(Math.ceil(last * 0.95)),
      );
    }
  }
  return { score, rank, counted };
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

/** The value with so many before it, in order. */
function valueAt(histogram: Int32Array, order: number): number {
  let seen = 0;
  for (let value = 0; value < histogram.length; value += 1) {
    seen += histogram[value]!;
    if (seen > order) return value;
  }
  return Number.NaN;
}
