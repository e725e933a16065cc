/**
 * The memory of the WebAssembly module that distributes numbers to buckets of equal width (`sorting.wat`): to sort them, and
 * to find some of them by their position in the sorted order.
 */
import { sortingCode } from './sorting-code.ts';

type Distribute = (values: number, count: number, buckets: number, keys: number, counts: number) => number;
type Take = (values: number, count: number, keys: number, bucket: number, into: number) => void;
type Sort = (
  ...distributed: [...Parameters<Distribute>, most: number, units: number, sorted: number]
) => ReturnType<Distribute>;

/** Its content is valid until the next use of a room of similar size: rooms are shared. */
export type BucketRoom = {
  /** The numbers, to be written first; at least as many as were asked for. */
  readonly values: Float64Array;
  /** After `distribute`, the bucket of each number; otherwise a buffer for the caller. */
  readonly keys: Int32Array;
  /** After `distribute`, how many numbers each bucket has. */
  readonly counts: Int32Array;
  /** After `sort`, the places of the numbers, sorted by them; equal numbers keep their order. */
  readonly order: Int32Array;
  /** After `sort`, the numbers in that order; after `take`, those of one bucket. */
  readonly sorted: Float64Array;
  /** A buffer of the same size for the caller. */
  readonly other: Int32Array;
  /**
   * Distributes the first `count` numbers to two to `counts.length` buckets; a higher bucket has higher numbers.
   *
   * @returns false if one is NaN, if all are equal, or if their range is not finite
   */
  readonly distribute: (count: number, buckets: number) => boolean;
  /** After `distribute` of `count` numbers: copies those of a bucket to the beginning of `sorted`, in their order. */
  readonly take: (count: number, bucket: number) => void;
  /** @returns false as `distribute`, or if they are too unevenly distributed to be sorted in this way */
  readonly sort: (count: number) => boolean;
};

/** With more numbers than this in a bucket, insertion takes longer than a radix sort of all. */
const mostPerBucket = 48;

let compiled: WebAssembly.Module | null = null;
// A memory of its own for each room would reserve gigabytes of addresses, and takes longer to open than many a sort.
const rooms = new Map<number, BucketRoom>();

/** A room for at least `count` numbers. */
export function bucketRoom(count: number): BucketRoom {
  const size = 2 ** Math.max(10, Math.ceil(Math.log2(count + 1)));
  const known = rooms.get(size);
  if (known !== undefined) return known;
  const made = openRoom(size);
  rooms.set(size, made);
  return made;
}

function openRoom(size: number): BucketRoom {
  compiled ??= new WebAssembly.Module(Buffer.from(sortingCode, 'base64'));
  const { exports } = new WebAssembly.Instance(compiled);
  const memory = exports.memory as WebAssembly.Memory;
  const [distribute, take, sort] = [exports.distribute as Distribute, exports.take as Take, exports.sort as Sort];
  // A cache line between the regions, so that those of a power of two do not evict each other from the cache.
  let next = 64;
  const region = (bytes: number) => {
    const at = next;
    next += bytes + 64;
    return at;
  };
  const [values, sorted] = [region(8 * size), region(8 * size)];
  const [keys, counts] = [region(4 * size), region(4 * bucketsFor(size))];
  const [order, other] = [region(4 * size), region(4 * size)];
  memory.grow(Math.ceil(next / 65_536) - memory.buffer.byteLength / 65_536);
  return {
    values: new Float64Array(memory.buffer, values, size),
    keys: new Int32Array(memory.buffer, keys, size),
    counts: new Int32Array(memory.buffer, counts, bucketsFor(size)),
    order: new Int32Array(memory.buffer, order, size),
    sorted: new Float64Array(memory.buffer, sorted, size),
    other: new Int32Array(memory.buffer, other, size),
    distribute: (count, buckets) => distribute(values, count, buckets, keys, counts) === 1,
    take: (count, bucket) => take(values, count, keys, bucket, sorted),
    sort: (count) => sort(values, count, bucketsFor(count), keys, counts, mostPerBucket, order, sorted) === 1,
  };
}

/** Two for each number, so that most numbers are alone in theirs and in order at once. */
const bucketsFor = (count: number): number => 2 * count;
