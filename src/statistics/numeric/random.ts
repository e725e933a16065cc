/** Random numbers that can be drawn again: each stream is named by a seed and a number, and depends on nothing else. */

/**
 * A stream of uniform numbers in [0, 1), the same for the same seed and number on any machine.
 *
 * @param seed - of the whole run, written into its results
 * @param stream - number of the replication, so that one can be drawn again without those before it
 * @see Chris Doty-Humphrey's sfc32, 32 bits a draw
 */
export function randomStream(seed: number, stream: number): () => number {
  let [a, b, c, counter] = [seed | 0, stream | 0, 0x9e3779b9, 1];
  const next = () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4_294_967_296;
  };
  for (let turn = 0; turn < 12; turn += 1) next();
  return next;
}
