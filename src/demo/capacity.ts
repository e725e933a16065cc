/**
 * The latent capacity of a fictional State, from which its answers are drawn: correlated across sections and cycles,
 * different between regions, and increasing for most.
 */
import { chance } from './chance.ts';
import type { DemoHints } from './hints.ts';

export type DemoState = { readonly code: string; readonly region: string | null; readonly groups: readonly string[] };

export type Capacity = {
  /**
   * Capacity for a question in one cycle (0 for the first), in standard deviations; 0 is the average State of the
   * first cycle.
   */
  readonly of: (section: string, question: string, cycle: number) => number;
  /** Overall capacity relative to other States, 0 to 1, in one cycle. */
  readonly standing: (cycle: number) => number;
};

export function capacityOf({ seed, themes }: Pick<DemoHints, 'seed' | 'themes'>, state: DemoState): Capacity {
  const own = chance(seed, 'capacity', state.code);
  const region = chance(seed, 'region', state.region ?? '').normal() * 0.42;
  // A disadvantage of a State's groups (least developed, small) affects every section.
  const group = state.groups.length * -0.2;
  const base = 0.15 + region + group + own.normal() * 0.55;
  // Most States improve, a few decline, some do not change.
  const gain = own.happens(0.15) ? -0.3 * own.uniform() : own.happens(0.12) ? 0 : 0.06 + 0.44 * own.uniform();
  const section = (code: string) => chance(seed, 'section', state.code, code).normal() * 0.4;
  const theme = (question: string) =>
    Object.entries(themes)
      .filter(([, { questions }]) => questions.includes(question))
      .reduce((sum, [name, { spread }]) => sum + chance(seed, 'theme', state.code, name).normal() * spread, 0);
  const moved = (code: string, cycle: number) =>
    cycle === 0 ? 0 : cycle * gain * (0.4 + 1.2 * chance(seed, 'gain', state.code, code).uniform());
  return {
    of: (code, question, cycle) =>
      base +
      section(code) +
      theme(question) +
      moved(code, cycle) +
      chance(seed, 'question', state.code, question).normal() * 0.55,
    standing: (cycle) => standing(base + cycle * gain),
  };
}

/** Converts standard deviations to a value between 0 and 1. */
export function standing(capacity: number): number {
  return 1 / (1 + Math.exp(-1.5 * capacity));
}
