import { describe, expect, it } from 'vitest';
import { cycles, releases, type Store, type StoredRelease } from '../../src/state/index.ts';
import { onEachStore, openFor } from './stores.ts';

const release = (id: string, more: Partial<StoredRelease> = {}): StoredRelease => ({
  id,
  cycle: 'tiny-2026',
  kind: 'illustrative',
  manifestHash: `hash of ${id}`,
  builtAt: '2026-03-01T00:00:00.000Z',
  publishedAt: null,
  ...more,
});

const files = [
  { path: 'marts/scores.csv', sha256: 'b', bytes: new TextEncoder().encode('a,b\n') },
  { path: 'manifest.json', sha256: 'a', bytes: new TextEncoder().encode('{}') },
];

describe('kept releases', () => {
  onEachStore((freshPlace) => {
    it('give their files back in order of path', async () => {
      const store = await openWithCycle(await freshPlace());
      await store.transaction((tx) => releases.save(tx, release('r-1'), files));
      const read = await releases.files(store.connection, 'r-1');
      expect([...read]).toEqual([
        ['manifest.json', files[1]!.bytes],
        ['marts/scores.csv', files[0]!.bytes],
      ]);
      expect(await releases.file(store.connection, 'r-1', 'manifest.json')).toEqual(files[1]);
      expect(await releases.file(store.connection, 'r-1', '../secret')).toBeNull();
    });

    it('are shown once published, the one published last', async () => {
      const store = await openWithCycle(await freshPlace());
      await store.transaction((tx) => releases.save(tx, release('r-1'), files));
      await store.transaction((tx) => releases.save(tx, release('r-2', { builtAt: '2026-03-02T00:00:00.000Z' }), []));
      expect(await releases.latest(store.connection)).toBeNull();
      await store.transaction((tx) => releases.publish(tx, 'r-1', '2026-03-03T00:00:00.000Z'));
      expect(await releases.latest(store.connection, 'tiny-2026')).toMatchObject({ id: 'r-1' });
      const listed = async () => (await releases.list(store.connection)).map(({ id }) => id);
      expect(await listed()).toEqual(['r-1', 'r-2']);
      await store.transaction((tx) => releases.publish(tx, 'r-2', '2026-03-04T00:00:00.000Z'));
      expect(await listed()).toEqual(['r-2', 'r-1']);
      await store.transaction((tx) => releases.publish(tx, 'r-1', '2026-03-05T00:00:00.000Z'));
      expect(await listed()).toEqual(['r-1', 'r-2']);
      expect(await releases.latest(store.connection, 'tiny-2026')).toMatchObject({ id: 'r-1' });
    });

    it('are on show one an instrument, that with which the folder began first', async () => {
      const store = await openWithCycle(await freshPlace());
      await openCycle(store, 'another-2025', 'another', '2025', '2026-02-01T00:00:00.000Z');
      await openCycle(store, 'tiny-2027', 'tiny', '2027', '2026-03-01T00:00:00.000Z');
      const publishedAt = '2026-04-01T00:00:00.000Z';
      await store.transaction(async (tx) => {
        await releases.save(tx, release('r-1', { publishedAt }), []);
        await releases.save(tx, release('r-2', { cycle: 'another-2025', publishedAt }), []);
        await releases.save(tx, release('r-3', { publishedAt: '2026-04-02T00:00:00.000Z' }), []);
        await releases.save(tx, release('r-4', { cycle: 'tiny-2027' }), []);
      });
      const shown = async () => (await releases.latestOfEach(store.connection)).map(({ id }) => id);
      expect(await shown()).toEqual(['r-3', 'r-2']);
      await store.transaction((tx) => releases.publish(tx, 'r-4', publishedAt));
      expect(await shown()).toEqual(['r-4', 'r-2']);
      expect(await releases.latest(store.connection)).toMatchObject({ id: 'r-4' });
      expect(await releases.latest(store.connection, 'tiny-2026')).toMatchObject({ id: 'r-3' });
    });

    it('are never saved twice under one id', async () => {
      const store = await openWithCycle(await freshPlace());
      await store.transaction((tx) => releases.save(tx, release('r-1'), files));
      await expect(store.transaction((tx) => releases.save(tx, release('r-1'), []))).rejects.toThrow();
    });
  });
});

async function openWithCycle(place: Parameters<typeof openFor>[0]): Promise<Store> {
  const store = await openFor(place);
  await openCycle(store, 'tiny-2026', 'tiny', '2026', '2026-01-01T00:00:00.000Z');
  return store;
}

function openCycle(store: Store, id: string, instrument: string, version: string, openedAt: string): Promise<void> {
  const about = { id, instrument, version, instrumentHash: 'h', openedAt, openedBy: 'secretariat' };
  const unset = { closesOn: null, target: null, targetYear: null, baseline: null, rules: null, rulesHash: null };
  return store.transaction((tx) => cycles.open(tx, { ...about, ...unset }));
}
