/** The store is closed after what a server does by itself: a stop in the middle of it is no fault to report. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { openWaitingWork } from '../../src/http/waiting-work.ts';
import { openStore } from '../../src/state/index.ts';

const idle = { readWaitingUploads: async () => [], readDue: async () => {} };

it('reports nothing when it is stopped while it looks for releases to correct', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gap-waiting-'));
  const reported: string[] = [];
  try {
    for (let time = 0; time < 10; time += 1) {
      const store = await openStore({ databaseUrl: null, folder, ownThread: true });
      let looks = 0;
      const desk = {
        ...idle,
        readDue: async () => {
          looks += 1;
        },
      };
      const report = ({ message }: Error) => `incident-${reported.push(message)}`;
      const waiting = openWaitingWork({
        desk,
        report,
        corrections: { store, builder: { correct: () => {} } },
        every: 1,
      });
      waiting.start();
      while (looks <= time) await setTimeout(1);
      await waiting.stop();
      await store.close();
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  expect(reported).toEqual([]);
});
