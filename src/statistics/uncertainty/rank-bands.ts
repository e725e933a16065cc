/** Intervals of the ranks of units over all replications. */

import { rankInto, rankingRoom, roomForRanks } from '../columns/standing.ts';
import { returnTables } from '../numeric/memory.ts';
import { type Band, bandOf, bandOfCounted } from './band.ts';
import { eachColumn } from './table-columns.ts';

/** Null if there is no rank in any replication. */
export type RankBand = Band & { readonly mean: number | null };

export type RankRecord = {
  /** Ranks the scores of one replication, shape [unit], NaN if there is none; each replication once at most. */
  readonly add: (replication: number, scores: Float64Array) => void;
  /** Of each unit, over the replications in which it has a rank; once at most. */
  readonly bands: () => RankBand[];
};

/** Number of counters that stay in the processor's cache. */
const counters = 65_536;

/** Ranks are counted as they come if there are few enough units, and kept otherwise. */
export function recordRanks(units: number, replications: number): RankRecord {
  return units * (units + 1) <= counters ? countRanks(units) : keepRanks(units, replications);
}

function countRanks(units: number): RankRecord {
  const room = rankingRoom(units);
  const ranks = roomForRanks(units, units);
  const width = units + 1;
  // Shape [unit × rank]; at rank 0 the replications without one.
  const counted = new Int32Array(units * width);
  return {
    add: (_, scores) => {
      rankInto(scores, room, ranks, 0);
      for (let unit = 0, first = 0; unit < units; unit += 1, first += width) counted[first + ranks[unit]!]! += 1;
    },
    bands: () =>
      Array.from({ length: units }, (_, unit) => {
        const own = counted.subarray(unit * width, (unit + 1) * width);
        own[0] = 0;
        let there = 0;
        let sum = 0;
        for (let rank = 1; rank <= units; rank += 1) {
          there += own[rank]!;
          sum += rank * own[rank]!;
        }
        return { ...bandOfCounted(own, there), mean: there === 0 ? null : sum / there };
      }),
  };
}

function keepRanks(units: number, replications: number): RankRecord {
  const room = rankingRoom(units);
  // Shape [replication × unit]. Most of what this costs is memory that is touched first.
  const kept = roomForRanks(units, replications * units);
  return {
    add: (replication, scores) => rankInto(scores, room, kept, replication * units),
    bands: () => {
      const bands: RankBand[] = [];
      eachColumn(kept, units, (ranks) => {
        let there = 0;
        let sum = 0;
        for (let at = 0; at < ranks.length; at += 1) {
          const rank = ranks[at]!;
          if (rank === 0) continue;
          ranks[there++] = rank;
          sum += rank;
        }
        bands.push({ ...bandOf(ranks.subarray(0, there)), mean: there === 0 ? null : sum / there });
      });
      returnTables(kept);
      return bands;
    },
  };
}
