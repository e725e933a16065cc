import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { audit, openStore } from '../../src/state/index.ts';
import { asSecretariat } from '../people.ts';
import { terminalIn } from './terminal.ts';

const working = mkdtempSync(join(tmpdir(), 'gap-backup-'));
afterAll(() => rmSync(working, { recursive: true }));
const on = (folder: string) => terminalIn(working, { folder: join(working, folder) });

it('a backup is written, verified and restored into a new folder, where it passes verification', async () => {
  const store = await openStore({ databaseUrl: null, folder: join(working, 'data') });
  await store.transaction((tx) =>
    audit.write(tx, asSecretariat, { at: '2026-01-01T00:00:00Z', action: 'upload.check', thing: 'x' }),
  );
  // The store stays open, as in a running installation.
  const type = on('data');
  expect(await type('backup', 'a.backup')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^a\.backup: backup of 2026-03-01/),
  });
  await store.close();
  expect(await type('backup', 'a.backup')).toMatchObject({
    code: 73,
    err: expect.stringContaining('a file of that name already exists'),
  });
  expect(await type('backup', 'nowhere/a.backup')).toMatchObject({
    code: 73,
    err: expect.stringContaining('its folder does not exist'),
  });
  expect(await type('backup', 'verify', 'a.backup')).toMatchObject({ code: 0 });
  expect(await on('restored')('restore', 'a.backup')).toMatchObject({
    code: 0,
    out: expect.stringContaining('Restored into'),
  });
  expect(await on('restored')('restore', 'a.backup')).toMatchObject({
    code: 1,
    err: expect.stringContaining('is not empty'),
  });
  expect(await on('restored')('store', 'check')).toMatchObject({
    code: 0,
    out: expect.stringContaining('checked: no errors.'),
  });
});

it('a folder that is missing or is not a backup is refused with one sentence', async () => {
  writeFileSync(join(working, 'text'), 'no backup');
  expect(await on('x')('backup', 'verify', 'text')).toMatchObject({
    code: 1,
    err: expect.stringContaining('is not a backup'),
  });
  expect(await on('x')('restore', 'text')).toMatchObject({ code: 1 });
  expect(await on('x')('backup', 'verify', 'nothing')).toMatchObject({
    code: 66,
    err: expect.stringContaining('cannot be read'),
  });
});

it('a missing data folder is reported and not created', async () => {
  for (const words of [
    ['backup', 'b.backup'],
    ['store', 'check'],
  ]) {
    expect(await on('typo')(...words)).toMatchObject({
      code: 66,
      err: expect.stringContaining('There is no data folder'),
    });
  }
  expect(existsSync(join(working, 'typo'))).toBe(false);
  expect(readdirSync(working).filter((name) => name.startsWith('b.'))).toEqual([]);
});
