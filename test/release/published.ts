/** Publishes releases in tests, by the same two steps as in production. */
import type { Person } from '../../src/domain/index.ts';
import { publishRelease, type Release, saveDraft } from '../../src/release/index.ts';
import { cycles, type Store } from '../../src/state/index.ts';

/** @returns false if it was public already */
export async function publishBuilt(asked: {
  readonly store: Store;
  readonly release: Release;
  readonly person: Person;
  readonly at: string;
}): Promise<boolean> {
  await saveDraft(asked);
  return publishRelease({ ...asked, id: asked.release.manifest.release });
}

/** An empty release with an id and a cycle. */
export function namedRelease(id: string, cycle = 'tiny-2026'): Release {
  const manifest = { release: id, cycle, illustrative: true, files: [] };
  const files = new Map([['manifest.json', new TextEncoder().encode(JSON.stringify(manifest))]]);
  return { manifest, files } as unknown as Release;
}

export function openTinyCycle(store: Store, id = 'tiny-2026', openedAt = '2026-01-01T00:00:00.000Z'): Promise<void> {
  const [instrument, version] = id.split('-') as [string, string];
  const about = {
    id,
    instrument,
    version,
    instrumentHash: 'h',
    meaning: null,
    meaningHash: null,
    openedBy: 'anna',
    openedAt,
  };
  const unset = { closesOn: null, target: null, targetYear: null, baseline: null, rules: null, rulesHash: null };
  return store.transaction((tx) => cycles.open(tx, { ...about, ...unset }));
}
