/** What two releases of one cycle must have in common, so that both may round the same answers. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { loadFramework, loadInstrument } from '../../../src/questionnaire/index.ts';
import { pillarHashes, roundingMethod } from '../../../src/release/protect/basis.ts';
import { groupProtected, type ScoringLink, scoringLinks } from '../../../src/release/protect/groups.ts';
import { projectRoot } from '../content.ts';

const root = `${projectRoot}/test/cases/release-content`;
const instrument = loadInstrument(root, 'preparedness', '2026');
const links = scoringLinks(loadFramework(root, 'preparedness'));

it('groups and roundings of this method are those that releases of this method have', () => {
  const groups = groupProtected(
    instrument,
    links,
    () => true,
    () => true,
    () => undefined,
  ).map(({ name, items, rounding }) => [name, items.map(({ cell }) => cell.id), rounding]);
  const hash = createHash('sha256').update(JSON.stringify(groups)).digest('hex').slice(0, 16);
  // Where this fails and the change is meant, raise `roundingMethod` and put the new hash next to it.
  expect({ method: roundingMethod, hash }).toEqual({ method: 1, hash: '4ba2496fd0fd2923' });
});

describe('the hash of a pillar', () => {
  const now = pillarHashes(instrument, links);
  const changedBy = (change: (link: ScoringLink) => ScoringLink) => {
    const one = links.find(({ question }) => instrument.questions.has(question))!;
    const other = pillarHashes(
      instrument,
      links.map((link) => (link === one ? change(link) : link)),
    );
    return { pillar: one.pillar, changed: Object.keys(now).filter((pillar) => now[pillar] !== other[pillar]) };
  };

  it('is the same for the same framework, whatever its links are in order', () => {
    expect(pillarHashes(instrument, [...links])).toEqual(now);
  });

  it.each<[string, (link: ScoringLink) => ScoringLink]>([
    ['weight', (link) => ({ ...link, weight: link.weight * 2 })],
    ['indicator', (link) => ({ ...link, indicator: 'OTHER' })],
    ['combination', (link) => ({ ...link, combine: link.combine === null ? 'best' : null })],
  ])('changes with the %s of an answer, and no other does', (_, change) => {
    const { pillar, changed } = changedBy(change);
    expect(changed).toEqual([pillar]);
  });

  it('changes in both pillars between which an answer moves', () => {
    const { pillar, changed } = changedBy((link) => ({ ...link, pillar: 'OTHER' }));
    expect(changed).toContain(pillar);
  });
});
