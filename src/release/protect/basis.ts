/**
 * What the groups of protected answers and their rounding derive from, besides the answers. Two releases that round
 * the same answers differently leave only the values that both allow.
 */
import { createHash } from 'node:crypto';
import type { Instrument } from '../../questionnaire/index.ts';
import type { PillarHashes } from '../files/manifest.ts';
import { placeItems, type ScoringLink } from './groups.ts';

/**
 * Increase it with every change of how groups are formed, rounded or withheld. Answers that a public release has in
 * groups of another method are withheld in the next one. `test/release/protect/basis.test.ts` fails if this was
 * forgotten.
 */
export const roundingMethod = 1;

const known = new WeakMap<Instrument, WeakMap<readonly ScoringLink[], PillarHashes>>();

export function pillarHashes(instrument: Instrument, links: readonly ScoringLink[]): PillarHashes {
  const ofInstrument = known.get(instrument) ?? new WeakMap<readonly ScoringLink[], PillarHashes>();
  known.set(instrument, ofInstrument);
  const found = ofInstrument.get(links) ?? makeHashes(instrument, links);
  ofInstrument.set(links, found);
  return found;
}

function makeHashes(instrument: Instrument, links: readonly ScoringLink[]): PillarHashes {
  const placed = Map.groupBy(
    placeItems(instrument, links, () => true),
    ({ pillar }) => pillar,
  );
  const linked = Map.groupBy(links, ({ pillar }) => pillar);
  return Object.fromEntries(
    [...placed].map(([pillar, members]) => {
      const items = members.map(({ item: { cell, unit, indicator, weight } }) => [cell.id, unit, indicator, weight]);
      const linkTexts = (linked.get(pillar) ?? []).map(({ indicator, question, part, weight, combine }) =>
        JSON.stringify([indicator, question, part, weight, combine]),
      );
      const text = JSON.stringify([items, linkTexts.toSorted()]);
      return [pillar, createHash('sha256').update(text).digest('hex').slice(0, 16)];
    }),
  );
}

/**
 * Pillars whose answers an earlier release may have grouped or rounded in another way.
 *
 * @param earlier - the basis of that release for this cycle; null if it states none
 */
export function isRegrouped(
  instrument: Instrument,
  links: readonly ScoringLink[],
  earlier: { readonly method: number; readonly pillars: PillarHashes } | null,
): (pillar: string) => boolean {
  if (earlier === null || earlier.method !== roundingMethod) return () => true;
  const now = pillarHashes(instrument, links);
  return (pillar) => now[pillar] === undefined || earlier.pillars[pillar] !== now[pillar];
}
