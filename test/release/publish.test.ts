import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Person } from '../../src/domain/index.ts';
import { latestRelease, publishRelease, type Release } from '../../src/release/index.ts';
import { cycles, openStore } from '../../src/state/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'gap-publish-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const secretariat: Person = { id: 'anna', role: 'secretariat', country: null, assigned: [] };

/** A release of the cycle with nothing in it but its name. */
function named(id: string): Release {
  const manifest = { release: id, cycle: 'tiny-2026', illustrative: true, files: [] };
  const files = new Map([['manifest.json', new TextEncoder().encode(JSON.stringify(manifest))]]);
  return { manifest, files } as unknown as Release;
}

describe('a release', () => {
  it('that comes out again after another was published is the one on show once more', async () => {
    const store = await openStore({ databaseUrl: null, folder });
    const publish = (id: string, day: number) =>
      publishRelease({ store, release: named(id), person: secretariat, at: `2026-03-0${day}T00:00:00.000Z` });
    const about = { id: 'tiny-2026', instrument: 'tiny', version: '2026', instrumentHash: 'h', openedBy: 'anna' };
    const unset = { closesOn: null, target: null, targetYear: null, baseline: null, rules: null, rulesHash: null };
    const openedAt = '2026-01-01T00:00:00.000Z';
    await store.transaction((tx) => cycles.open(tx, { ...about, ...unset, openedAt }));
    try {
      expect(await publish('before', 1)).toBe(true);
      expect(await publish('before', 2)).toBe(false);
      expect(await publish('between', 3)).toBe(true);
      expect(await publish('before', 4)).toBe(true);
      expect((await latestRelease(store, 'tiny-2026'))?.manifest.release).toBe('before');
      expect(await publish('before', 5)).toBe(false);
    } finally {
      await store.close();
    }
  });
});
