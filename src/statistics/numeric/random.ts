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
  const state = new Int32Array([seed, stream, 0x9e3779b9, 1]);
  const one = new Float64Array(1);
  advance(state, one, 12);
  const next = () => {
    advance(state, one, 1);
    return one[0]!;
  };
  return Object.assign(next, { fill: (room: Float64Array) => advance(state, room, room.length) });
}

/** Draws `count` numbers; those beyond the length of `into` are discarded. */
function advance(state: Int32Array, into: Float64Array, count: number): void {
  let [a, b, c, counter] = [state[0]!, state[1]!, state[2]!, state[3]!];
  for (let at = 0; at < count; at += 1) {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    if (at < into.length) into[at] = (sum >>> 0) / 4_294_967_296;
  }
  state[0] = a;
  state[1] = b;
  state[2] = c;
  state[3] = counter;
}
