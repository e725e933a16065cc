/** Cycles that earlier versions of this software opened know one hash of all files. What they mean is kept from now on. */
import { Problem } from '../../problem/index.ts';
import { demandFrozenMeaning, frozenMeaning, type Instrument } from '../../questionnaire/index.ts';
import { audit, cycles } from '../../state/index.ts';
import type { Content } from '../content.ts';
import { type DeskWorld, instant } from '../desk.ts';

/** The software itself. */
const upgrade = { id: 'software', role: 'secretariat', country: null, assigned: [] } as const;

/**
 * Keeps the meaning of each cycle whose files are, to the byte, those that it was opened with. One whose files were changed
 * since is left as it is: nothing shows whether its meaning or a text was changed, so its next use is refused.
 *
 * @returns ids of the cycles whose meaning is kept from now on
 */
export async function keepMeanings(world: Pick<DeskWorld, 'store' | 'content' | 'now'>): Promise<string[]> {
  const kept: string[] = [];
  for (const cycle of await cycles.list(world.store.connection)) {
    if (cycle.meaning !== null) continue;
    const instrument = unchanged(world.content, cycle);
    if (instrument === null) continue;
    const frozen = frozenMeaning(instrument);
    await world.store.transaction(async (tx) => {
      await cycles.freezeMeaning(tx, cycle.id, frozen);
      await audit.write(tx, upgrade, {
        at: instant(world),
        action: 'cycle.keep-meaning',
        thing: `cycle ${cycle.id}`,
        cycle: cycle.id,
        details: { meaning_hash: frozen.meaningHash },
      });
    });
    kept.push(cycle.id);
  }
  return kept;
}

/** Null also if the questionnaire is missing or faulty: its next use reports that. */
function unchanged(content: Content, cycle: Parameters<typeof demandFrozenMeaning>[0]): Instrument | null {
  try {
    const instrument = content.instrument(cycle.instrument, cycle.version);
    demandFrozenMeaning(cycle, instrument);
    return instrument;
  } catch (error) {
    if (error instanceof Problem) return null;
    throw error;
  }
}
