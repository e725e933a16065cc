import type { RandomStream } from '../../src/statistics/index.ts';

/** A stream of one constant number. */
export const always = (number: number): RandomStream =>
  Object.assign(() => number, { fill: (room: Float64Array) => void room.fill(number) });
