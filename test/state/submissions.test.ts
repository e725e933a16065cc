import { describe, expect, it } from 'vitest';
import { cycles, type Store, submissions } from '../../src/state/index.ts';
import { onEachStore, openFor } from './stores.ts';

const cycle = 'tiny-2026';
const at = '2026-02-01T10:00:00.000Z';

async function invite(store: Store): Promise<void> {
  await store.transaction(async (tx) => {
    await cycles.open(tx, {
      id: cycle,
      instrument: 'tiny',
      version: '2026',
      instrumentHash: 'h',
      meaning: null,
      meaningHash: null,
      openedAt: at,
      openedBy: 'secretariat',
      closesOn: null,
      target: null,
      targetYear: null,
      baseline: null,
      rules: null,
      rulesHash: null,
    });
    await submissions.invite(tx, cycle, ['AAA']);
  });
}

describe('a submission', () => {
  onEachStore((freshPlace) => {
    it('once locked is read by the next transaction as the previous one left it, never in an intermediate state', async () => {
      const place = await freshPlace();
      const [one, other] = [await openFor(place), await openFor(place)];
      await invite(one);
      const locked = Promise.withResolvers<void>();
      const goesOn = Promise.withResolvers<void>();
      const raise = (store: Store, meanwhile?: () => Promise<void>) =>
        store.transaction(async (tx) => {
          // Like every use case, reads the cycle before locking the submission.
          await cycles.find(tx, cycle);
          const submission = (await submissions.lock(tx, cycle, 'AAA'))!;
          await meanwhile?.();
          const revision = submission.revision + 1;
          await submissions.receive(tx, submission, { revision, state: 'received', at, errors: 0, warnings: 0 });
          return revision;
        });
      const first = raise(one, async () => {
        locked.resolve();
        await goesOn.promise;
      });
      await locked.promise;
      const second = raise(other);
      // Without a lock, the second transaction would read and write before the first ends.
      const third = await openFor(place);
      for (let reads = 0; reads < 50; reads += 1) await cycles.list(third.connection);
      goesOn.resolve();
      expect(await Promise.all([first, second])).toEqual([1, 2]);
      expect(await submissions.find(one.connection, cycle, 'AAA')).toMatchObject({ revision: 2 });
    });

    it('that is not invited cannot be locked', async () => {
      const store = await openFor(await freshPlace());
      await invite(store);
      expect(await store.transaction((tx) => submissions.lock(tx, cycle, 'BBB'))).toBeNull();
    });
  });
});
