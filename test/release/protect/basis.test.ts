/** What two releases of one cycle must have in common to round the same answers alike. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { loadFramework, loadInstrument } from '../../../src/questionnaire/index.ts';
import { pillarHashes, roundingMethod } from '../../../src/release/protect/basis.ts';
import { groupProtected, type ScoringLink, scoringLinks } from '../../../src/release/protect/groups.ts';
import { projectRoot } from '../content.ts';

const root = `${projectRoot}/test/cases/release-content`;
const instrument = loadInstrument(root, 'preparedness', '2026');
const links = scoringLinks(loadFramework(root, 'preparedness'));

it('groups and rounding are those of the recorded method', () => {
  const groups = groupProtected(
    instrument,
    links,
    () => true,
    () => true,
    () => undefined,
  ).map(({ name, items, rounding }) => [name, items.map(({ cell }) => cell.id), rounding]);
  const hash = createHash('sha256').update(JSON.stringify(groups)).digest('hex').slice(0, 16);
  // If this fails after an intended change, increase `roundingMethod` and record the new hash.
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

  it('does not depend on the order of the links', () => {
    expect(pillarHashes(instrument, [...links])).toEqual(now);
  });

  it.each<[string, (link: ScoringLink) => ScoringLink]>([
    ['weight', (link) => ({ ...link, weight: link.weight * 2 })],
    ['indicator', (link) => ({ ...link, indicator: 'OTHER' })],
    ['combination', (link) => ({ ...link, combine: link.combine === null ? 'best' : null })],
  ])('changes with the %s of an answer, and those of other pillars do not', (_, change) => {
    const { pillar, changed } = changedBy(change);
    expect(changed).toEqual([pillar]);
  });

  it('changes in both pillars between which an answer moves', () => {
    const { pillar, changed } = changedBy((link) => ({ ...link, pillar: 'OTHER' }));
    expect(changed).toContain(pillar);
  });
});
