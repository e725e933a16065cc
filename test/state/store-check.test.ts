import { createHash } from 'node:crypto';
import { sql } from 'kysely';
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
    it('finds nothing in one that is sound', async () => {
      const store = await openFor(await freshPlace());
      for (const id of ['u-1', 'u-2', 'u-3']) await keepUpload(store, id);
      expect(await checkStore(store)).toMatchObject({ files: 3, findings: [] });
    });

    it('finds a file with other bytes, other sizes, an upload without audit, a file of no upload', async () => {
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

    it('finds a line of the audit that was taken out', async () => {
      const store = await openFor(await freshPlace());
      for (const id of ['u-1', 'u-2', 'u-3']) await keepUpload(store, id);
      await store.transaction(async (tx) => {
        if (store.kind === 'sqlite') await sql`drop trigger audit_no_delete`.execute(tx);
        else await sql`drop trigger audit_no_change on audit`.execute(tx);
        await sql`delete from audit where thing = 'upload u-2'`.execute(tx);
      });
      const { findings } = await checkStore(store);
      expect(findings).toContain('An upload without its line in the audit: u-2.');
      if (store.kind === 'sqlite') expect(findings).toContain('The audit has a gap: line 1 is followed by line 3.');
    });
  });
});
