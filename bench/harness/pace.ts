/**
 * How fast the machine is at the moment: a fixed piece of work, next to what is measured. Virtual machines share caches and
 * memory with others, by which the same work may take half as long again an hour later.
 */
import process from 'node:process';
import { median } from './row.ts';

/** Milliseconds of processor time of {@link work} on the machine of two cores that the aims are for, with nothing else on it. */
const reference = 7;

/** Enough for a process that starts from the disk as for one that computes: neither arithmetic alone nor memory alone. */
const rows = Array.from({ length: 4_000 }, (_, at) => ({ country: `X${at}`, score: at * 1.37, name: `of ${at}` }));
const values = new Float64Array(1 << 21);
const order = Int32Array.from(values, (_, at) => (Math.imul(at, 1_664_525) + 1_013_904_223) & (values.length - 1));

/** Reads memory in an order that no cache expects, sorts, and writes and reads text. */
function work(): number {
  let sum = 0;
  for (let at = 0; at < order.length; at += 4) sum += values[order[at]!]!;
  const sorted = Float64Array.from({ length: 30_000 }, (_, at) => Math.imul(at, 1_664_525)).sort();
  return sum + sorted[0]! + (JSON.parse(JSON.stringify(rows)) as unknown[]).length;
}

const betweenLooks = 1_000;

export type RoundPace = {
  /** The median: 1.2 if the work takes a fifth longer than on the quiet machine. */
  readonly pace: number;
  /** The highest that was seen over the lowest: 1 on a machine whose speed does not change meanwhile. */
  readonly drift: number;
};

export type PaceWatch = {
  /** Measures the pace, unless it was measured less than a second ago. */
  readonly look: () => void;
  /** Measures it, and gives what was seen since the last round. */
  readonly endRound: () => RoundPace;
};

export function watchPace(): PaceWatch {
  // V8 compiles the work during its first runs.
  for (let run = 0; run < 20; run += 1) work();
  let seen: number[] = [];
  let last = Number.NEGATIVE_INFINITY;
  const measure = () => {
    seen.push(median([once(), once(), once()]) / reference);
    last = performance.now();
  };
  return {
    look: () => {
      if (performance.now() - last > betweenLooks) measure();
    },
    endRound: () => {
      measure();
      const round = { pace: median(seen), drift: Math.max(...seen) / Math.min(...seen) };
      // What was seen last is also the beginning of the next round.
      seen = seen.slice(-1);
      return round;
    },
  };
}

function once(): number {
  const used = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(used);
  return (user + system) / 1_000;
}
