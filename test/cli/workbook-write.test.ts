import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand, type World } from '../../src/cli/index.ts';
import { root } from '../house/source.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gap-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function gap(line: string): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' };
  const world: World = {
    contentRoot: root,
    folder: join(folder, 'no-data'),
    databaseUrl: null,
    host: '127.0.0.1',
    port: 8080,
    workingFolder: folder,
    now: () => new Date('2026-02-01T10:00:00Z'),
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
    terminal: false,
    serve: () => Promise.reject(new Error('nothing is served here')),
  };
  const code = await runCommand(line.split(' '), world);
  return { code, ...said };
}

describe('gap workbook write', () => {
  it('writes a workbook without any data folder, and makes none', async () => {
    const { code, out } = await gap('workbook write --cycle 2026 --country GEO --language fr --out geo.xlsx');
    expect(code).toBe(0);
    expect(out).toMatch(/^geo\.xlsx: Géorgie, cybercrime-2026, fr, whole, \d+ kB\n$/);
    expect(readFileSync(join(folder, 'geo.xlsx')).subarray(0, 2).toString()).toBe('PK');
    expect(existsSync(join(folder, 'no-data'))).toBe(false);
  });

  it.each([
    ['--cycle 2031 --country GEO --language en', 'No questionnaire belongs to a cycle "2031"', 'cybercrime-2026'],
    [
      '--cycle 2026 --country Georgie --language en',
      'no country or territory "Georgie"',
      'Did you mean GEO (Georgia)?',
    ],
    ['--cycle 2026 --country GEO --language pl', 'not offered in the language "pl"', 'Name one of en, fr.'],
    ['--cycle 2026 --country GEO --language en --scope C,Z', 'has no section "Z"', 'A,B,C'],
  ])('says what is wrong with %s, and how to mend it', async (line, what, fix) => {
    const { code, err } = await gap(`workbook write ${line} --out x.xlsx`);
    expect(code).toBe(1);
    expect(err).toContain(what);
    expect(err).toContain(fix);
    expect(existsSync(join(folder, 'x.xlsx'))).toBe(false);
  });

  it('names the options that are missing', async () => {
    const { code, err } = await gap('workbook write --cycle 2026');
    expect(code).toBe(1);
    expect(err).toContain('gap workbook write needs --country, --language, --out.');
  });

  it('says that a file cannot be written', async () => {
    const { err } = await gap('workbook write --cycle 2026 --country GEO --language en --scope C --out nowhere/x.xlsx');
    expect(err).toContain('could not be written');
  });
});

describe('gap workbook print', () => {
  it('writes one page that needs no other file', async () => {
    const { code } = await gap('workbook print --cycle 2026 --language en --out all.html');
    expect(code).toBe(0);
    expect(readFileSync(join(folder, 'all.html'), 'utf8')).toContain('<title>Cybercrime capacity questionnaire');
  });
});
