/** The store is closed after what a server does by itself: a stop in the middle of it is no fault to report. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { openDesk } from '../../src/collection/index.ts';
import { openWaitingWork } from '../../src/http/waiting-work.ts';
import { type Build, withdrawCountry } from '../../src/release/index.ts';
import { openStore } from '../../src/state/index.ts';
import { openChecker } from '../../src/workbook/index.ts';
import { root } from '../house/source.ts';
import { asSecretariat } from '../people.ts';
import { namedRelease, openTinyCycle, publishBuilt } from '../release/published.ts';

it('reports nothing when it is stopped while it looks for uploads to read and releases to correct', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gap-waiting-'));
  const checker = openChecker({ contentRoot: root });
  const reported: string[] = [];
  const report = ({ message }: Error) => `incident-${reported.push(message)}`;
  try {
    for (let time = 0; time < 10; time += 1) {
      const store = await openStore({ databaseUrl: null, folder, ownThread: true });
      let looks = 0;
      const now = () => new Date();
      const desk = openDesk({ store, contentRoot: root, checker, now, report: (error) => void report(error) });
      const counted = {
        ...desk,
        readDue: () => {
          looks += 1;
          return desk.readDue();
        },
      };
      const corrections = { store, builder: { correct: () => {}, current: () => null } };
      const waiting = openWaitingWork({ desk: counted, report, corrections, every: 1 });
      waiting.start();
      while (looks < time) await setTimeout(1);
      await waiting.stop();
      await store.close();
    }
  } finally {
    checker.close();
    rmSync(folder, { recursive: true });
  }
  expect(reported).toEqual([]);
});

it('tries corrections again as long as releases wait for them, and not while a build is running', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gap-waiting-'));
  const store = await openStore({ databaseUrl: null, folder });
  try {
    await openTinyCycle(store);
    const [person, at] = [asSecretariat, '2026-05-02T10:00:00.000Z'];
    await publishBuilt({ store, release: namedRelease('0123456789ab'), person, at });
    await withdrawCountry({ store, country: 'AAA', cycle: null, reason: 'Asked for.', person, at });
    let tries = 0;
    let [asked, state]: [number, 'building' | 'failed'] = [0, 'building'];
    const builder = {
      correct: () => {
        tries += 1;
      },
      current: () => {
        asked += 1;
        return { state } as Build;
      },
    };
    const reported: Error[] = [];
    const waiting = openWaitingWork({
      desk: { readWaitingUploads: async () => [], readDue: async () => {}, stopReading: async () => {} },
      report: (error) => `incident-${reported.push(error)}`,
      corrections: { store, builder },
      every: 1,
      pauses: { first: 1, longest: 4 },
    });
    waiting.start();
    while (asked < 5) await setTimeout(1);
    expect(tries).toBe(1);
    state = 'failed';
    while (tries < 4) await setTimeout(1);
    await waiting.stop();
    expect(reported).toEqual([]);
  } finally {
    await store.close();
    rmSync(folder, { recursive: true });
  }
});
