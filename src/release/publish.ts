/** Releases in the state store: built from a cycle, saved, published, found again. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { may, type Person } from '../domain/index.ts';
import { Problem } from '../problem/index.ts';
import { audit, folder, type ReleaseFile, releases, type Store, type StoredRelease } from '../state/index.ts';
import { buildRelease, type OnProgress, type Release } from './build.ts';
import { freeze } from './freeze.ts';
import { manifestPath, sha256 } from './manifest.ts';
import { type OpenRelease, openRelease } from './open.ts';

export type Released = {
  readonly release: Release;
  /** False where the very same release was in the store: nothing was written. */
  readonly fresh: boolean;
};

/**
 * Freezes a cycle, builds its public release, saves and publishes it.
 *
 * @param cycle - its id, or the bare version while only one open cycle has it
 * @param at - UTC instant of publication, which no file of the release holds
 * @param scratch - folder for temporary files; the system's own by default
 * @throws Problem `not_allowed`, and what freezing and building throw; nothing is saved then
 */
export async function releaseCycle({
  store,
  contentRoot,
  cycle,
  person,
  at,
  scratch,
  onProgress = () => {},
}: {
  store: Store;
  contentRoot: string;
  cycle: string;
  person: Person;
  at: string;
  scratch?: string;
  onProgress?: OnProgress;
}): Promise<Released> {
  demandPublisher(person);
  onProgress('freeze', cycle, 0);
  const inputs = await freeze({ store, contentRoot, cycle, software: softwareVersion(contentRoot) });
  const place = scratch === undefined ? {} : { scratch };
  const release = await buildRelease({ contentRoot, inputs, ...place, onProgress });
  onProgress('save', release.manifest.release, 0.97);
  const fresh = await publishRelease({ store, release, person, at });
  onProgress('done', release.manifest.release, 1);
  return { release, fresh };
}

/**
 * Saves a release with all its files and publishes it, in one transaction with its audit line.
 *
 * @returns false where it is the one on show already
 * @throws Problem `not_allowed`
 */
export async function publishRelease({
  store,
  release: { manifest, files },
  person,
  at,
}: {
  store: Store;
  release: Release;
  person: Person;
  at: string;
}): Promise<boolean> {
  demandPublisher(person);
  const id = manifest.release;
  const rows: ReleaseFile[] = [...files].map(([path, bytes]) => ({ path, bytes, sha256: sha256(bytes) }));
  return store.transaction(async (tx) => {
    const found = await releases.find(tx, id);
    if (found) {
      // What was so before may be so again, such as a fact that was put back: then the earlier release is shown anew.
      if ((await releases.latest(tx, manifest.cycle))?.id === id) return false;
      await releases.publish(tx, id, at);
      const details = {
        manifest: sha256(files.get(manifestPath)!),
        files: rows.length,
        published_before: found.publishedAt,
      };
      await audit.write(tx, person, { ...published(manifest), at, details });
      return true;
    }
    const stored: StoredRelease = {
      id,
      cycle: manifest.cycle,
      kind: (await folder.kind(tx)) ?? (manifest.illustrative ? 'illustrative' : 'real'),
      manifestHash: sha256(files.get(manifestPath)!),
      builtAt: at,
      publishedAt: at,
    };
    await releases.save(tx, stored, rows);
    const details = { manifest: stored.manifestHash, files: rows.length };
    await audit.write(tx, person, { ...published(manifest), at, details });
    return true;
  });
}

const published = ({ release, cycle }: Release['manifest']) => ({
  action: 'release.publish' as const,
  thing: `release ${release}`,
  cycle,
  to: 'published',
});

/** Newest first; of one cycle, or all. */
export const listReleases = (store: Store, cycle?: string): Promise<StoredRelease[]> =>
  releases.list(store.connection, cycle);

/** The release that is shown: of a cycle, or of the latest that has one; null while nothing is published. */
export async function latestRelease(store: Store, cycle?: string): Promise<OpenRelease | null> {
  const latest = await releases.latest(store.connection, cycle);
  return latest ? openRelease(await releases.files(store.connection, latest.id)) : null;
}

/**
 * Every file of a release, the kept ones included.
 *
 * @param id - null for the latest published one; the first digits are enough while they name one release only
 * @throws Problem `release_unknown`
 */
export async function releaseFiles(store: Store, id: string | null): Promise<ReadonlyMap<string, Uint8Array>> {
  const known = await releases.list(store.connection);
  const meant = known.filter((release) => id !== null && release.id.startsWith(id));
  const found = id === null ? await releases.latest(store.connection) : meant.length === 1 ? meant[0] : null;
  if (!found) throw new Problem('release_unknown', 'release', { id: id ?? '' });
  return releases.files(store.connection, found.id);
}

function demandPublisher(person: Person): void {
  if (may(person, 'release.publish', { country: null })) return;
  throw new Problem('not_allowed', 'release', { action: 'release.publish', role: person.role });
}

/** Version in the package.json of this software. */
function softwareVersion(contentRoot: string): string {
  const { version } = JSON.parse(readFileSync(join(contentRoot, 'package.json'), 'utf8')) as { version: string };
  return version;
}
