import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterAll, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'gap-wal-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Opens each new file in the same moment as the other threads do. */
const script = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { DatabaseSync } = require('node:sqlite');
  const { writeAhead } = require(workerData.module);
  const failures = [];
  workerData.files.forEach((file, nth) => {
    Atomics.add(workerData.gate, nth, 1);
    while (Atomics.load(workerData.gate, nth) < workerData.threads);
    try {
      const database = new DatabaseSync(file);
      writeAhead(database, 15_000);
      database.close();
    } catch (error) {
      failures.push(error.message);
    }
  });
  parentPort.postMessage(failures);
`;

it('several that open a new file in the same moment all set it to write-ahead logging', async () => {
  const files = Array.from({ length: 400 }, (_, nth) => join(folder, `${nth}.sqlite`));
  const gate = new Int32Array(new SharedArrayBuffer(4 * files.length));
  const threads = 4;
  const module = join(import.meta.dirname, '../../src/state/engine/write-ahead.ts');
  const workerData = { files, gate, threads, module };
  const failures = await Promise.all(
    Array.from(
      { length: threads },
      () =>
        new Promise((resolve, reject) => {
          const thread = new Worker(script, {
            eval: true,
            workerData,
            execArgv: ['--disable-warning=ExperimentalWarning'],
          });
          thread.once('message', resolve);
          thread.once('error', reject);
        }),
    ),
  );
  expect(failures.flat()).toEqual([]);
});
