import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadInstrument } from '../../../src/questionnaire/index.ts';
import { writeWorkbook } from '../../../src/workbook/index.ts';
import { root } from '../../house/source.ts';
import { anOrder, cellOf, open } from '../../workbook/a-workbook.ts';
import { terminalIn } from '../terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'gap-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const gap = (line: string, data = join(folder, 'no-data')) =>
  terminalIn(folder, { folder: data, now: () => new Date('2026-02-01T10:00:00Z') })(...line.split(' '));

describe('gap workbook write', () => {
  it('writes a workbook without a data folder, and creates none', async () => {
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
      '"Georgie" is not a country of this installation',
      'Did you mean GEO (Georgia)?',
    ],
    [
      '--cycle 2026 --country GEO --language pl',
      'The cycle is cybercrime-2026 and the language "pl".',
      'Choose one of these languages: en, fr, ',
    ],
    ['--cycle 2026 --country GEO --language en --due soon', '"soon" is not a day', 'gap workbook write'],
    ['--cycle 2026 --country GEO --language en --scope C,Z', 'has no section Z', 'A,B,C'],
  ])('reports what is wrong with %s, and how to correct it', async (line, what, fix) => {
    const { code, err } = await gap(`workbook write ${line} --out x.xlsx`);
    // An invalid command line exits with 64, a code that the content lacks with 1.
    expect(code).toBe(/pl$|soon$/.test(line) ? 64 : 1);
    expect(err).toContain(what);
    expect(err).toContain(fix);
    expect(existsSync(join(folder, 'x.xlsx'))).toBe(false);
  });

  it('names the missing options', async () => {
    const { code, err } = await gap('workbook write --cycle 2026');
    expect(code).toBe(64);
    expect(err).toContain('gap workbook write needs --country, --language, --out.');
  });

  it('reports that a file cannot be written', async () => {
    const { err } = await gap('workbook write --cycle 2026 --country GEO --language en --scope C --out nowhere/x.xlsx');
    expect(err).toContain('could not be written');
  });
});

describe('an existing file', () => {
  const write = 'workbook write --cycle 2026 --country GEO --language en --scope C';
  const print = 'workbook print --cycle 2026 --language en';

  it.each([
    [`${write} --out kept.xlsx`, 'kept.xlsx'],
    [`${print} --out kept.html`, 'kept.html'],
    ['workbook check kept.xlsx --csv kept.csv', 'kept.csv'],
  ])('is kept by gap %s, and replaced only with --replace', async (line, name) => {
    const file = join(folder, name);
    writeFileSync(file, 'filled in for a week');
    const refused = await gap(line);
    expect(refused).toMatchObject({ code: 64, out: '' });
    expect(refused.err).toContain(`The file "${name}" already exists and was not changed.`);
    expect(refused.err).toContain('--replace');
    expect(readFileSync(file, 'utf8')).toBe('filled in for a week');
    await gap(`${line} --replace`);
    expect(readFileSync(file, 'utf8')).not.toBe('filled in for a week');
  });
});

describe('gap workbook print', () => {
  it('writes one self-contained page', async () => {
    const { code } = await gap('workbook print --cycle 2026 --language en --out all.html');
    expect(code).toBe(0);
    expect(readFileSync(join(folder, 'all.html'), 'utf8')).toContain('<title>Cybercrime capacity questionnaire');
  });
});

describe('gap workbook write with a data folder', () => {
  it('prefills the last accepted answers for confirmation, with their cycle as the source', async () => {
    const at = join(folder, 'data');
    const bytes = await writeWorkbook(
      anOrder({
        instrument: loadInstrument(root, 'cybercrime', '2024'),
        cycle: 'cybercrime-2024',
        country: { code: 'GEO', name: 'Georgia' },
        illustrative: false,
        answers: [{ id: 'C01', value: 2, evidence: 'Art. 284' }],
      }),
    );
    writeFileSync(join(folder, 'before.xlsx'), bytes);
    for (const line of [
      'cycle open 2024 --countries GEO',
      'cycle open 2026 --countries GEO --until 2026-06-30',
      'cycle extend 2026 --until 2026-09-30',
      'submission upload before.xlsx --cycle cybercrime-2024',
      'submission accept cybercrime-2024 GEO --reason Unsigned',
      'workbook write --cycle 2026 --country GEO --language en --out after.xlsx',
    ]) {
      expect(await gap(line, at), line).toMatchObject({ code: 0, err: '' });
    }
    const book = await open(readFileSync(join(folder, 'after.xlsx')));
    expect(cellOf(book, 'C01', 'earlier').text).toBe('2 – covered in part\ncybercrime-2024, 1 February 2026');
    expect(book.worksheets[0]!.getCell('C8').text).toContain('30 September 2026');
    expect(cellOf(book, 'C01', 'earlier_stored').value).toBe(2);
    expect(cellOf(book, 'B06', 'earlier').text).toContain('to be confirmed by the secretariat');
  });
});
