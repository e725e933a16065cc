import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { audit, openStore } from '../../src/state/index.ts';
import { asSecretariat } from '../people.ts';
import { freshSchema, postgresServer } from '../postgres.ts';
import { temporaryFolder } from './stores.ts';

const line = { at: '2026-01-01T00:00:00.000Z', action: 'upload.check', thing: 'thing 1' } as const;

/** A data folder whose store has data, closed. */
async function filled(): Promise<{ folder: string; file: string }> {
  const folder = join(temporaryFolder(), 'data');
  const store = await openStore({ databaseUrl: null, folder });
  for (let n = 0; n < 200; n += 1) await store.transaction((tx) => audit.write(tx, asSecretariat, line));
  await store.close();
  return { folder, file: join(folder, 'gap.sqlite') };
}

const contents = (folder: string) =>
  readdirSync(folder)
    .sort()
    .map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex'),
    ]);

async function foreignDatabase(file: string): Promise<void> {
  const database = new DatabaseSync(file);
  database.exec('create table orders (id integer); insert into orders values (1)');
  database.close();
}

describe('a file that is not a database of this product is named and not changed', () => {
  it.each<[string, (file: string) => unknown, string]>([
    [
      'a text',
      (file) => writeFileSync(file, 'minutes of a meeting, which are longer than a header of a file'),
      'store_foreign',
    ],
    ['a spreadsheet', (file) => writeFileSync(file, Buffer.from('504b0304140000000800', 'hex')), 'store_foreign'],
    ['a database with other tables', foreignDatabase, 'store_foreign'],
    [
      'a database with another migrations table',
      (file) => {
        const database = new DatabaseSync(file);
        database.exec('create table migrations (id integer, migration text, batch integer)');
        database.close();
      },
      'store_foreign',
    ],
    ['an empty file', (file) => writeFileSync(file, ''), 'store_damaged'],
    ['a header and nothing else', (file) => writeFileSync(file, 'SQLite format 3\0'), 'store_damaged'],
  ])('%s', async (_, make, code) => {
    const folder = join(temporaryFolder(), 'data');
    mkdirSync(folder);
    const file = join(folder, 'gap.sqlite');
    await make(file);
    const before = contents(folder);
    const opening = openStore({ databaseUrl: null, folder });
    await expect(opening).rejects.toMatchObject({ code, message: expect.stringContaining(file) });
    expect(contents(folder)).toEqual(before);
  });

  it.each([0.9, 0.5, 0.1])('a database of this product that was truncated to %d of its length', async (share) => {
    const { folder, file } = await filled();
    truncateSync(file, Math.floor(readFileSync(file).length * share));
    const before = contents(folder);
    const opening = openStore({ databaseUrl: null, folder });
    await expect(opening).rejects.toMatchObject({ code: 'store_damaged', fix: expect.stringContaining('gap restore') });
    expect(contents(folder).filter(([name]) => name === 'gap.sqlite')).toEqual(before);
  });

  it('a database with overwritten pages, on opening or on reading', async () => {
    const { folder, file } = await filled();
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.fill(0x5a, 4_096));
    const reading = openStore({ databaseUrl: null, folder }).then(async (store) => {
      onTestFinished(() => store.close());
      return audit.list(store.connection);
    });
    await expect(reading).rejects.toMatchObject({ code: 'store_damaged' });
  });

  it.skipIf(postgresServer === null)('a PostgreSQL database with other tables', async () => {
    const { url, drop } = await freshSchema();
    onTestFinished(drop);
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query('create table orders (id integer)');
    const opening = openStore({ databaseUrl: url, folder: 'unused' });
    await expect(opening).rejects.toMatchObject({ code: 'store_foreign' });
    const { rows } = await client.query(
      'select count(*)::int as tables from information_schema.tables where table_schema = current_schema()',
    );
    await client.end();
    expect(rows).toEqual([{ tables: 1 }]);
    expect(existsSync('unused')).toBe(false);
  });
});
