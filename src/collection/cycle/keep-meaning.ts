/**
 * Cycles opened by earlier versions of this software have only one hash of all files. Their meaning is stored from
 * now on.
 */
import { Problem } from '../../problem/index.ts';
import { demandFrozenMeaning, frozenMeaning, type Instrument } from '../../questionnaire/index.ts';
import { audit, cycles } from '../../state/index.ts';
import type { Content } from '../content.ts';
import { type DeskWorld, instant } from '../desk.ts';

/** Acts as the software itself. */
const upgrade = { id: 'software', role: 'secretariat', country: null, assigned: [] } as const;

/**
 * Stores the meaning of each cycle whose files are byte for byte those with which it was opened. If files changed
 * since, it is unknown whether the meaning or a text was changed, so the cycle's next use is refused.
 *
 * @returns ids of the cycles whose meaning was stored
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

/** Also null if the questionnaire is missing or faulty, which its next use reports. */
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
