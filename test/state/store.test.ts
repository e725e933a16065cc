import { execFileSync } from 'node:child_process';
import { existsSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { audit, type Connection, folder, openStore, type Transaction } from '../../src/state/index.ts';
import { asSecretariat } from '../people.ts';
import { postgresServer } from '../postgres.ts';
import { freshDatabase, freshFolder, onEachStore, openFor, temporaryFolder } from './stores.ts';

const line = { at: '2026-01-01T00:00:00.000Z', action: 'upload.check', thing: 'thing 1' } as const;

describe('the store', () => {
  onEachStore((freshPlace) => {
    it('has its data when it is opened again', async () => {
      const place = await freshPlace();
      const first = await openStore(place);
      await first.transaction((tx) => audit.write(tx, asSecretariat, line));
      await first.close();

      const again = await openFor(place);
      expect(await audit.list(again.connection)).toMatchObject([{ action: 'upload.check', person: 'secretariat' }]);
    });

    it('creates its tables once when several processes open it at the same time', async () => {
      const place = await freshPlace();
      const stores = await Promise.all([1, 2, 3].map(() => openFor(place)));
      await Promise.all(stores.map((store) => store.transaction((tx) => audit.write(tx, asSecretariat, line))));
      expect(await audit.list(stores[0]!.connection)).toHaveLength(3);
    });

    it('stores nothing of a failed transaction', async () => {
      const store = await openFor(await freshPlace());
      const failing = store.transaction(async (tx) => {
        await audit.write(tx, asSecretariat, line);
        throw new Error('power cut');
      });
      await expect(failing).rejects.toThrow('power cut');
      expect(await audit.list(store.connection)).toEqual([]);
    });

    it('reads a consistent state in a snapshot, whatever is written meanwhile', async () => {
      const place = await freshPlace();
      const [reader, writer] = [await openFor(place), await openFor(place)];
      const counts = await reader.snapshot(async (connection) => {
        const before = await audit.list(connection);
        await writer.transaction((tx) => audit.write(tx, asSecretariat, line));
        return [before.length, (await audit.list(connection)).length];
      });
      expect(counts).toEqual([0, 0]);
      expect(await audit.list(reader.connection)).toHaveLength(1);
    });

    it('reads all columns of a table by their names after it was altered', async () => {
      const place = await freshPlace();
      const [store, other] = [await openFor(place), await openFor(place)];
      await store.transaction((tx) => folder.make(tx, { kind: 'real', at: line.at }));
      const all = () => store.connection.selectFrom('folder').selectAll().execute();
      const [before] = await all();
      await other.transaction((tx) => tx.schema.alterTable('folder').addColumn('added', 'text').execute());
      expect(await all()).toEqual([{ ...before, added: null }]);
      await other.transaction((tx) => tx.schema.alterTable('folder').dropColumn('made_at').execute());
      expect(await all()).toEqual([{ one: before!.one, kind: 'real', added: null }]);
    });

    it('refuses to change or delete an audit line', async () => {
      const store = await openFor(await freshPlace());
      await store.transaction((tx) => audit.write(tx, asSecretariat, line));
      const changed = store.transaction((tx) => tx.updateTable('audit').set({ person: 'nobody' }).execute());
      await expect(changed).rejects.toThrow('append only');
      await expect(store.transaction((tx) => tx.deleteFrom('audit').execute())).rejects.toThrow('append only');
      expect(await audit.list(store.connection)).toMatchObject([{ person: 'secretariat' }]);
    });

    it('sets the kind of the folder once', async () => {
      const store = await openFor(await freshPlace());
      const make = (kind: 'illustrative' | 'real') =>
        store.transaction((tx) => folder.make(tx, { kind, at: '2026-01-01T00:00:00.000Z' }));
      expect(await folder.kind(store.connection)).toBeNull();
      expect(await make('illustrative')).toEqual({ made: true });
      expect(await make('real')).toEqual({ made: false });
      expect(await folder.kind(store.connection)).toBe('illustrative');
    });

    it('refuses tables of a later version of the software', async () => {
      const place = await freshPlace();
      const store = await openStore(place);
      await store.transaction((tx) => tx.insertInto('migrations').values({ name: '2099-01-later' }).execute());
      await store.close();
      await expect(openStore(place)).rejects.toMatchObject({ code: 'store_newer' });
    });
  });

  const servers = [
    ['SQLite', async () => ({ ...(await freshFolder()), ownThread: true }), false, 1],
    ['PostgreSQL', freshDatabase, postgresServer === null, 20],
  ] as const;
  for (const [name, fresh, without, writers] of servers) {
    it.skipIf(without)(`of a server reads while its transactions wait for another process: ${name}`, async () => {
      const place = await fresh();
      const [store, other] = [await openFor(place), await openFor(place)];
      const write = (thing: string) =>
        store.transaction((tx) => audit.write(tx, asSecretariat, { ...line, thing: `thing ${thing}` }));
      await write('before');
      const waiting: Promise<unknown>[] = [];
      await other.transaction(async (tx) => {
        await audit.write(tx, asSecretariat, line);
        // What every other change waits for; SQLite has one writer in any case.
        await tx.updateTable('audit_head').set({ one: 1 }).execute();
        waiting.push(...Array.from({ length: writers }, (_, nth) => write(String(nth))));
        const things = async (connection: Connection) => (await audit.list(connection)).map(({ thing }) => thing);
        expect(await things(store.connection)).toEqual(['thing before']);
        expect(await store.snapshot(things)).toEqual(['thing before']);
      });
      await Promise.all(waiting);
      expect(await audit.list(store.connection)).toHaveLength(writers + 2);
    });

    it.skipIf(without)(`of a server reads at once what it has written: ${name}`, async () => {
      const store = await openFor(await fresh());
      for (let lines = 1; lines <= 50; lines += 1) {
        await store.transaction((tx) => audit.write(tx, asSecretariat, line));
        expect(await audit.list(store.connection)).toHaveLength(lines);
      }
    });
  }

  for (const ownThread of [false, true]) {
    it(`keeps the log of SQLite while other processes open and close the file: ${ownThread ? 'in a thread' : 'here'}`, async () => {
      const place = { ...(await freshFolder()), ownThread };
      const file = join(place.folder, 'gap.sqlite');
      const inOtherProcess = () => {
        const script = `const { DatabaseSync } = require('node:sqlite');
          const database = new DatabaseSync(process.argv[1]);
          console.log(database.prepare('select count(*) as lines from audit').get().lines);
          database.close();`;
        const flags = ['--disable-warning=ExperimentalWarning', '-e', script, file];
        return Number(execFileSync(process.execPath, flags, { encoding: 'utf8' }));
      };
      const store = await openFor(place);
      // As a server does when it starts, and each command that it runs in its own process.
      const second = await openStore(place);
      await second.close();
      const before = statSync(`${file}-wal`).ino;
      for (let lines = 0; lines < 3; lines += 1) {
        expect(inOtherProcess()).toBe(lines);
        expect(statSync(`${file}-wal`).ino).toBe(before);
        await store.transaction((tx) => audit.write(tx, asSecretariat, line));
      }
      expect(inOtherProcess()).toBe(3);
    });

    it(`refuses to write to a log that was removed: ${ownThread ? 'in a thread' : 'here'}`, async () => {
      const place = { ...(await freshFolder()), ownThread };
      const store = await openFor(place);
      rmSync(join(place.folder, 'gap.sqlite-wal'));
      const writing = store.transaction((tx) => audit.write(tx, asSecretariat, line));
      await expect(writing).rejects.toMatchObject({ code: 'store_lost' });
    });
  }

  it('of a server writes to SQLite only in transactions', async () => {
    const store = await openFor({ ...(await freshFolder()), ownThread: true });
    await expect(audit.write(store.connection as Transaction, asSecretariat, line)).rejects.toThrow();
    expect(await audit.list(store.connection)).toEqual([]);
  });

  it('reports its address when it cannot be reached', async () => {
    const nowhere = openStore({ databaseUrl: 'postgres://nobody@127.0.0.1:1/none', folder: 'unused' });
    await expect(nowhere).rejects.toMatchObject({ code: 'store_unreachable', where: 'DATABASE_URL' });
  });

  it.skipIf(!existsSync('/proc/self'))('reports at once a folder that the system cannot create', async () => {
    const nowhere = openStore({ databaseUrl: null, folder: '/proc/none/data' });
    await expect(nowhere).rejects.toMatchObject({ code: 'store_unreachable', where: 'GAP_DATA' });
  });

  it('syncs to disk less often only on request', async () => {
    const place = { databaseUrl: null, folder: join(temporaryFolder(), 'data') };
    const { sql } = await import('kysely');
    const levels = await Promise.all(
      [{}, { ownThread: true }, { relaxed: true }].map(async (options) => {
        const store = await openFor({ ...place, ...options });
        return (await sql<{ synchronous: number }>`pragma synchronous`.execute(store.connection)).rows[0]!.synchronous;
      }),
    );
    expect(levels).toEqual([2, 2, 1]);
  });

  it('writes SQLite so that a power failure loses no acknowledged data, and so that only its owner can read it', async () => {
    const place = { databaseUrl: null, folder: join(temporaryFolder(), 'data') };
    const store = await openFor(place);
    const { rows } = await import('kysely').then(({ sql }) =>
      sql<{ synchronous: number }>`pragma synchronous`.execute(store.connection),
    );
    expect(rows).toEqual([{ synchronous: 2 }]);
    const file = join(place.folder, 'gap.sqlite');
    const beside = new DatabaseSync(file, { readOnly: true });
    expect(beside.prepare('pragma journal_mode').get()).toEqual({ journal_mode: 'wal' });
    beside.close();
    const { statSync } = await import('node:fs');
    expect(statSync(file).mode & 0o077).toBe(0);
  });
});
