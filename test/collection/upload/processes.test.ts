import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { revisions, uploads } from '../../../src/state/index.ts';
import { asSecretariat } from '../../people.ts';
import { onEachStore, openFor, type Place } from '../../state/stores.ts';
import { openTinyDesk } from '../tiny.ts';

const person = asSecretariat;

describe('several processes on one store', () => {
  onEachStore((freshPlace) => {
    it('lose no upload that was acknowledged before a process was killed', async () => {
      const place = await freshPlace();
      const store = await openFor(place);
      const desk = await openTinyDesk(store);
      const acknowledged: string[] = [];
      for (const name of ['first', 'second', 'third']) {
        const uploading = startUploading(name, place);
        await uploading.hasSaid(5);
        await setTimeout(100 * Math.random());
        uploading.child.kill('SIGKILL');
        await uploading.ended;
        acknowledged.push(...uploading.said());
      }
      expect(acknowledged.length).toBeGreaterThanOrEqual(15);
      for (const upload of acknowledged) {
        const receipt = await desk.receiptOf({ upload, person });
        expect(receipt).toMatchObject({ outcome: 'clean', revision: expect.any(Number) });
        expect((await uploads.bytes(store.connection, upload))?.length).toBe(receipt.size);
      }
      // Uploads that were stored and not yet read when the process ended are read after their lease expires.
      const waiting = async () => {
        await desk.readWaitingUploads();
        return uploads.unchecked(store.connection);
      };
      await expect.poll(waiting).toEqual([]);
      // Each upload made one revision, numbered in order of arrival.
      const made = await revisions.list(store.connection, 'tiny-2026', 'AAA');
      const all = await uploads.ofSubmission(store.connection, 'tiny-2026', 'AAA');
      expect(made.map(({ upload }) => upload)).toEqual(all.map(({ id }) => id));
      expect(made.map(({ number }) => number)).toEqual(all.map((_, place) => place + 1));
    });

    it('number their revisions consecutively', async () => {
      const place = await freshPlace();
      const store = await openFor(place);
      await openTinyDesk(store);
      const both = [startUploading('first', place, 15), startUploading('second', place, 15)];
      expect(await Promise.all(both.map(({ ended }) => ended))).toEqual([0, 0]);
      const made = await revisions.list(store.connection, 'tiny-2026', 'AAA');
      expect(made.map(({ number }) => number)).toEqual(Array.from({ length: 30 }, (_, n) => n + 1));
      expect(new Set(made.map(({ upload }) => upload)).size).toBe(30);
    });
  });
});

type Uploading = {
  readonly child: ChildProcess;
  readonly said: () => string[];
  readonly hasSaid: (count: number) => Promise<void>;
  /** Exit code, null if it was killed. */
  readonly ended: Promise<number | null>;
};

function startUploading(name: string, { databaseUrl, folder }: Place, times?: number): Uploading {
  const script = join(import.meta.dirname, '../uploading.ts');
  const given = [script, name, folder, databaseUrl ?? '', ...(times === undefined ? [] : [String(times)])];
  const options = ['--disable-warning=ExperimentalWarning', ...given];
  const child = spawn(process.execPath, options, { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  // The last line may be incomplete after a kill.
  const said = () => output.split('\n').slice(0, -1);
  return {
    child,
    said,
    hasSaid: async (count) => {
      while (said().length < count && child.exitCode === null) await once(child.stdout, 'data');
    },
    ended: once(child, 'close').then(([code]) => code as number | null),
  };
}
