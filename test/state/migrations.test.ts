import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { audit, checkStore, cycles, openStore, type Store, submissions } from '../../src/state/index.ts';
import { asSecretariat } from '../people.ts';
import { onEachStore, openFor } from './stores.ts';

describe('a store of an earlier version', () => {
  onEachStore((freshPlace) => {
    it('loses the revision number of a withdrawn acceptance, and keeps valid ones', async () => {
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

describe('a store without seals', () => {
  onEachStore((freshPlace) => {
    it('gets seals for its existing audit, and for each later line', async () => {
      const place = await freshPlace();
      const earlier = await openStore(place);
      const note = (store: Store, thing: string) =>
        store.transaction((tx) => audit.write(tx, asSecretariat, { at: cycle.openedAt, action: 'folder.make', thing }));
      for (const thing of ['a', 'b']) await note(earlier, thing);
      await earlier.transaction(async (tx) => {
        if (earlier.kind === 'postgres') {
          await sql`drop trigger audit_at_commit on audit`.execute(tx);
          await sql`drop function audit_at_commit`.execute(tx);
        }
        for (const table of ['audit_chain', 'audit_head']) await sql`drop table ${sql.table(table)}`.execute(tx);
        if (earlier.kind === 'postgres') await sql`drop function audit_chain_append_only`.execute(tx);
        await tx.deleteFrom('migrations').where('name', '=', '2026-12-audit-chain').execute();
      });
      await earlier.close();

      const store = await openFor(place);
      await note(store, 'c');
      expect(await store.connection.selectFrom('audit_chain').select('line').orderBy('number').execute()).toEqual(
        [1, 2, 3].map((line) => ({ line })),
      );
      expect((await checkStore(store)).findings).toEqual([]);
    });
  });
});

const cycle = {
  id: 'tiny-2026',
  instrument: 'tiny',
  version: '2026',
  instrumentHash: 'h',
  meaning: null,
  meaningHash: null,
  openedAt: '2026-02-01T10:00:00.000Z',
  openedBy: 'secretariat',
  closesOn: null,
  target: null,
  targetYear: null,
  baseline: null,
  rules: null,
  rulesHash: null,
};
