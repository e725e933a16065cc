/** The demo from nothing until it is shown, as a person starts it. Run by name. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { report } from './harness/describe.ts';
import { command, inTurns, processorOf } from './harness/rounds.ts';
import { anchorIn, type Row, type Sample, timesIn } from './harness/row.ts';
import { endProduct, startProduct } from './inputs/kept.ts';

export async function* rows({ rounds = 5 } = {}): AsyncGenerator<Row> {
  const taken = await inTurns(
    { demo: once, bare: () => command([process.execPath, '-e', '0'], { times: 5 }) },
    { rounds, warm: 0 },
  );
  yield {
    work: '60 States, three cycles, until its pages are shown',
    unit: 's',
    ...timesIn('s', taken.demo),
    anchor: anchorIn('s', 'node -e 0', taken.demo, taken.bare),
    aim: { of: 'measured', most: 12 },
    limit:
      '22 s of processor time on two cores: 131 workbooks written, read, reviewed and accepted, and three releases, of which the second ends last and leaves a core idle for a second',
  };
}

async function once(): Promise<Sample> {
  const folder = mkdtempSync(join(tmpdir(), 'gap-bench-demo-'));
  try {
    const began = performance.now();
    const { server } = await startProduct(['demo'], folder, 300);
    const sample = { wall: performance.now() - began, processor: processorOf(server.pid!) };
    await endProduct(server);
    return sample;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) await report(rows());
