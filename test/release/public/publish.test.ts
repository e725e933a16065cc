import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SectionPublication } from '../../../src/domain/index.ts';
import { discardDraft, latestRelease, listReleases, publishRelease, saveDraft } from '../../../src/release/index.ts';
import { audit, openStore, publications, publicVersion, releases, type Store } from '../../../src/state/index.ts';
import { asDonor, asSecretariat } from '../../people.ts';
import { onEachStore, openFor, type Place } from '../../state/stores.ts';
import { namedRelease, openTinyCycle, publishBuilt } from '../published.ts';
import { temporaryDataFolder } from '../temporary.ts';

const day = (number: number) => `2026-03-${`${number}`.padStart(2, '0')}T00:00:00.000Z`;
const by = (store: Store, number = 1) => ({ store, person: asSecretariat, at: day(number) });

async function open(place: Place): Promise<Store> {
  const store = await openFor(place);
  await openTinyCycle(store);
  return store;
}

describe('building and publishing', () => {
  onEachStore((freshPlace) => {
    it('are two steps: a draft is not public, and each step is in the audit with its person', async () => {
      const store = await open(await freshPlace());
      expect(await saveDraft({ ...by(store), release: namedRelease('one') })).toBe('new');
      expect(await latestRelease(store)).toBeNull();
      expect(await releases.latestOfEach(store.connection)).toEqual([]);
      expect(await publishRelease({ ...by(store, 2), id: 'one' })).toBe(true);
      expect((await latestRelease(store))?.manifest.release).toBe('one');
      expect(await listReleases(store)).toMatchObject([
        {
          id: 'one',
          state: 'public',
          builtAt: day(1),
          publishedAt: day(2),
          builtBy: 'secretariat',
          publishedBy: 'secretariat',
        },
      ]);
      const lines = (await audit.list(store.connection)).filter(({ action }) => action.startsWith('release.'));
      expect(lines.map(({ action, from, to, person }) => [action, from, to, person])).toEqual([
        ['release.build', null, 'draft', 'secretariat'],
        ['release.publish', 'draft', 'public', 'secretariat'],
      ]);
    });

    it('are refused to people who may not publish', async () => {
      const store = await open(await freshPlace());
      const asked = { ...by(store), person: asDonor };
      expect(() => saveDraft({ ...asked, release: namedRelease('one') })).toThrow('donor');
      await saveDraft({ ...by(store), release: namedRelease('one') });
      await expect(publishRelease({ ...asked, id: 'one' })).rejects.toMatchObject({ code: 'not_allowed' });
      await expect(discardDraft({ ...asked, id: 'one' })).rejects.toMatchObject({ code: 'not_allowed' });
    });

    it('end where the draft is discarded, and a public release cannot be discarded', async () => {
      const store = await open(await freshPlace());
      await saveDraft({ ...by(store), release: namedRelease('one') });
      await discardDraft({ ...by(store), id: 'one' });
      expect(await listReleases(store)).toEqual([]);
      expect((await releases.files(store.connection, 'one')).size).toBe(0);
      await publishBuilt({ ...by(store), release: namedRelease('two') });
      await expect(discardDraft({ ...by(store), id: 'two' })).rejects.toMatchObject({ code: 'release_not_draft' });
    });

    it('are refused only where a country now allows less than the draft contains', async () => {
      const store = await open(await freshPlace());
      const choices = { 'tiny-2026 AAA': { 'P1.Q': 'published' }, 'tiny-2026 BBB': { 'P1.Q': 'scores_only' } };
      const basis = JSON.stringify({ inputs: '', models: '', revisions: {}, place: 0, choices });
      const put = (country: string, choice: SectionPublication) =>
        store.transaction((tx) =>
          publications.put(
            tx,
            { cycle: 'tiny-2026', country, revision: 1, at: day(1), person: 'secretariat' },
            new Map([['P1.Q', choice]]),
          ),
        );
      await saveDraft({ ...by(store), release: namedRelease('one'), basis });
      await put('AAA', 'scores_only');
      await put('BBB', 'published');
      await expect(publishRelease({ ...by(store, 2), id: 'one' })).rejects.toMatchObject({
        code: 'release_against_choice',
        details: { countries: ['AAA'] },
      });
      // The same bytes, built again from the current choices.
      const again = basis.replace('"published"', '"scores_only"');
      await saveDraft({ ...by(store), release: namedRelease('one'), basis: again });
      expect(await publishRelease({ ...by(store, 3), id: 'one' })).toBe(true);
    });

    it('are refused where another release was published since the person viewed the page', async () => {
      const store = await open(await freshPlace());
      await publishBuilt({ ...by(store), release: namedRelease('one') });
      await saveDraft({ ...by(store), release: namedRelease('two') });
      await publishBuilt({ ...by(store), release: namedRelease('three') });
      const asked = { ...by(store), id: 'two', seen: 'one' };
      await expect(publishRelease(asked)).rejects.toMatchObject({ code: 'draft_moved' });
      expect(await publishRelease({ ...asked, seen: 'three' })).toBe(true);
    });

    it('show a release again that is rebuilt after another was published', async () => {
      const store = await open(await freshPlace());
      const publish = (id: string) => publishBuilt({ ...by(store), release: namedRelease(id) });
      expect(await publish('before')).toBe(true);
      expect(await publish('before')).toBe(false);
      expect(await publish('between')).toBe(true);
      expect(await publish('before')).toBe(true);
      expect((await latestRelease(store, 'tiny-2026'))?.manifest.release).toBe('before');
    });
  });

  it('show the release published last, for any clock times of publications and openings', async () => {
    const instants = fc.integer({ min: 0, max: 4_000 }).map((days) => new Date(days * 86_400_000).toISOString());
    await fc.assert(
      fc.asyncProperty(fc.array(instants, { minLength: 2, maxLength: 8 }), instants, instants, async (clock, a, b) => {
        const { folder, remove } = temporaryDataFolder();
        const store = await openStore({ databaseUrl: null, folder });
        try {
          await openTinyCycle(store, 'tiny-2026', a);
          await openTinyCycle(store, 'other-2026', b);
          await publishBuilt({ ...by(store), release: namedRelease('other', 'other-2026') });
          for (const [nth, at] of clock.entries()) {
            await publishBuilt({ store, person: asSecretariat, at, release: namedRelease(`r${nth}`) });
            expect((await releases.latestOfEach(store.connection)).map(({ id }) => id)).toEqual([`r${nth}`, 'other']);
            expect((await listReleases(store, 'tiny-2026'))[0]!.id).toBe(`r${nth}`);
          }
        } finally {
          await store.close();
          remove();
        }
      }),
      { numRuns: 10 },
    );
  });

  it('increase the version of the public state', async () => {
    const { folder, remove } = temporaryDataFolder();
    const [store, other] = [
      await openStore({ databaseUrl: null, folder }),
      await openStore({ databaseUrl: null, folder }),
    ];
    await openTinyCycle(store);
    const before = await other.publicVersion();
    await publishBuilt({ ...by(store), release: namedRelease('one') });
    expect(await other.publicVersion()).toBeGreaterThan(before);
    expect(await other.publicVersion()).toBe(await publicVersion.read(store.connection));
    await store.close();
    await other.close();
    remove();
  });
});
