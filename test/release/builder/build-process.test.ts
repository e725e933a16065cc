import { readdirSync, readFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { openBuildProcess } from '../../../src/release/builder/build-process.ts';
import { memoryFolder, scratchName } from '../../../src/warehouse/index.ts';
import { asSecretariat } from '../../people.ts';
import { openAccepted } from '../accepted.ts';

describe.skipIf(process.platform !== 'linux')('a process that builds releases', () => {
  it.each(['killed', 'closed'] as const)('that is %s during a build leaves no scratch folder', async (how) => {
    const { root, folder, asked } = await openAccepted();
    const before = builders();
    const building = openBuildProcess();
    const [pid] = builders().filter((one) => !before.includes(one));
    const order = {
      contentRoot: root,
      folder,
      databaseUrl: null,
      person: asSecretariat,
      at: '2026-06-01T12:00:00.000Z',
    };
    let seen = 0;
    const built = building.carryOut({ ...order, cycle: asked.cycle }, () => {
      seen += seen === 0 ? scratchOf(pid!).length : 0;
      if (seen === 0) return;
      if (how === 'killed') process.kill(pid!, 'SIGKILL');
      else building.close();
    });
    await expect(built).rejects.toThrow('SIGKILL');
    expect(seen).toBeGreaterThan(0);
    expect(scratchOf(pid!)).toEqual([]);
  });
});

/** Ids of the processes that this one started to build releases. */
const builders = (): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const parent = Number(
          readFileSync(`/proc/${pid}/stat`, 'latin1')
            .replace(/^.*\) /, '')
            .split(' ')[1],
        );
        return parent === process.pid && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('builder-child');
      } catch {
        return false;
      }
    });

const scratchOf = (pid: number): string[] =>
  [tmpdir(), memoryFolder].flatMap((folder) =>
    readdirSync(folder).filter((name) => name.startsWith(`gap-warehouse-${scratchName(hostname(), String(pid))}-`)),
  );
