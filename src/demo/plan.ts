/** The plan of the demo: which States take part in which cycles, by instrument, the oldest cycle first. */
import { loadInstrument } from '../questionnaire/index.ts';
import { loadCountries } from '../reference/index.ts';
import type { PlannedCycle } from './bring.ts';
import { chance } from './chance.ts';
import { loadAllHints } from './hints.ts';

export type Plan = readonly (PlannedCycle & { readonly states: readonly string[] })[];

/** @param most - maximum number of States in a cycle; null for all that the content allows */
export function planDemo(contentRoot: string, most: number | null): Plan {
  const all = loadCountries(contentRoot, 'illustrative').map(({ code }) => code);
  return [...loadAllHints(contentRoot)].flatMap(([id, hints]) => {
    const states = drawStates(
      all,
      hints.seed,
      Object.keys(hints.sure),
      Math.min(hints.states ?? all.length, most ?? all.length),
    );
    return hints.cycles.map(({ version }, cycle) => ({
      hints,
      instrument: loadInstrument(contentRoot, id, version),
      cycle,
      states,
    }));
  });
}

/** A sample of States that includes those with fixed answers; sorted by code. */
function drawStates(
  all: readonly string[],
  seed: number,
  reported: readonly string[],
  count: number,
): readonly string[] {
  const place = (code: string) => (reported.includes(code) ? -1 : chance(seed, 'takes part', code).uniform());
  return [...all]
    .sort((a, b) => place(a) - place(b))
    .slice(0, count)
    .sort();
}
