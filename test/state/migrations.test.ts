import { describe, expect, it } from 'vitest';
import { cycles, openStore, submissions } from '../../src/state/index.ts';
import { onEachStore, openFor } from './stores.ts';

describe('a store of an earlier version', () => {
  onEachStore((freshPlace) => {
    it('that kept the number of a withdrawn acceptance keeps it no longer, and keeps those that stand', async () => {
      const place = await freshPlace();
      const earlier = await openStore(place);
      await earlier.transaction(async (tx) => {
        await cycles.open(tx, cycle);
        await submissions.invite(tx, cycle.id, ['AAA', 'BBB', 'CCC']);
        const set = (country: string, state: 'accepted' | 'received') =>
          tx
            .updateTable('submissions')
            .set({ state, revision: 2, accepted_revision: 2 })
            .where('country', '=', country);
        await set('AAA', 'accepted').execute();
        await set('BBB', 'received').execute();
        await tx.deleteFrom('migrations').where('name', '=', '2026-11-standing-acceptance').execute();
      });
      await earlier.close();

      const { connection } = await openFor(place);
      const known = await submissions.list(connection, cycle.id);
      expect(known.map(({ acceptedRevision }) => acceptedRevision)).toEqual([2, null, null]);
      expect((await submissions.accepted(connection, cycle.id)).map(({ country }) => country)).toEqual(['AAA']);
    });
  });
});

const cycle = {
  id: 'tiny-2026',
  instrument: 'tiny',
  version: '2026',
  instrumentHash: 'h',
  openedAt: '2026-02-01T10:00:00.000Z',
  openedBy: 'secretariat',
  closesOn: null,
  target: null,
  targetYear: null,
  baseline: null,
  rules: null,
  rulesHash: null,
};
