import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { columnsOf, tableNames, tablesInOrder } from '../../src/state/engine/schema.ts';
import {
  audit,
  checkStore,
  openStore,
  readBackup,
  restoreBackup,
  type Store,
  type Transaction,
  uploads,
  writeBackup,
} from '../../src/state/index.ts';
import { asSecretariat } from '../people.ts';
import { postgresServer } from '../postgres.ts';
import { type FreshPlace, freshDatabase, freshFolder, onEachStore, openFor, temporaryFolder } from './stores.ts';

const at = '2026-11-02T10:00:00.000Z';
const bytes = randomBytes(300_000);
const hash = createHash('sha256').update(bytes).digest('hex');

const counting = new Set(['audit', 'decisions']);

/** Adds a row to every table of the current schema, so that a table that the backup omits is detected. */
async function fillEveryTable(store: Store): Promise<void> {
  // Writing an audit line fills the audit tables.
  await store.transaction((tx) => audit.write(tx, asSecretariat, { at, action: 'folder.make', thing: 'first' }));
  await store.transaction(async (tx) => {
    for (const table of await tablesInOrder(tx, store.kind)) {
      if (table === 'migrations') continue;
      // Generated keys are left to the database.
      const columns = (await columnsOf(tx, store.kind, table)).filter(
        ({ name }) => name !== 'id' || !counting.has(table),
      );
      const allowed = await allowedIn(tx, store.kind, table);
      const value = ({ name, type }: (typeof columns)[number]) => {
        // A withdrawal is of a release or of a country.
        if (table === 'withdrawals' && name === 'country') return null;
        if (/^(blob|bytea)$/i.test(type)) return bytes;
        if (/double|real/i.test(type)) return 0.1 + 0.2;
        if (/int/i.test(type)) return 1;
        // The hash of the bytes, which other tables refer to.
        return allowed.get(name) ?? hash;
      };
      const names = sql.join(columns.map(({ name }) => sql.ref(name)));
      const given = store.kind === 'postgres' ? sql`overriding system value` : sql``;
      const { rows } = await sql`select 1 from ${sql.table(table)}`.execute(tx);
      if (rows.length > 0) continue;
      await sql`insert into ${sql.table(table)} (${names}) ${given} values (${sql.join(columns.map(value))})`.execute(
        tx,
      );
    }
  });
  const { value_number, ...odd } = {
    value_number: [-0, 5e-324, 1.7976931348623157e308, -1 / 3],
    text: ['é\u{1F600}', '', '\u2028"\\', ' a\r\nb '],
  };
  await store.transaction(async (tx) => {
    for (const thing of odd.text) await audit.write(tx, asSecretariat, { at, action: 'upload.check', thing });
    const [answer] = (await sql<Record<string, unknown>>`select * from answers`.execute(tx)).rows;
    for (const [nth, number] of value_number.entries()) {
      const row = { ...answer!, position: 10 + nth, value_number: number };
      await sql`insert into answers (${sql.join(Object.keys(row).map((name) => sql.ref(name)))}) values (${sql.join(Object.values(row))})`.execute(
        tx,
      );
    }
  });
}

/** The first allowed value of each column with a check constraint. */
async function allowedIn(tx: Transaction, kind: Store['kind'], table: string): Promise<Map<string, string>> {
  const { rows } =
    kind === 'sqlite'
      ? await sql<{ text: string }>`select sql as text from sqlite_master where name = ${table}`.execute(tx)
      : await sql<{
          text: string;
        }>`select pg_get_constraintdef(oid) as text from pg_constraint where conrelid = ${table}::regclass`.execute(tx);
  const limits = rows.flatMap(({ text }) => [
    ...text.matchAll(/\(?"?(\w+)"?\s+(?:in \(|= any \(\(?array\[)\s*'([^']+)'/gi),
  ]);
  return new Map(limits.map(([, column, value]) => [column!, value!]));
}

/** Every row of every table as sorted text, with the hash in place of bytes. */
async function contentOf(store: Store): Promise<Record<string, string[]>> {
  const content: Record<string, string[]> = {};
  for (const table of (await tableNames(store.connection, store.kind)).sort()) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(table)}`.execute(store.connection);
    const asText = (value: unknown) =>
      value instanceof Uint8Array ? createHash('sha256').update(value).digest('hex') : Object.is(value, -0) ? 0 : value;
    content[table] = rows
      .map((row) =>
        JSON.stringify(
          Object.entries(row)
            .sort()
            .map(([name, value]) => [name, asText(value)]),
        ),
      )
      .sort();
  }
  return content;
}

const places: [string, FreshPlace][] = [
  ['SQLite', freshFolder],
  ['PostgreSQL', freshDatabase],
];

describe.skipIf(postgresServer === null)('a backup', () => {
  it.each(places.flatMap(([from, make]) => places.map(([to, makeOther]) => [from, to, make, makeOther] as const)))(
    'of %s restored into %s has every row and byte, and generated keys continue',
    async (_, __, make, makeOther) => {
      const store = await openFor(await make());
      await fillEveryTable(store);
      const file = join(temporaryFolder(), 'gap.backup');
      const summary = await writeBackup(store, file, at);
      expect([...summary.tables.keys()].sort()).toEqual((await tableNames(store.connection, store.kind)).sort());
      expect([...summary.tables.values()].every((rows) => rows > 0)).toBe(true);
      const place = await makeOther();
      await restoreBackup(place, file);
      const restored = await openFor(place);
      expect(await contentOf(restored)).toEqual(await contentOf(store));
      const seals = (findings: readonly string[]) =>
        findings.filter((line) => line.includes('audit ends') || /^Line/.test(line));
      expect(seals((await checkStore(restored)).findings)).toEqual([]);
      const before = (await contentOf(restored)).audit!.length;
      await restored.transaction((tx) =>
        audit.write(tx, asSecretariat, { at, action: 'upload.check', thing: 'after' }),
      );
      expect((await contentOf(restored)).audit).toHaveLength(before + 1);
      expect(seals((await checkStore(restored)).findings)).toEqual([]);
      await expect(restored.transaction((tx) => tx.deleteFrom('audit').execute())).rejects.toThrow('append only');
    },
  );
});

describe('a backup', () => {
  onEachStore((freshPlace) => {
    it('made during uploads has each one acknowledged before it started, and only complete ones', async () => {
      const place = await freshPlace();
      const [store, other] = [await openFor(place), await openFor(place)];
      const acknowledged: string[] = [];
      let coming = true;
      const sending = (async () => {
        for (let n = 0; coming; n += 1) {
          await keepUpload(other, `u-${n}`);
          acknowledged.push(`u-${n}`);
          await new Promise((resolve) => setImmediate(resolve));
        }
      })();
      while (acknowledged.length < 5) await new Promise((resolve) => setTimeout(resolve, 5));
      const before = [...acknowledged];
      const file = join(temporaryFolder(), 'gap.backup');
      await writeBackup(store, file, at);
      coming = false;
      await sending;
      expect(acknowledged.length).toBeGreaterThan(before.length);
      const target = await freshPlace();
      await restoreBackup(target, file);
      const restored = await openFor(target);
      const kept = (await uploads.unchecked(restored.connection)).map(({ id }) => id);
      expect(before.filter((id) => !kept.includes(id))).toEqual([]);
      for (const id of kept) expect((await uploads.bytes(restored.connection, id))?.length).toBe(50_000);
      expect(await audit.list(restored.connection)).toHaveLength(kept.length);
    });

    it('is restored only into an empty store, and does not change existing data', async () => {
      const place = await freshPlace();
      const store = await openFor(place);
      await keepUpload(store, 'u-1');
      const file = join(temporaryFolder(), 'gap.backup');
      await writeBackup(store, file, at);
      await keepUpload(store, 'u-2');
      const before = await contentOf(store);
      await expect(restoreBackup(place, file)).rejects.toMatchObject({ code: 'restore_not_empty' });
      expect(await contentOf(store)).toEqual(before);
    });

    it('of a newer version is not restored by an older one, and nothing is created', async () => {
      const store = await openFor(await freshPlace());
      await store.transaction((tx) => tx.insertInto('migrations').values({ name: '2099-01-later' }).execute());
      const file = join(temporaryFolder(), 'gap.backup');
      await writeBackup(store, file, at);
      const target = await freshPlace();
      await expect(restoreBackup(target, file)).rejects.toMatchObject({ code: 'store_newer' });
      if (target.databaseUrl === null) expect(existsSync(target.folder)).toBe(false);
    });
  });

  it('is readable only by its owner, overwrites no file, and leaves no partial file', async () => {
    const store = await openFor(await freshFolder());
    const folder = temporaryFolder();
    const file = join(folder, 'gap.backup');
    await writeBackup(store, file, at);
    expect(statSync(file).mode & 0o077).toBe(0);
    const before = readFileSync(file);
    await expect(writeBackup(store, file, at)).rejects.toMatchObject({ code: 'EEXIST' });
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(readdirSync(folder)).toEqual(['gap.backup']);
  });

  it('that was changed in any way is detected, and nothing of it is restored', async () => {
    const store = await openStore(await freshFolder());
    await keepUpload(store, 'u-1');
    await keepUpload(store, 'u-2');
    const folder = temporaryFolder();
    const file = join(folder, 'gap.backup');
    await writeBackup(store, file, at);
    await store.close();
    const lines = gunzipSync(readFileSync(file)).toString().split('\n');
    const changed: [string, string[]][] = [
      ['a line is missing', lines.toSpliced(3, 1)],
      ['a line is duplicated', lines.toSpliced(3, 0, lines[3]!)],
      ['a value is another', lines.map((line) => line.replace('"u-2"', '"u-3"'))],
      [
        'a byte of a file is another',
        lines.map((line) => line.replace(/"base64":"./, (start) => `"base64":"${start.endsWith('A') ? 'B' : 'A'}`)),
      ],
      ['the end is missing', lines.slice(0, -2)],
      [
        'a table is missing',
        lines.slice(0, 1).concat(lines.slice(lines.findIndex((line) => line.startsWith('{"end"')) + 1)),
      ],
      ['something follows', [...lines.slice(0, -1), '{}', '']],
      ['the last line is cut', [lines.join('\n').slice(0, -5)]],
    ];
    for (const [what, text] of changed) {
      writeFileSync(file, gzipSync(text.join('\n')));
      await expect(readBackup(file), what).rejects.toMatchObject({ code: 'backup_damaged' });
      const place = { databaseUrl: null, folder: join(folder, 'restored') };
      await expect(restoreBackup(place, file), what).rejects.toMatchObject({ code: 'backup_damaged' });
      expect(existsSync(place.folder)).toBe(false);
    }
    writeFileSync(file, gzipSync(lines.join('\n')));
    await readBackup(file);
    truncateSync(file, statSync(file).size - 20);
    await expect(readBackup(file)).rejects.toMatchObject({ code: 'backup_damaged' });
  });

  it.each([
    ['a text', Buffer.from('no backup at all')],
    ['an empty file', Buffer.alloc(0)],
    ['a compressed text', gzipSync('no backup at all')],
    ['other lines of JSON', gzipSync('{"a":1}\n[]\n')],
  ])('is not %s', async (_, content) => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'x'));
    writeFileSync(join(folder, 'x/file'), content);
    await expect(readBackup(join(folder, 'x/file'))).rejects.toMatchObject({
      code: expect.stringMatching(/^backup_(not_one|damaged)$/),
    });
  });
});

async function keepUpload(store: Store, id: string): Promise<void> {
  const content = createHash('sha512').update(id).digest();
  const file = Buffer.alloc(50_000, content);
  const sha256 = createHash('sha256').update(file).digest('hex');
  const upload = {
    id,
    sha256,
    size: file.length,
    fileName: 'a.xlsx',
    receivedAt: at,
    person: 'anna',
    role: 'secretariat' as const,
    personCountry: null,
    expectedCycle: null,
    expectedCountry: null,
  };
  await store.transaction(async (tx) => {
    await uploads.keep(tx, upload, file);
    await audit.write(tx, asSecretariat, {
      at,
      action: 'upload.keep',
      thing: `upload ${id}`,
      details: { sha256, size: file.length },
    });
  });
}
