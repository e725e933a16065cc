/**
 * Weighted sums of rows of numbers, on which both Monte Carlo engines spend most of their time. A WebAssembly module
 * computes two units at a time, and several sets of weights while their rows are in the processor's cache.
 *
 * A sum equals, to the last bit, adding one product after another in the order of the rows.
 */
import { weightedSumCode } from './weighted-sum-code.ts';

/** Units that the module processes at once: rows are padded to a multiple of it. */
const step = 16;

type Weigh = (
  rows: number,
  count: number,
  weights: number,
  sums: number,
  stride: number,
  sets: number,
  step: number,
) => void;

let compiled: WebAssembly.Module | null = null;

export type SumRoom = {
  /** Distance from the sums of one set to the next, and from one row to the next: at least the number of units. */
  readonly stride: number;
  /**
   * The rows, shape [row × stride], or [stride / 16 × row × 16] if they are packed. The padding of a row must be a number;
   * it is initialised to 0.
   */
  readonly values: Float64Array;
  /** Writes a row, shape [unit]. */
  readonly put: (row: number, values: Float64Array) => void;
  /** Shape [set × row that is summed]; must be written before `sum`. */
  readonly weights: Float64Array;
  /** Shape [set × stride]; valid until the next `sum`. */
  readonly sums: Float64Array;
  /** Registers which rows are summed together. */
  readonly list: (rows: ArrayLike<number>) => SumList;
  /** Sums the rows of a list for the first `sets` sets of weights. */
  readonly sum: (list: SumList, sets: number) => void;
};

export type SumList = { readonly at: number; readonly count: number };

/**
 * @param size.rows - number of rows
 * @param size.units - numbers per row
 * @param size.sets - maximum number of sets of weights at a time
 * @param size.listed - total number of rows in all lists
 * @param size.isPacked - true keeps the values of sixteen units in all rows next to each other, for lists of many rows: far
 *   apart, each row is on another page of memory, and all are requested again for each set of weights
 */
export function openSums(size: {
  rows: number;
  units: number;
  sets: number;
  listed: number;
  isPacked?: boolean;
}): SumRoom {
  compiled ??= new WebAssembly.Module(Buffer.from(weightedSumCode, 'base64'));
  const { exports } = new WebAssembly.Instance(compiled);
  const [memory, weigh] = [exports.memory as WebAssembly.Memory, exports.weigh as Weigh];
  const stride = strideOf(size.units);
  const region = regions();
  const [values, weights] = [region(8 * size.rows * stride), region(8 * size.sets * size.listed)];
  const [sums, lists] = [region(8 * size.sets * stride), region(4 * size.listed)];
  memory.grow(Math.max(0, Math.ceil(region(0) / 65_536) - memory.buffer.byteLength / 65_536));
  const addresses = new Uint32Array(memory.buffer, lists, size.listed);
  // Numbers from the values of sixteen units to those of the next sixteen, and from one row to the next.
  const [ahead, below] = size.isPacked ? [step * size.rows, step] : [step, stride];
  const table = new Float64Array(memory.buffer, values, size.rows * stride);
  let listed = 0;
  return {
    stride,
    values: table,
    put: (row, own) => {
      for (let first = 0; first < own.length; first += step)
        table.set(own.subarray(first, first + step), row * below + (first / step) * ahead);
    },
    weights: new Float64Array(memory.buffer, weights, size.sets * size.listed),
    sums: new Float64Array(memory.buffer, sums, size.sets * stride),
    list: (rows) => {
      const list = { at: lists + 4 * listed, count: rows.length };
      for (let at = 0; at < rows.length; at += 1) addresses[listed + at] = values + 8 * below * rows[at]!;
      listed += rows.length;
      return list;
    },
    sum: ({ at, count }, sets) => weigh(at, count, weights, sums, 8 * stride, sets, 8 * ahead),
  };
}

/** An odd number of steps: rows at distances of a power of two would evict each other from the cache. */
function strideOf(units: number): number {
  const steps = Math.max(1, Math.ceil(units / step));
  return step * (steps % 2 === 0 && steps > 8 ? steps + 1 : steps);
}

/** Allocates addresses, each at the start of a cache line. */
function regions(): (bytes: number) => number {
  let next = 0;
  return (bytes) => {
    const at = next;
    next += 64 * Math.ceil(bytes / 64);
    return at;
  };
}
