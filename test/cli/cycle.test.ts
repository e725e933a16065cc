import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, onTestFinished } from 'vitest';
import { freshSchema, postgresServer } from '../postgres.ts';
import { terminalIn } from './terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'gap-cycle-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const gapIn = (data: string) => {
  const gap = terminalIn(folder, { folder: join(folder, data) });
  return (line: string) => gap(...line.split(' '));
};

it('a cycle is opened for the named countries, or for all', async () => {
  const gap = gapIn('asked');
  const unsaid = await gap('cycle open 2026');
  expect(unsaid).toMatchObject({ code: 64, out: '' });
  expect(unsaid.err).toContain('either --countries CODES, or --all');
  expect((await gap('cycle open 2026 --all --countries GEO')).code).toBe(64);
  // An invalid command line creates no data folder.
  expect((await gap('cycle list')).code).toBe(66);
  expect(await gap('cycle open 2026 --all')).toMatchObject({
    code: 0,
    out: expect.stringContaining('193 countries invited'),
  });
});

it.skipIf(postgresServer === null)(
  'a cycle that is opened on PostgreSQL is not said to be in a data folder',
  async () => {
    const { url, drop } = await freshSchema();
    onTestFinished(drop);
    const gap = terminalIn(folder, { folder: join(folder, 'unused'), databaseUrl: url });
    const opened = await gap('cycle', 'open', '2026', '--countries', 'GEO');
    expect(opened.out).toBe('cybercrime-2026 is open in the PostgreSQL database (real); 1 country invited\n');
  },
);

it('cycles are listed and shown under a header, with names, labels and dates', async () => {
  const gap = gapIn('listed');
  await gap('cycle open 2026 --countries GEO,FRA --until 2026-06-30');
  const list = await gap('cycle list');
  expect(list.out.split('\n')[0]).toMatch(/^Cycle +Opened +Answers due +Invited +Reported +Accepted$/);
  expect(list.out.split('\n')[1]).toMatch(/^cybercrime-2026 +1 March 2026 +30 June 2026 +2 +0 +0$/);
  const shown = (await gap('cycle show 2026')).out;
  expect(shown).toMatch(/^Cycle +cybercrime-2026 \(real\)$/m);
  expect(shown).toMatch(/^Reference date +30 June 2026$/m);
  expect(shown).toMatch(/^Georgia \(GEO\) +Not opened +none +none$/m);
  const extended = await gap('cycle extend 2026 --until 2026-09-30');
  expect(extended.out).toContain('answers are now due on 30 September 2026 (before: 30 June 2026)');
  expect(extended.out).toContain('The reference date stays 30 June 2026.');
  expect((await gap('cycle show 2026')).out).toMatch(/^Answers due +30 September 2026$/m);
});

it('an invitation is withdrawn and issued again', async () => {
  const gap = gapIn('uninvited');
  await gap('cycle open 2026 --countries GEO,FRA');
  expect(await gap('cycle uninvite 2026 --countries geo')).toMatchObject({
    code: 0,
    out: 'cybercrime-2026: Georgia (GEO) is no longer invited\n',
  });
  expect((await gap('submission list')).out).not.toContain('GEO');
  expect(await gap('cycle uninvite 2026 --countries GEO')).toMatchObject({ code: 1, out: '' });
  expect((await gap('cycle open 2026 --countries GEO')).out).toContain('1 country invited');
});

it('the old name of a command gives the new one', async () => {
  const said = await gapIn('listed')('cycle close 2026 --on 2026-09-30');
  expect(said).toMatchObject({ code: 64, out: '' });
  expect(said.err).toContain(
    'There is no command "gap cycle close". Use "gap cycle extend CYCLE --until DATE" instead.',
  );
});
