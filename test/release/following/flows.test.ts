/** Which releases follow which: the next draft of a cycle, and a correction. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { finishManifest, sha256 } from '../../../src/release/files/manifest.ts';
import {
  buildRelease,
  correctReleases,
  draftCycle,
  publishRelease,
  type Release,
  releaseFiles,
  saveDraft,
  verifyRelease,
  withdrawCountry,
} from '../../../src/release/index.ts';
import { cycles, folder, releases } from '../../../src/state/index.ts';
import { asSecretariat } from '../../people.ts';
import { freshFolder, openFor } from '../../state/stores.ts';
import { decide, openAccepted } from '../accepted.ts';
import { smallContent } from '../content.ts';
import { auditedTables, keepFew } from '../few-tables.ts';
import { frozenCycle, inputsOf } from '../frozen.ts';
import { now } from '../world.ts';

const at = '2026-05-01T00:00:00.000Z';
const code = 'this code';
const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

describe('a draft', () => {
  it('follows the last release of its cycle that the same code built, and is the same as built in full', async () => {
    const { store, asked } = await openAccepted();
    await store.transaction((tx) => folder.make(tx, { kind: 'illustrative', at }));
    /** Builds a draft; gives its id and the marts that were built. */
    const draft = async (by: string | null) => {
      const { release, outcome } = await draftCycle({ ...asked, person: asSecretariat, at, code: by });
      const marts = new Set(release.manifest.files.map(({ mart }) => mart));
      return { id: release.manifest.release, outcome, built: marts.difference(new Set(release.taken)) };
    };
    const first = await draft(code);
    const all = first.built.size;
    expect(all).toBeGreaterThan(50);
    await publishRelease({ store, id: first.id, person: asSecretariat, at });

    expect((await draft(code)).built.size).toBe(0);
    await decide(store, 'XAB', 'reopened');
    const next = await draft(code);
    expect(next).toMatchObject({ outcome: 'new' });
    expect(next.built).toContain('scores');
    expect(next.built).not.toContain('framework');
    const { differences } = await verifyRelease({ files: await releaseFiles(store, next.id) });
    expect(differences).toEqual([]);

    // Other code, or code that is not known, builds everything, and the same.
    for (const other of ['other code', null]) {
      const whole = await draft(other);
      expect(whole).toMatchObject({ id: next.id, outcome: 'draft' });
      expect(whole.built.size).toBe(all);
    }
  });
});

describe('a correction', () => {
  it('takes from the release that it replaces what is not behind the country', async () => {
    const { manifest, differences, choices } = await corrected((release) => release);
    expect(manifest.errata).toMatchObject([{ country: 'XAB' }]);
    expect(differences).toEqual([]);
    // A file that a build would never write shows where files come from; nothing but its hash proves it.
    const [marked, whole] = [
      await corrected(marking, { few: true }),
      await corrected(marking, { few: true, by: 'other code' }),
    ];
    expect(text(marked.choices)).toBe('marked\n');
    expect(marked.differences).toEqual([{ path: 'marts/choices.csv', why: 'rebuilt_otherwise' }]);
    expect(whole).toMatchObject({ differences: [], choices });
  });

  it('builds what its own manifest does not prove', async () => {
    const damaged = await corrected(
      ({ manifest, files }) => ({
        manifest,
        files: new Map(files).set('marts/choices.csv', new TextEncoder().encode('damaged\n')),
      }),
      { few: true },
    );
    expect(text(damaged.choices)).not.toBe('damaged\n');
    expect(damaged.differences).toEqual([]);
  });
});

/** Replaces a file together with its hash. */
function marking({ manifest, files }: Release): Release {
  const bytes = new TextEncoder().encode('marked\n');
  const { format, release: _, ...rest } = manifest;
  const of = manifest.files.map((file) =>
    file.path === 'marts/choices.csv' ? { ...file, sha256: sha256(bytes), bytes: bytes.length } : file,
  );
  const { manifest: marked, text } = finishManifest({ format, ...rest, files: of });
  return {
    manifest: marked,
    files: new Map(files).set('marts/choices.csv', bytes).set('manifest.json', new TextEncoder().encode(text)),
  };
}

const contents = { whole: smallContent(), few: smallContent() };
const cycleIn = (contentRoot: string) => frozenCycle(contentRoot, 'preparedness', '2026', now);
const built = new Map<string, Promise<Release>>();
beforeAll(() => keepFew(contents.few.root, [...auditedTables, 'choices']));
afterAll(() => {
  for (const { remove } of Object.values(contents)) remove();
});

/** Built once from the same content, which no test changes. */
function releaseIn(contentRoot: string): Promise<Release> {
  const known = built.get(contentRoot);
  const release = known ?? buildRelease({ contentRoot, inputs: inputsOf(contentRoot, [cycleIn(contentRoot)]), code });
  built.set(contentRoot, release);
  return release;
}

/**
 * Publishes a release, withdraws a country from it, and corrects it.
 *
 * @param few - true where it is enough that a release has the choices, and what is behind answers
 */
async function corrected(change: (release: Release) => Release, { few = false, by = code } = {}) {
  const contentRoot = contents[few ? 'few' : 'whole'].root;
  const store = await openFor(await freshFolder());
  const act = { store, person: asSecretariat, at };
  await store.transaction((tx) => cycles.open(tx, cycleIn(contentRoot).cycle));
  const release = change(await releaseIn(contentRoot));
  const basis = JSON.stringify({ inputs: '', models: '', revisions: {}, choices: {}, place: 0, code });
  await saveDraft({ ...act, release, basis });
  await publishRelease({ ...act, id: release.manifest.release });
  await withdrawCountry({ ...act, country: 'XAB', cycle: null, reason: 'Consent was withdrawn.' });
  const [done] = await correctReleases({ ...act, contentRoot, code: by });
  expect(done).toMatchObject({ why: null });
  const files = await releaseFiles(store, done!.release);
  const { basis: kept } = (await releases.find(store.connection, done!.release!))!;
  expect(JSON.parse(kept!)).toMatchObject({ code: by });
  return { ...(await verifyRelease({ files })), choices: files.get('marts/choices.csv') };
}
