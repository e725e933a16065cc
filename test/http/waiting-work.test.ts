/** The store is closed after what a server does by itself: a stop in the middle of it is no fault to report. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { openDesk } from '../../src/collection/index.ts';
import { openWaitingWork } from '../../src/http/waiting-work.ts';
import { openStore } from '../../src/state/index.ts';
import { openChecker } from '../../src/workbook/index.ts';
import { root } from '../house/source.ts';

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
      const corrections = { store, builder: { correct: () => {} } };
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
