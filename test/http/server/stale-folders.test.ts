import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { removeStaleFolders } from '../../../src/http/server/stale-folders.ts';
import { scratchName } from '../../../src/warehouse/index.ts';

it('removes exactly the temporary folders of product processes that no longer run', () => {
  const under = mkdtempSync(join(tmpdir(), 'gap-stale-'));
  onTestFinished(() => rmSync(under, { recursive: true }));
  const gone = String(spawnSync(process.execPath, ['-e', '']).pid);
  const make = (name: string) => {
    mkdirSync(join(under, name));
    writeFileSync(join(under, name, 'file'), 'x');
  };
  const stale = ['warehouse', 'receiving'].map((kind) => `gap-${kind}-${scratchName(hostname(), gone)}-abc`);
  const kept = [
    `gap-warehouse-${scratchName(hostname(), String(process.pid))}-abc`,
    `gap-warehouse-${scratchName('another machine', gone)}-abc`,
    `gap-other-${scratchName(hostname(), gone)}-abc`,
    'gap-warehouse-abc',
  ];
  for (const name of [...stale, ...kept]) make(name);
  expect(removeStaleFolders([under, under, join(under, 'nothing')]).length).toBe(2);
  expect(readdirSync(under).sort()).toEqual(kept.sort());
});
