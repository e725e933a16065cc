/** Names in further languages come from one file for each language, in addition to those in the tables. */
import { describe, expect, it } from 'vitest';
import {
  loadActors,
  loadCountries,
  loadGroups,
  loadMilestones,
  loadOrganisations,
  loadRecommendations,
  loadRegions,
  loadTreaties,
} from '../../src/reference/index.ts';
import { root } from '../house/source.ts';

describe('names of reference facts', () => {
  it('come from the table and from the file of each language', () => {
    const [africa] = loadRegions(root, 'real').filter(({ code }) => code === '002');
    expect(africa!.names).toMatchObject({ en: 'Africa', ar: 'أفريقيا' });
    const [first] = loadCountries(root, 'illustrative');
    expect(first!.names).toMatchObject({ en: 'Aldmark', ar: 'ألدمارك' });
    expect(loadCountries(root, 'real').find(({ code }) => code === 'AFG')!.names.ar).toBe('أفغانستان');
  });

  it.each(['es', 'ru', 'zh', 'ar'])('are complete in %s', (language) => {
    const named = (['real', 'illustrative'] as const).flatMap((kind) => [
      ...loadCountries(root, kind).filter(({ unMember }) => unMember),
      ...loadRegions(root, kind),
      ...loadGroups(root, kind),
      ...loadOrganisations(root, kind),
    ]);
    const plan = [...loadMilestones(root), ...loadRecommendations(root), ...loadActors(root)];
    const all = [...named, ...loadTreaties(root), ...plan];
    expect(all.filter(({ names }) => !names[language]).map(({ code }) => code)).toEqual([]);
  });
});
