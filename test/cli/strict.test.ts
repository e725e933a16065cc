import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { tableNames } from '../../src/state/engine/schema.ts';
import { connect } from '../../src/state/store.ts';
import { root } from '../house/source.ts';
import { freshSchema, postgresServer } from '../postgres.ts';
import { terminalIn } from './terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'gap-strict-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const mistyped = join(folder, 'typo');
const gap = terminalIn(folder, { folder: mistyped });

describe('an option given twice is refused', () => {
  it.each([
    ['workbook write --cycle cybercrime-2026 --country XAA --country XAB --out x.xlsx', '--country'],
    ['index build x --out a --out=b', '--out'],
    ['workbook check a.xlsx --json --json', '--json'],
    ['release list --cycle a --cycle b', '--cycle'],
  ])('%s', async (line, option) => {
    const said = await gap(...line.split(' '));
    expect(said).toMatchObject({ code: 64, out: '' });
    expect(said.err).toContain(`${option} is given twice`);
    expect(existsSync(join(folder, 'x.xlsx'))).toBe(false);
  });
});

describe('a language that is not offered is refused, with those that are', () => {
  it.each([
    ['explain AAA CAP 2026 --language xx'],
    ['index export --out out --language xx'],
    ['workbook check a.xlsx --language xx'],
  ])('%s', async (line) => {
    const said = await gap(...line.split(' '));
    expect(said).toMatchObject({ code: 64, out: '' });
    expect(said.err).toContain('There are no texts in "xx"; there are in en, fr, es, ru, zh, ar.');
  });
});

describe('a data folder that does not exist', () => {
  it.each([
    ['submission list'],
    ['submission accept cybercrime-2026 XAA'],
    ['cycle extend cybercrime-2026 --until 2026-09-30'],
    ['release list'],
    ['release build --cycle 2026'],
    ['index export --out out'],
    ['explain AAA CAP 2026'],
    ['serve'],
  ])('is reported by gap %s, and is not created', async (line) => {
    const said = await gap(...line.split(' '));
    expect(said).toMatchObject({ code: 66, out: '' });
    expect(said.err).toContain(`There is no data folder at "${mistyped}"`);
    expect(existsSync(mistyped)).toBe(false);
  });

  it
    .skipIf(postgresServer === null)
    .each([
      ['submission list'],
      ['release list'],
      ['cycle list'],
      ['support list'],
      ['store check'],
      ['backup out.gap'],
      ['release build --cycle 2026'],
    ])('is an empty database on PostgreSQL: gap %s creates no table in it', async (line) => {
    const { url, drop } = await freshSchema();
    onTestFinished(drop);
    const onPostgres = terminalIn(folder, { folder: mistyped, databaseUrl: url });
    const said = await onPostgres(...line.split(' '));
    expect(said).toMatchObject({ code: 66, out: '' });
    expect(said.err).toContain('The PostgreSQL database is empty. Nothing was created in it.');
    const store = await connect({ databaseUrl: url, folder: mistyped });
    onTestFinished(() => store.destroy());
    expect(await tableNames(store, 'postgres')).toEqual([]);
  });

  it('is reported only after faults of the command line', async () => {
    const said = await gap('submission', 'list', '--wibble');
    expect(said.code).toBe(64);
    expect(said.err).toContain('--wibble');
    expect(said.err).not.toContain('no data folder');
  });

  it('does not prevent the display of help', async () => {
    expect((await gap('submission', 'list', '--help')).code).toBe(0);
  });
});

it('output to a full disk ends in one sentence', { skip: process.platform !== 'linux' }, () => {
  const said = spawnSync(
    'sh',
    ['-c', `"${process.execPath}" --disable-warning=ExperimentalWarning src/main.ts questionnaire check > /dev/full`],
    {
      cwd: root,
      encoding: 'utf8',
    },
  );
  expect(said.status).toBe(73);
  expect(said.stderr).toBe('The output could not be written to its end: the disk is full.\n');
});

it('one code in two Unicode encodings counts as the same code given twice', async () => {
  const cases = resolve(root, 'test/cases/same-code-two-encodings');
  for (const file of readdirSync(cases)) writeFileSync(join(folder, file), readFileSync(join(cases, file)));
  const files = ['iData.csv', 'iMeta.csv', 'method.yaml'];
  const usage = (await gap('index', 'build', '--help')).out;
  expect(usage).toContain('--');
  const said = await gap(
    'index',
    'build',
    '--data',
    files[0]!,
    '--meta',
    files[1]!,
    '--method',
    files[2]!,
    '--out',
    'built',
  );
  expect(said.code).toBe(1);
  expect(said.err).toMatch(/twice|Côte/);
  expect(existsSync(join(folder, 'built'))).toBe(false);
});
