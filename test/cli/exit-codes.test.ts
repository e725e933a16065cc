import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { exitCode, exitCodeMeanings, exitCodes } from '../../src/cli/exit-codes.ts';
import { catalogue, type Problem } from '../../src/problem/problem.ts';
import { writeWorkbook } from '../../src/workbook/index.ts';
import { anOrder } from '../workbook/a-workbook.ts';
import { terminalIn } from './terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'gap-exit-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const gap = terminalIn(folder, { folder: join(folder, 'data') });

describe('gap workbook check', () => {
  it('has an exit code of its own for findings in a workbook', async () => {
    writeFileSync(join(folder, 'good.xlsx'), await writeWorkbook(anOrder({ answers: [{ id: 'C01', value: 2 }] })));
    writeFileSync(join(folder, 'wrong.xlsx'), await writeWorkbook(anOrder({ answers: [{ id: 'C01', value: 77 }] })));
    writeFileSync(join(folder, 'text.xlsx'), 'no workbook');
    const code = async (...words: string[]) => (await gap('workbook', 'check', ...words)).code;
    expect(await code('good.xlsx')).toBe(exitCodes.done);
    expect(await code('good.xlsx', 'wrong.xlsx')).toBe(exitCodes.found);
    expect(await code('wrong.xlsx', 'text.xlsx', 'good.xlsx')).toBe(exitCodes.refused);
    expect(await code('gone.xlsx')).toBe(exitCodes.refused);
    expect(await code('good.xlsx', '--language', 'xx')).toBe(exitCodes.usage);
    expect(await code('good.xlsx', '--csv', 'nowhere/a.csv')).toBe(exitCodes.notWritten);
  });
});

it('no failure of software, content or machine has the exit code of a finding', () => {
  for (const code of ['internal', 'setting_wrong', 'instrument_faulty', 'store_full', 'store_missing'] as const)
    expect(exitCode({ code, status: catalogue[code].status } as Problem), code).toBeGreaterThanOrEqual(64);
});

it('the documentation lists every code with its meaning', () => {
  expect(Object.keys(exitCodeMeanings).map(Number)).toEqual(Object.values(exitCodes));
});
