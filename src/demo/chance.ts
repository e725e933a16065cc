/** Pseudo-random numbers that depend only on their subject, not on what was drawn before. */
import { randomStream } from '../statistics/index.ts';

export type Chance = {
  /** Uniform in [0, 1). */
  readonly uniform: () => number;
  /** Normal with mean 0 and standard deviation 1, as a sum of twelve uniform numbers. */
  readonly normal: () => number;
  /** True with the given probability. */
  readonly happens: (probability: number) => boolean;
  readonly pick: <T>(options: readonly T[]) => T;
  /** A key of `weights`, in proportion to its weight. */
  readonly weighted: (weights: Readonly<Record<string, number>>) => string;
  /** Integer from `least` to `most`, inclusive. */
  readonly whole: (least: number, most: number) => number;
};

/** @param about - the subject: the same words give the same numbers */
export function chance(seed: number, ...about: readonly (string | number)[]): Chance {
  const uniform = randomStream(seed, hash(about.join(' ')));
  const pick = <T>(options: readonly T[]): T => options[Math.floor(uniform() * options.length)]!;
  return {
    uniform,
    normal: () => Array.from({ length: 12 }, uniform).reduce((sum, one) => sum + one, -6),
    happens: (probability) => uniform() < probability,
    pick,
    weighted: (weights) => {
      const entries = Object.entries(weights);
      let left = uniform() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [key, weight] of entries) {
        left -= weight;
        if (left < 0) return key;
      }
      return entries.at(-1)![0];
    },
    whole: (least, most) => least + Math.floor(uniform() * (most - least + 1)),
  };
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return value;
}
