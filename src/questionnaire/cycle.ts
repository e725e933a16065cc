/** Cycles are named after their questionnaire version: `<instrument>-<version>`. */
import { Problem } from '../problem/index.ts';
import type { Instrument } from './instrument.ts';

export function cycleOf({ id, version }: Pick<Instrument, 'id' | 'version'>): string {
  return `${id}-${version}`;
}

/**
 * The instrument of a cycle.
 *
 * @param cycle - the full id, or the version alone while only one instrument has it
 * @throws Problem `cycle_not_an_instrument` if none or several match
 */
export function findCycleInstrument(instruments: readonly Instrument[], cycle: string): Instrument {
  const inFull = instruments.find((instrument) => cycleOf(instrument) === cycle);
  if (inFull) return inFull;
  const meant = instruments.filter(({ version }) => version === cycle);
  if (meant.length === 1) return meant[0]!;
  const known = instruments.map(cycleOf);
  throw new Problem('cycle_not_an_instrument', 'cycle', { cycle, meant: meant.map(cycleOf), known });
}
