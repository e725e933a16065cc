/**
 * Checks that an instrument still has the meaning with which a cycle was opened. Its texts may have been corrected
 * meanwhile.
 */
import type { Cycle } from '../../domain/index.ts';
import { Problem } from '../../problem/index.ts';
import type { Instrument } from '../instrument.ts';
import { compareMeanings, type MeaningChange } from './change.ts';
import { canonicalMeaning, type Meaning, meaningHash, meaningOf } from './meaning.ts';

/** Maximum number of changes that are listed; the others are counted. */
const mostListed = 5;

/**
 * A cycle that was opened before meanings were kept has only a hash of all files, which matches if no byte was
 * changed.
 *
 * @throws Problem `instrument_changed`, which names what was changed
 */
export function demandFrozenMeaning(cycle: Cycle, instrument: Instrument): void {
  if (isSame(cycle, instrument)) return;
  const folder = `questionnaires/${cycle.instrument}/${cycle.version}`;
  const changes =
    cycle.meaning === null ? [] : compareMeanings(JSON.parse(cycle.meaning) as Meaning, meaningOf(instrument));
  throw new Problem('instrument_changed', folder, {
    cycle: cycle.id,
    folder,
    changes: changes.slice(0, mostListed).map(describe),
    more: Math.max(0, changes.length - mostListed),
  });
}

/** What a cycle keeps of an instrument when it opens. */
export const frozenMeaning = (instrument: Instrument): { meaning: string; meaningHash: string } => ({
  meaning: canonicalMeaning(instrument),
  meaningHash: meaningHash(instrument),
});

const isSame = ({ meaningHash: kept, instrumentHash }: Cycle, instrument: Instrument): boolean =>
  kept === null ? instrumentHash === instrument.filesHash : kept === meaningHash(instrument);

const describe = ({ thing, key, was, is }: MeaningChange): string =>
  `${thing}${key === '' ? '' : `, ${key}`}: was ${was}, is ${is}`;
