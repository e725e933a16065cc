/** Reproducible random numbers: each stream is determined by a seed and a stream number alone. */

/** Returns the next number, in [0, 1). */
export type RandomStream = (() => number) & {
  /** Fills the array with the same numbers, faster. */
  readonly fill: (room: Float64Array) => void;
};

/**
 * A stream of uniform numbers in [0, 1), the same for the same seed and number on any machine.
 *
 * @param seed - of the whole run, written into its results
 * @param stream - number of the replication, so that one can be repeated without those before it
 * @see Chris Doty-Humphrey's sfc32, 32 bits per number
 */
export function randomStream(seed: number, stream: number): RandomStream {
  let a = seed | 0;
  let b = stream | 0;
  let c = 0x9e3779b9 | 0;
  let counter = 1;
  const next = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4_294_967_296;
  };
  const fill = (room: Float64Array): void => {
    // The same in variables of the loop. Each has its own statement: V8 does not see that elements of a list are integers,
    // and the loop would take three times as long.
    let x = a | 0;
    let y = b | 0;
    let z = c | 0;
    let step = counter | 0;
    for (let at = 0; at < room.length; at += 1) {
      const sum = (x + y + step) | 0;
      step = (step + 1) | 0;
      x = y ^ (y >>> 9);
      y = (z + (z << 3)) | 0;
      z = (((z << 21) | (z >>> 11)) + sum) | 0;
      room[at] = (sum >>> 0) / 4_294_967_296;
    }
    a = x;
    b = y;
    c = z;
    counter = step;
  };
  fill(discarded);
  return Object.assign(next, { fill });
}

/** The first numbers of streams with neighbouring seeds are alike. */
const discarded = new Float64Array(12);
