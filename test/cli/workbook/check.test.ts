import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, describe, expect, it } from 'vitest';
import { convert, soffice, withoutLibreOffice } from '../../libreoffice.ts';
import { terminalIn } from '../terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'gap-check-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = terminalIn(folder, { folder: join(folder, 'data') });
const check = async (...args: string[]) => {
  const { code, out } = await run('workbook', 'check', ...args, '--json');
  const { files } = JSON.parse(out);
  return { code, json: files.length === 1 ? files[0] : files };
};
const cellOf = (json: { answers: { question: string; sheet: string; cell: string }[] }, question: string) =>
  json.answers.find((answer) => answer.question === question)!;

await run('workbook', 'write', '--cycle', '2026', '--country', 'GEO', '--language', 'fr', '--out', 'blank.xlsx');
const { json: blank } = await check('blank.xlsx');

/** Writes a workbook with a value in the answer cell of C04. */
async function filled(name: string, typed: string | number): Promise<string> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(join(folder, 'blank.xlsx'));
  const { sheet, cell } = cellOf(blank, 'C04');
  book.getWorksheet(sheet)!.getCell(cell).value = typed;
  await book.xlsx.writeFile(join(folder, name));
  return name;
}

describe('gap workbook check', () => {
  it('reports one file as one object, and several as a list', async () => {
    const { out } = await run('workbook', 'check', 'blank.xlsx', '--json');
    const { files, ...own } = JSON.parse(out);
    const { file, outcome, ...members } = files[0];
    expect([file, outcome]).toEqual(['blank.xlsx', 'clean']);
    expect(own).toEqual(members);
    expect(Object.keys(own).sort()).toEqual(['answers', 'counts', 'findings', 'identity']);
    const { questions, ...states } = own.counts as Record<string, number>;
    expect(Object.values(states).reduce((sum, count) => sum + count)).toBe(questions);

    const both = JSON.parse((await run('workbook', 'check', 'blank.xlsx', 'blank.xlsx', '--json')).out);
    expect(both.files).toHaveLength(2);
    expect([both.identity, both.counts, both.answers, both.findings]).toEqual([null, null, null, null]);
  });

  it('finds nothing in a blank workbook that was just written', async () => {
    const { code, json } = await check('blank.xlsx');
    expect(code).toBe(0);
    expect(json.identity).toEqual({
      instrument: 'cybercrime',
      version: '2026',
      cycle: 'cybercrime-2026',
      country: 'GEO',
      language: 'fr',
      texts: expect.stringMatching(/^[0-9a-f]{16}$/),
    });
    expect(json.counts).toEqual({
      questions: 132,
      answered: 0,
      not_applicable: 0,
      not_known: 0,
      not_released: 0,
      blank: 132,
    });
    expect(json.findings).toEqual([]);
  });

  it.each([
    ['3', 3],
    [3, 3],
    ['covered in full', 3],
    ['in_force?', null],
  ])('reads %s as level %s', async (typed, level) => {
    const { code, json } = await check(await filled('typed.xlsx', typed));
    const answer = cellOf(json, 'C04') as unknown as { state: string; value: unknown };
    expect([code, answer.state, answer.value]).toEqual(level === null ? [1, 'blank', null] : [0, 'answered', level]);
    if (level === null)
      expect(json.findings[0]).toMatchObject({
        severity: 'error',
        question: 'C04',
        message: expect.stringContaining('in_force?'),
      });
  });

  it.skipIf(soffice === null)(
    `reads the same answers from a file saved by LibreOffice (${withoutLibreOffice})`,
    async () => {
      await filled('typed.xlsx', 3);
      const { readFileSync } = await import('node:fs');
      writeFileSync(join(folder, 'saved.xlsx'), await convert(readFileSync(join(folder, 'typed.xlsx')), 'xlsx'));
      const { code, json } = await check('saved.xlsx');
      expect(code).toBe(0);
      expect(json.identity.country).toBe('GEO');
      expect(cellOf(json, 'C04')).toMatchObject({ state: 'answered', value: 3 });
      expect(json.counts.answered).toBe(1);
    },
  );

  it('refuses each file that is not a workbook with its reason, and continues with the others', async () => {
    writeFileSync(join(folder, 'table.xlsx'), 'a,b\n1,2\n');
    const { code, json } = await check('table.xlsx', 'absent.xlsx', 'blank.xlsx');
    expect(code).toBe(2);
    expect(json.map(({ outcome }: { outcome: string }) => outcome)).toEqual(['refused', 'refused', 'clean']);
    expect(json[1].findings[0].message).toContain('absent.xlsx');
    for (const { findings } of json.slice(0, 2)) expect(findings[0].fix).not.toBe('');
  });

  it('refuses a file over the size limit without reading it', async () => {
    writeFileSync(join(folder, 'large.xlsx'), '');
    truncateSync(join(folder, 'large.xlsx'), 3 * 1024 ** 3);
    const { code, json } = await check('large.xlsx');
    expect(code).toBe(2);
    expect(json.findings[0].code).toBe('file_too_large');
  });

  it('reports all findings also where an annotated copy cannot be written', async () => {
    const wrong = await filled('unwritten.xlsx', 'in_force?');
    writeFileSync(join(folder, 'taken'), 'a file in the place of the folder');
    const said = await run('workbook', 'check', wrong, 'blank.xlsx', '--annotate', 'taken', '--csv', 'unwritten.csv');
    expect(said.code).toBeGreaterThan(2);
    expect(said.out).toMatch(/unwritten.xlsx: errors\n.*\n.*in_force\?/);
    expect(said.out).toContain('blank.xlsx: clean');
    expect(readFileSync(join(folder, 'unwritten.csv'), 'utf8')).toContain('in_force?');
    expect(said.err).toContain('unwritten.xlsx: ');
    expect(said.err).toContain('taken');
  });

  it('writes an annotated copy in which the cell is coloured, commented and listed', async () => {
    await run('workbook', 'check', await filled('wrong.xlsx', 'in_force?'), '--annotate', 'copies');
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(join(folder, 'copies', 'wrong-findings.xlsx'));
    const { sheet, cell } = cellOf(blank, 'C04');
    expect(JSON.stringify(book.getWorksheet(sheet)!.getCell(cell).note)).toContain('in_force?');
    // Below a hidden marker, a title and the headings.
    const [first] = book.worksheets.at(-1)!.getRows(4, 1)!;
    expect(first!.getCell(3).text).toBe(cell);
    const parts = Object.values(unzipSync(readFileSync(join(folder, 'copies', 'wrong-findings.xlsx')))).map((part) =>
      strFromU8(part),
    );
    const link = `location="'${sheet}'!${cell}"`;
    expect(parts.some((xml) => xml.includes(link))).toBe(true);
    expect(first!.getCell(5).text).toContain('in_force?');
  });
});
