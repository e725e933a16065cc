import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { Kysely, sql } from 'kysely';
import pg from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { postgresDialect } from '../../src/state/engine/postgres.ts';
import { audit, openStore, type Store } from '../../src/state/index.ts';
import { asSecretariat } from '../people.ts';
import { freshSchema, postgresServer } from '../postgres.ts';
import { openFor, temporaryFolder } from './stores.ts';

const isRoot = process.getuid?.() === 0;
const line = { at: '2026-01-01T00:00:00.000Z', action: 'upload.check', thing: 'thing 1' } as const;
const write = (store: Store, thing = 'thing 1') =>
  store.transaction((tx) => audit.write(tx, asSecretariat, { ...line, thing }));
const count = async (store: Store) => (await audit.list(store.connection)).length;

/** Mounts a file system of the given size. @returns its folder */
function smallDisk(megabytes: number, options = ''): string {
  const folder = temporaryFolder();
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m${options}`, 'none', folder]);
  onTestFinished(() => void execFileSync('umount', ['--lazy', folder]));
  return folder;
}

/** Writes until the disk is full. */
function fill(file: string): void {
  for (let size = 1_000_000; size >= 1_000; size /= 10) {
    try {
      for (;;) writeFileSync(file, Buffer.alloc(size), { flag: 'a' });
    } catch (error) {
      expect(error).toMatchObject({ code: 'ENOSPC' });
    }
  }
}

async function fillStore(store: Store): Promise<unknown> {
  for (let n = 0; n < 200; n += 1) {
    try {
      await write(store, 'x'.repeat(200_000));
    } catch (error) {
      return error;
    }
  }
  return 'it never was full';
}

const full = { code: 'store_full', status: 507 };

describe('a full disk', () => {
  it('refuses what does not fit with the original cause, keeps acknowledged data, and accepts data again when there is space', async () => {
    const store = await openFor({ databaseUrl: null, folder: join(temporaryFolder(), 'data') });
    await write(store);
    const pages = await sql<{ page_count: number }>`pragma page_count`.execute(store.connection);
    await sql`pragma max_page_count = ${sql.lit(pages.rows[0]!.page_count + 40)}`.execute(store.connection);
    const error = await fillStore(store);
    expect(error).toMatchObject({ ...full, cause: { message: 'database or disk is full' } });
    const kept = await count(store);
    await expect(write(store, 'x'.repeat(200_000))).rejects.toMatchObject(full);
    expect(await count(store)).toBe(kept);
    await sql`pragma max_page_count = 100000`.execute(store.connection);
    await write(store, 'x'.repeat(200_000));
    expect(await count(store)).toBe(kept + 1);
  });

  it.skipIf(!isRoot)('behaves the same on a small file system, for an open store and a new one', async () => {
    const disk = smallDisk(4);
    const place = { databaseUrl: null, folder: join(disk, 'data') };
    const store = await openFor(place);
    await write(store);
    const ballast = join(disk, 'ballast');
    fill(ballast);
    expect(await fillStore(store)).toMatchObject(full);
    expect(await count(store)).toBeGreaterThan(0);
    const other = openStore({ databaseUrl: null, folder: join(disk, 'other') });
    await expect(other).rejects.toMatchObject({ code: expect.stringMatching(/^store_(full|unreachable)$/) });
    rmSync(ballast);
    await write(store, 'x'.repeat(200_000));
  });

  it.skipIf(!isRoot || postgresServer === null)('of the PostgreSQL server behaves the same', async () => {
    const uid = execFileSync('id', ['-u', 'postgres'], { encoding: 'utf8' }).trim();
    const disk = smallDisk(24, `,uid=${uid},mode=700`);
    for (let above = join(disk, '..'); statSync(above).uid === 0 && above !== '/'; above = join(above, '..')) {
      chmodSync(above, statSync(above).mode | 0o011);
    }
    const admin = new pg.Client({ connectionString: postgresServer! });
    await admin.connect();
    const name = `full_${process.pid}`;
    await admin.query(`create tablespace ${name} location '${disk}'`);
    await admin.query(`create database ${name} tablespace ${name}`);
    const url = new URL(postgresServer!);
    url.pathname = name;
    const store = await openStore({ databaseUrl: url.href, folder: 'unused' });
    try {
      let error: unknown = null;
      for (let n = 0; n < 400 && error === null; n += 1) {
        const noise = Array.from({ length: 100_000 }, () => String.fromCharCode(33 + Math.random() * 90)).join('');
        error = await write(store, noise).then(
          () => null,
          (failed) => failed,
        );
      }
      expect(error).toMatchObject({ ...full, cause: { code: '53100' } });
      expect(await count(store)).toBeGreaterThan(0);
    } finally {
      await store.close();
      await admin.query(`drop database ${name}`);
      await admin.query(`drop tablespace ${name}`);
      await admin.end();
    }
  });
});

describe('a store that is lost', () => {
  const lost = { code: 'store_lost', status: 503 };

  it('accepts nothing while its file is missing, and continues when it is back', async () => {
    const folder = join(temporaryFolder(), 'data');
    const store = await openFor({ databaseUrl: null, folder });
    await write(store);
    const file = join(folder, 'gap.sqlite');
    renameSync(file, `${file}.away`);
    await expect(write(store)).rejects.toMatchObject({ ...lost, message: expect.stringContaining('not there') });
    await expect(count(store)).rejects.toMatchObject(lost);
    renameSync(`${file}.away`, file);
    await write(store);
    expect(await count(store)).toBe(2);
  });

  it('writes nothing to a file that replaced it', async () => {
    const [folder, elsewhere] = [join(temporaryFolder(), 'data'), join(temporaryFolder(), 'data')];
    const store = await openFor({ databaseUrl: null, folder });
    const other = await openStore({ databaseUrl: null, folder: elsewhere });
    await other.close();
    mkdirSync(join(folder, 'before'));
    renameSync(join(folder, 'gap.sqlite'), join(folder, 'before/gap.sqlite'));
    renameSync(join(elsewhere, 'gap.sqlite'), join(folder, 'gap.sqlite'));
    await expect(write(store)).rejects.toMatchObject({ ...lost, message: expect.stringContaining('another file') });
  });

  it.skipIf(postgresServer === null)(
    'is PostgreSQL when its server does not respond; it continues when the server is back',
    async () => {
      const { door, store } = await openBehindDoor();
      await write(store);
      await door.shut();
      await expect(write(store)).rejects.toMatchObject(lost);
      await expect(count(store)).rejects.toMatchObject({ ...lost, cause: { code: 'ECONNREFUSED' } });
      await door.open();
      await write(store);
      expect(await count(store)).toBe(2);
    },
  );

  it.skipIf(postgresServer === null)(
    'reports the original cause when the server stops during a transaction',
    async () => {
      const { door, store } = await openBehindDoor();
      const cut = store.transaction(async (tx) => {
        await audit.write(tx, asSecretariat, line);
        await door.shut();
        await audit.write(tx, asSecretariat, line);
      });
      await expect(cut).rejects.toMatchObject(lost);
      await door.open();
      expect(await count(store)).toBe(0);
    },
  );

  it.skipIf(postgresServer === null)(
    'while it commits may have saved the changes, which the problem states; a read has nothing to save',
    async () => {
      const { door, store } = await openBehindDoor();
      const silence = () => {
        door.hush();
        setTimeout(door.shut, 200);
      };
      const write = store.transaction(async (tx) => {
        await audit.write(tx, asSecretariat, line);
        silence();
      });
      await expect(write).rejects.toMatchObject({
        code: 'store_unconfirmed',
        status: 503,
        message: expect.stringContaining('It may have been saved.'),
      });
      await door.open();
      expect(await count(store)).toBe(1);
      await expect(store.snapshot(async () => silence())).rejects.toMatchObject(lost);
    },
  );

  it.skipIf(postgresServer === null)(
    'is PostgreSQL when it no longer answers on an open connection; the next statement gets a new one',
    async () => {
      const door = await freshDoor();
      const db = new Kysely<unknown>({ dialect: postgresDialect(door.url, 300) });
      onTestFinished(() => db.destroy());
      await sql`select 1`.execute(db);
      door.hush();
      await expect(sql`select 1`.execute(db)).rejects.toMatchObject(lost);
      await door.shut();
      await door.open();
      await sql`select 1`.execute(db);
    },
  );
});

/** A door before an empty schema of the PostgreSQL server; it is shut and the schema dropped after the test. */
async function freshDoor() {
  const { url, drop } = await freshSchema();
  onTestFinished(drop);
  const door = await openDoor(url);
  onTestFinished(door.shut);
  return door;
}

/** A store behind such a door. */
async function openBehindDoor() {
  const door = await freshDoor();
  return { door, store: await openFor({ databaseUrl: door.url, folder: 'unused' }) };
}

/** A proxy to the server that can be closed, which breaks its connections as when the server stops. */
async function openDoor(url: string) {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  let silent = false;
  const forward = () =>
    createServer((client) => {
      const server = connect(Number(target.port), target.hostname);
      for (const [one, other] of [
        [client, server],
        [server, client],
      ] as const) {
        sockets.add(one);
        one.on('error', () => other.destroy());
        one.on('close', () => sockets.delete(one) && other.destroy());
        one.on('data', (bytes) => (silent && one === server) || other.write(bytes));
      }
    });
  let door = forward();
  let port = 0;
  const open = () => new Promise<void>((resolve) => door.listen(port, '127.0.0.1', resolve));
  await open();
  port = (door.address() as { port: number }).port;
  const through = new URL(url);
  through.port = String(port);
  return {
    url: through.href,
    /** Passes no answers on, while its connections stay open, as when the network fails. */
    hush: () => {
      silent = true;
    },
    open: () => {
      silent = false;
      door = forward();
      return open();
    },
    shut: async () => {
      const closed = new Promise((resolve) => door.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
