import { describe, expect, it } from 'vitest';
import { movable, type NewUpload, type Store, uploads, waiting } from '../../src/state/index.ts';
import { onEachStore, openFor } from './stores.ts';

const upload = (id: string): NewUpload => ({
  id,
  sha256: 'hash of 1 2 3',
  size: 3,
  fileName: 'réponse.xlsx',
  receivedAt: '2026-02-01T10:00:00.000Z',
  person: 'focal point',
  role: 'focal_point',
  personCountry: 'AAA',
  expectedCycle: null,
  expectedCountry: null,
});

describe('stored uploads', () => {
  onEachStore((freshPlace) => {
    it('are returned byte for byte', async () => {
      const store = await openFor(await freshPlace());
      const bytes = Uint8Array.from({ length: 300_000 }, (_, n) => n % 256);
      await keep(store, 'u-1', bytes);
      expect(await uploads.bytes(store.connection, 'u-1')).toEqual(bytes);
      expect(await uploads.find(store.connection, 'u-1')).toMatchObject({ ...upload('u-1'), outcome: null });
    });

    it('are stored completely, whether or not the store takes over the buffer of the caller', async () => {
      const store = await openFor(await freshPlace());
      const bytes = Uint8Array.from({ length: 300_000 }, (_, n) => n % 256);
      const given = movable(new Uint8Array(bytes));
      await keep(store, 'u-1', given);
      expect(await uploads.bytes(store.connection, 'u-1')).toEqual(bytes);
      expect([0, bytes.length]).toContain(given.length);
      const part = bytes.subarray(10, 200_000);
      await store.transaction((tx) => uploads.keep(tx, { ...upload('u-2'), sha256: 'part' }, movable(part)));
      expect(await uploads.bytes(store.connection, 'u-2')).toEqual(part);
      expect(bytes.length).toBe(300_000);
    });

    it('are waiting until they are checked', async () => {
      const store = await openFor(await freshPlace());
      await keep(store, 'u-1');
      await keep(store, 'u-2');
      await store.transaction((tx) => uploads.note(tx, 'u-1', refused));
      expect((await uploads.unchecked(store.connection)).map(({ id }) => id)).toEqual(['u-2']);
    });

    it('are claimed by one process at a time, and by another when the clock was set back since', async () => {
      const store = await openFor(await freshPlace());
      const { connection } = store;
      const noon = 1_800_000_000;
      const claim = { token: 'first', until: noon + 10 };
      await store.transaction((tx) => uploads.keep(tx, upload('u-1'), new Uint8Array([1, 2, 3]), claim));
      const seen = async (now: number) => [
        await waiting.firstClaimable(connection, now),
        await waiting.isClaimable(connection, 'u-1', now),
        await waiting.isClaimed(connection, 'u-1', now),
      ];
      const free = ['u-1', true, false];
      expect(await seen(noon)).toEqual([null, false, true]);
      expect(await seen(noon + 11)).toEqual(free);
      const hourBefore = noon - 3_600;
      expect(await seen(hourBefore)).toEqual(free);
      const next = { token: 'second', until: hourBefore + 10 };
      const claimed = await store.transaction((tx) => waiting.claim(tx, 'u-1', hourBefore, next));
      expect(claimed).toMatchObject({ id: 'u-1' });
      expect(await store.transaction((tx) => waiting.holds(tx, 'u-1', 'first'))).toBe(false);
      expect(await seen(hourBefore)).toEqual([null, false, true]);

      const failed = { tries: 1, nextTry: noon + 3_600, setAside: false };
      await store.transaction((tx) => waiting.release(tx, 'u-1', 'second', failed));
      expect(await seen(noon)).toEqual([null, false, false]);
      expect(await seen(noon - 86_400)).toEqual(free);
      await store.transaction((tx) => waiting.claim(tx, 'u-1', noon, claim));
      const last = { ...failed, nextTry: waiting.never };
      await store.transaction((tx) => waiting.release(tx, 'u-1', 'first', last));
      expect(await seen(noon - 86_400)).toEqual([null, false, false]);
    });

    it('with the same bytes share them, and one can be deleted without the other', async () => {
      const store = await openFor(await freshPlace());
      await keep(store, 'u-1');
      await keep(store, 'u-2');
      await store.transaction((tx) => uploads.dropBytes(tx, 'u-1'));
      expect(await uploads.bytes(store.connection, 'u-1')).toBeNull();
      expect(await uploads.bytes(store.connection, 'u-2')).toEqual(new Uint8Array([1, 2, 3]));
      await store.transaction((tx) => uploads.dropBytes(tx, 'u-2'));
      expect(await store.connection.selectFrom('files').selectAll().execute()).toEqual([]);
    });
  });
});

const refused = {
  outcome: 'refused' as const,
  identity: null,
  cycle: null,
  country: null,
  revision: null,
  notRecorded: 'refused',
  answerCounts: null,
  cellCounts: null,
  effect: null,
};

const keep = (store: Store, id: string, bytes = new Uint8Array([1, 2, 3])) =>
  store.transaction((tx) => uploads.keep(tx, upload(id), bytes));
