import { describe, expect, it } from 'vitest';
import { cycles, type NewRelease, publicVersion, releases, type Store, work } from '../../src/state/index.ts';
import { onEachStore, openFor } from './stores.ts';

const release = (id: string, more: Partial<NewRelease> = {}): NewRelease => ({
  id,
  cycle: 'tiny-2026',
  kind: 'illustrative',
  manifestHash: `hash of ${id}`,
  builtAt: '2026-03-01T00:00:00.000Z',
  builtBy: 'anna',
  basis: null,
  corrects: null,
  ...more,
});

const files = [
  { path: 'marts/scores.csv', sha256: 'b', bytes: new TextEncoder().encode('a,b\n') },
  { path: 'manifest.json', sha256: 'a', bytes: new TextEncoder().encode('{}') },
];

describe('stored releases', () => {
  onEachStore((freshPlace) => {
    it('return their files in order of path', async () => {
      const store = await openWithCycle(await freshPlace());
      await store.transaction((tx) => releases.save(tx, release('r-1'), files));
      const read = await releases.files(store.connection, 'r-1');
      expect([...read]).toEqual([
        ['manifest.json', files[1]!.bytes],
        ['marts/scores.csv', files[0]!.bytes],
      ]);
      expect(await releases.file(store.connection, 'r-1', 'manifest.json')).toEqual(files[1]);
      expect(await releases.file(store.connection, 'r-1', '../secret')).toBeNull();
      expect((await releases.paths(store.connection, 'r-1')).sort()).toEqual([...read.keys()]);
      expect(await releases.paths(store.connection, 'r-0')).toEqual([]);
    });

    it('are saved with many files, which are taken one after the other', async () => {
      const store = await openWithCycle(await freshPlace());
      // More than the bytes of one statement, and more than its files.
      const sizes = Array.from({ length: 120 }, (_, at) => (at < 4 ? 9_000_000 : 10));
      const bytesOf = (at: number) => new Uint8Array(sizes[at]!).fill(at);
      const many = function* () {
        for (const at of sizes.keys())
          yield { path: `f${String(at).padStart(3, '0')}`, sha256: '', bytes: bytesOf(at) };
      };
      await store.transaction((tx) => releases.save(tx, release('r-1'), many()));
      const read = [...(await releases.files(store.connection, 'r-1')).values()];
      expect(read.map(({ length }) => length)).toEqual(sizes);
      expect(read.every((bytes, at) => Buffer.compare(bytes, bytesOf(at)) === 0)).toBe(true);
    });

    it('are public once published, and the last one is current', async () => {
      const store = await openWithCycle(await freshPlace());
      await store.transaction((tx) => releases.save(tx, release('r-1'), files));
      await store.transaction((tx) => releases.save(tx, release('r-2', { builtAt: '2026-03-02T00:00:00.000Z' }), []));
      expect(await releases.latest(store.connection)).toBeNull();
      await publish(store, 'r-1');
      expect(await releases.latest(store.connection, 'tiny-2026')).toMatchObject({ id: 'r-1' });
      const listed = async () => (await releases.list(store.connection)).map(({ id }) => id);
      // Drafts come first.
      expect(await listed()).toEqual(['r-2', 'r-1']);
      await publish(store, 'r-2');
      expect(await listed()).toEqual(['r-2', 'r-1']);
      await publish(store, 'r-1');
      expect(await listed()).toEqual(['r-1', 'r-2']);
      expect(await releases.latest(store.connection, 'tiny-2026')).toMatchObject({ id: 'r-1' });
    });

    it('are in the order in which they were built, for any clock times', async () => {
      const store = await openWithCycle(await freshPlace());
      const builtAt = (hour: number) => `2026-03-02T0${hour}:00:00.000Z`;
      const save = (id: string, hour: number) =>
        store.transaction((tx) => releases.save(tx, release(id, { builtAt: builtAt(hour) }), []));
      await save('r-1', 9);
      await save('r-2', 1);
      await save('r-3', 5);
      const listed = async () => (await releases.list(store.connection)).map(({ id }) => id);
      expect(await listed()).toEqual(['r-3', 'r-2', 'r-1']);
      await store.transaction((tx) =>
        releases.redraft(tx, { id: 'r-1', builtAt: builtAt(0), builtBy: 'anna', basis: null }),
      );
      expect(await listed()).toEqual(['r-1', 'r-3', 'r-2']);
      for (const [name, hour] of [
        ['demo', 9],
        ['release a', 1],
      ] as const) {
        await store.transaction((tx) => work.note(tx, { name, share: 0.5, at: builtAt(hour) }));
      }
      expect((await work.list(store.connection)).map(({ name }) => name)).toEqual(['release a', 'demo']);
    });

    it('are current one for each instrument, the first instrument of the folder first', async () => {
      const store = await openWithCycle(await freshPlace());
      await openCycle(store, 'another-2025', 'another', '2025', '2026-02-01T00:00:00.000Z');
      await openCycle(store, 'tiny-2027', 'tiny', '2027', '2026-03-01T00:00:00.000Z');
      await store.transaction(async (tx) => {
        await releases.save(tx, release('r-1'), []);
        await releases.save(tx, release('r-2', { cycle: 'another-2025' }), []);
        await releases.save(tx, release('r-3'), []);
        await releases.save(tx, release('r-4', { cycle: 'tiny-2027' }), []);
      });
      for (const id of ['r-1', 'r-2', 'r-3']) await publish(store, id);
      const shown = async () => (await releases.latestOfEach(store.connection)).map(({ id }) => id);
      expect(await shown()).toEqual(['r-3', 'r-2']);
      await publish(store, 'r-4');
      expect(await shown()).toEqual(['r-4', 'r-2']);
      expect(await releases.latest(store.connection)).toMatchObject({ id: 'r-4' });
      expect(await releases.latest(store.connection, 'tiny-2026')).toMatchObject({ id: 'r-3' });
    });

    it('are never saved twice with the same id', async () => {
      const store = await openWithCycle(await freshPlace());
      await store.transaction((tx) => releases.save(tx, release('r-1'), files));
      await expect(store.transaction((tx) => releases.save(tx, release('r-1'), []))).rejects.toThrow();
    });
  });
});

/** All at the same time, so that only the order of the steps counts. */
const publish = (store: Store, id: string): Promise<void> =>
  store.transaction(async (tx) =>
    releases.publish(tx, id, { at: '2026-04-01T00:00:00.000Z', by: 'anna', place: await publicVersion.advance(tx) }),
  );

async function openWithCycle(place: Parameters<typeof openFor>[0]): Promise<Store> {
  const store = await openFor(place);
  await openCycle(store, 'tiny-2026', 'tiny', '2026', '2026-01-01T00:00:00.000Z');
  return store;
}

function openCycle(store: Store, id: string, instrument: string, version: string, openedAt: string): Promise<void> {
  const about = {
    id,
    instrument,
    version,
    instrumentHash: 'h',
    meaning: null,
    meaningHash: null,
    openedAt,
    openedBy: 'secretariat',
  };
  const unset = { closesOn: null, target: null, targetYear: null, baseline: null, rules: null, rulesHash: null };
  return store.transaction((tx) => cycles.open(tx, { ...about, ...unset }));
}
