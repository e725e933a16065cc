import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDesk } from '../../src/collection/index.ts';
import { openStore, revisions, uploads } from '../../src/state/index.ts';
import { openChecker } from '../../src/workbook/index.ts';
import { root } from '../house/source.ts';
import { asSecretariat } from '../people.ts';
import { postgresServer } from '../postgres.ts';
import { freshDatabase, freshFolder, openFor, type Place } from '../state/stores.ts';
import { written } from '../workbook/checked.ts';

const which = { cycle: 'cybercrime-2026', country: 'XAA' };
const files = 12;
/** Numbers of acknowledged uploads after which a server is killed. */
const killedAfter = [3, 7];

describe('two servers on one store', () => {
  const places = [
    ['a SQLite folder', freshFolder, false],
    ['PostgreSQL', freshDatabase, postgresServer === null],
  ] as const;
  for (const [name, fresh, without] of places) {
    it.skipIf(without)(
      `make one revision of each acknowledged upload, in order of arrival, even if one is killed: ${name}`,
      async () => {
        const place = await fresh();
        await openCycle(place);
        const random = seeded(20_261_129);
        const servers = await Promise.all([start(place), start(place)]);
        const acknowledged: string[] = [];
        let next = 0;
        const send = async () => {
          for (let file = next; file < files; file = next) {
            next += 1;
            const bytes = await written({
              scope: ['C'],
              country: { code: which.country, name: 'Auremia' },
              answers: [{ id: 'C01', value: file % 5, evidence: `Art. ${file + 1}` }],
            });
            const upload = await sendTo(servers[random() < 0.5 ? 0 : 1]!, bytes);
            // Without a response, the file may or may not have been stored.
            if (upload !== null) acknowledged.push(upload);
          }
        };
        const kill = async () => {
          for (const after of killedAfter) {
            while (acknowledged.length < after && next < files) await setTimeout(5);
            const at = random() < 0.5 ? 0 : 1;
            await setTimeout(Math.floor(random() * 60));
            servers[at]!.child.kill('SIGKILL');
            await servers[at]!.ended;
            servers[at] = await start(place);
          }
        };
        await Promise.all([send(), send(), kill()]);

        const store = await openFor(place);
        // The other server reads the claimed files of the killed one after the lease expires.
        while ((await uploads.unchecked(store.connection)).length > 0) await setTimeout(100);
        const made = (await revisions.list(store.connection, which.cycle, which.country)).filter(
          ({ kind }) => kind === 'upload',
        );
        const times = (upload: string) => made.filter((one) => one.upload === upload).length;
        expect(acknowledged.length).toBeGreaterThan(files / 2);
        expect(acknowledged.map(times)).toEqual(acknowledged.map(() => 1));
        expect(new Set(made.map(({ upload }) => upload)).size).toBe(made.length);
        const inOrder = (numbers: readonly number[]) => numbers.every((one, at) => at === 0 || one > numbers[at - 1]!);
        expect(inOrder(made.map(({ number }) => number))).toBe(true);
        expect(inOrder(made.map(({ arrival }) => arrival))).toBe(true);
        const all = await uploads.ofSubmission(store.connection, which.cycle, which.country);
        expect(made.map(({ upload }) => upload)).toEqual(all.map(({ id }) => id));
      },
    );
  }
});

async function openCycle(place: Place): Promise<void> {
  const store = await openStore(place);
  const checker = openChecker({ contentRoot: root });
  const desk = openDesk({ store, contentRoot: root, checker, now: () => new Date('2026-06-01T12:00:00Z') });
  await desk.openCycle({ cycle: which.cycle, person: asSecretariat, kind: 'illustrative', countries: [which.country] });
  checker.close();
  await store.close();
}

type Server = { readonly child: ChildProcess; readonly address: string; readonly ended: Promise<unknown> };

/** As production runs, see the scripts of package.json. */
async function start({ databaseUrl, folder }: Place): Promise<Server> {
  const flags = ['--disallow-code-generation-from-strings', '--disable-warning=ExperimentalWarning'];
  const child = spawn(process.execPath, [...flags, join(root, 'bin/start.mjs'), 'serve'], {
    env: {
      ...process.env,
      GAP_DATA: folder,
      DATABASE_URL: databaseUrl ?? '',
      GAP_RATE_LIMIT: '100000',
      PORT: '0',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = once(child, 'close');
  for await (const line of createInterface(child.stdout!)) {
    const address = /pages are at (http:\S+)/.exec(line)?.[1];
    if (address) return { child, address, ended };
  }
  throw new Error('a server did not start');
}

/** @returns the id of the upload once it is acknowledged; null if the server was gone */
async function sendTo({ address }: Server, bytes: Uint8Array): Promise<string | null> {
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(bytes)]), 'workbook.xlsx');
  const headers = { origin: address.replace(/\/$/, ''), accept: 'text/html' };
  try {
    const reply = await fetch(`${address}en/upload`, { method: 'POST', body: form, headers, redirect: 'manual' });
    const to = reply.headers.get('location');
    if (to === null) throw new Error(`an upload was answered with ${reply.status}`);
    return new URL(to, address).pathname.split('/').at(-1)!;
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** Seeded random numbers from 0 to 1. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}
