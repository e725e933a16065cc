import { createHash } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { audit, checkStore, type Store, uploads } from '../../src/state/index.ts';
import { asSecretariat } from '../people.ts';
import { onEachStore, openFor } from './stores.ts';

const at = '2026-11-02T10:00:00.000Z';

async function keepUpload(store: Store, id: string): Promise<string> {
  const bytes = Buffer.from(`the file of ${id}`);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const from = { person: 'anna', role: 'secretariat' as const, personCountry: null };
  const upload = { id, sha256, size: bytes.length, fileName: 'a.xlsx', receivedAt: at, ...from };
  await store.transaction(async (tx) => {
    await uploads.keep(tx, { ...upload, expectedCycle: null, expectedCountry: null }, bytes);
    await audit.write(tx, asSecretariat, { at, action: 'upload.keep', thing: `upload ${id}` });
  });
  return sha256;
}

describe('the check of a store', () => {
  onEachStore((freshPlace) => {
    it('finds nothing in a valid one', async () => {
      const store = await openFor(await freshPlace());
      for (const id of ['u-1', 'u-2', 'u-3']) await keepUpload(store, id);
      expect(await checkStore(store)).toMatchObject({ files: 3, findings: [] });
    });

    it('finds a file with changed bytes or size, an upload without audit, and a file without upload', async () => {
      const store = await openFor(await freshPlace());
      const [first, second] = [await keepUpload(store, 'u-1'), await keepUpload(store, 'u-2')];
      const spoil = [
        sql`update files set bytes = ${Buffer.from('something else')} where sha256 = ${first}`,
        sql`update files set size = 9 where sha256 = ${second}`,
        sql`insert into files values ('a hash', 3, ${Buffer.from('abc')})`,
        sql`update uploads set id = 'u-9' where id = 'u-2'`,
      ];
      for (const statement of spoil) await store.transaction((tx) => statement.execute(tx));
      const { findings } = await checkStore(store);
      expect(findings.join('\n')).toMatch(/kept as a hash/);
      expect(findings.filter((line) => line.includes(first))).not.toEqual([]);
      expect(findings).toContain('An upload of another size than its file: u-9.');
      expect(findings).toContain('An upload without its line in the audit: u-9.');
      expect(findings).toContain('A file that no upload refers to: a hash.');
    });

    const openAudit = async (store: Store, change: RawBuilder<unknown>) =>
      store.transaction(async (tx) => {
        const triggers = store.kind === 'sqlite' ? ['audit_no_delete', 'audit_no_update'] : ['audit_no_change'];
        for (const trigger of triggers) {
          await (store.kind === 'sqlite'
            ? sql`drop trigger ${sql.id(trigger)}`
            : sql`drop trigger ${sql.id(trigger)} on audit`
          ).execute(tx);
        }
        await change.execute(tx);
      });
    const written = async () => {
      const store = await openFor(await freshPlace());
      for (const id of ['u-1', 'u-2', 'u-3']) await keepUpload(store, id);
      return store;
    };

    it.each([
      ['changed', sql`update audit set person = 'bob' where id = 2`, 'Line 2 of the audit is not as it was written.'],
      [
        'changed from nothing',
        sql`update audit set cycle = '' where id = 3`,
        'Line 3 of the audit is not as it was written.',
      ],
      [
        'removed at the end',
        sql`delete from audit where id = 3`,
        'Line 3 of the audit was taken out after it was written.',
      ],
    ])('names an audit line that was %s', async (_, change, said) => {
      const store = await written();
      const before = await checkStore(store);
      await openAudit(store, change);
      const after = await checkStore(store);
      expect(after.findings).toContain(said);
      expect(after.findings.filter((line) => /^Line [12] .* not as/.test(line))).toHaveLength(
        said.startsWith('Line 2') ? 1 : 0,
      );
      expect(before.auditHash).toMatch(/^[0-9a-f]{64}$/);
    });

    it('detects seals that were removed with their lines', async () => {
      const store = await written();
      await openAudit(store, sql`delete from audit where id = 3`);
      await store.transaction(async (tx) => {
        for (const trigger of store.kind === 'sqlite' ? ['audit_chain_no_delete'] : ['audit_chain_no_change']) {
          await (store.kind === 'sqlite'
            ? sql`drop trigger ${sql.id(trigger)}`
            : sql`drop trigger ${sql.id(trigger)} on audit_chain`
          ).execute(tx);
        }
        await sql`delete from audit_chain where line = 3`.execute(tx);
      });
      expect((await checkStore(store)).findings).toContain('The audit ends with seal 2, and 3 were made.');
    });

    it('seals audit lines of concurrent transactions in sequence', async () => {
      const place = await freshPlace();
      const stores = [await openFor(place), await openFor(place)];
      const line = (id: number) => ({ at, action: 'folder.make' as const, thing: `thing ${id} – “é”` });
      await Promise.all(
        Array.from({ length: 20 }, (_, id) =>
          stores[id % 2]!.transaction(async (tx) => {
            await audit.write(tx, asSecretariat, line(id));
            await audit.write(tx, asSecretariat, line(id + 100));
          }),
        ),
      );
      const { findings } = await checkStore(stores[0]!);
      expect(findings).toEqual([]);
    });

    it('detects a removed audit line', async () => {
      const store = await openFor(await freshPlace());
      for (const id of ['u-1', 'u-2', 'u-3']) await keepUpload(store, id);
      await store.transaction(async (tx) => {
        if (store.kind === 'sqlite') await sql`drop trigger audit_no_delete`.execute(tx);
        else await sql`drop trigger audit_no_change on audit`.execute(tx);
        await sql`delete from audit where thing = 'upload u-2'`.execute(tx);
      });
      const { findings } = await checkStore(store);
      expect(findings).toContain('An upload without its line in the audit: u-2.');
      expect(findings).toContain('Line 2 of the audit was taken out after it was written.');
      if (store.kind === 'sqlite') expect(findings).toContain('The audit has a gap: line 1 is followed by line 3.');
    });
  });
});
