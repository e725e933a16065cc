/** Content in places that are not read is reported, so that no one believes that it was received. */
import { beforeEach, describe, expect, it } from 'vitest';
import { answerOf, check, readOf, written } from '../checked.ts';
import { bookOf, type Table, tablesOf, tableWith, type Value } from '../rebuilt.ts';

const sound = await written({
  scope: ['A', 'C', 'D', 'K', 'L'],
  answers: [
    { id: 'C04', value: 3, evidence: 'Art. 5' },
    { id: 'C05', confirmed: true, evidence: 'Art. 6' },
  ],
  prefills: [{ id: 'C05', value: 2, source: 'last round', date: '2024-06-30' }],
});
const issuedTables = await tablesOf(sound);
let tables: Table[];
let offences: Table;
beforeEach(() => {
  tables = structuredClone(issuedTables);
  offences = tableWith(tables, 'C04');
});

const keys = 3;
const put = (table: Table, code: string, key: string, value: Value) => {
  const row = table.rows.find(([first]) => first === code)!;
  row[table.rows[keys]!.indexOf(`gap:${key}`)] = value;
};
const checked = async () => check(await bookOf(tables));
const found = async () =>
  (await checked()).findings.map(({ code, severity, sheet, question }) => ({ code, severity, sheet, question }));

describe('a finding reports', () => {
  it('an answer in the column of earlier answers', async () => {
    put(offences, 'C06', 'earlier', 'covered in full');
    put(offences, 'C04', 'earlier', 'see 2024');
    const about = { code: 'answer_in_earlier', sheet: offences.name };
    expect(await found()).toEqual([
      { ...about, severity: 'warning', question: 'C04' },
      { ...about, severity: 'error', question: 'C06' },
    ]);
  });

  it('an added column, once for each sheet', async () => {
    for (const row of offences.rows.slice(keys + 1)) row.push('to ask the police');
    const { reported } = await checked();
    expect(reported).toHaveLength(1);
    expect(reported[0]).toMatchObject({
      code: 'columns_unread',
      severity: 'warning',
      sheet: offences.name,
      cell: 'R6',
    });
    expect(reported[0]!.message).toContain('12 filled cells');
  });

  it('what is wrong with a state of a whole grid, in the row of its heading', async () => {
    const needs = tableWith(tables, 'L03');
    put(needs, 'L03', 'state', 'not applicable');
    const row = needs.rows.findIndex(([code]) => code === 'L03') + 1;
    const about = (await checked()).findings.filter(({ question }) => question === 'L03');
    expect(about.map(({ code, cell }) => [code, cell!.replace(/^[A-Z]+/, '')])).toEqual([['reason_wanted', `${row}`]]);
  });

  it('a comment in the heading row of a grid, and anything in that of a repeat', async () => {
    const needs = tableWith(tables, 'L08.1');
    put(needs, 'L03', 'comment', 'see annex');
    put(needs, 'L08.1', 'answer', 'UNODC');
    expect(await found()).toEqual([
      { code: 'remark_on_heading', severity: 'warning', sheet: needs.name, question: 'L03' },
      { code: 'answer_on_heading', severity: 'error', sheet: needs.name, question: 'L08' },
    ]);
  });

  it('a comment in a row without a code', async () => {
    const at = offences.rows.findIndex(([first]) => first === 'C05');
    const row: Value[] = offences.rows[at]!.map(() => null);
    row[offences.rows[keys]!.indexOf('gap:comment')] = 'goes on here';
    offences.rows.splice(at, 0, row);
    expect(await found()).toEqual([
      { code: 'code_missing', severity: 'warning', sheet: offences.name, question: null },
    ]);
  });

  it('a sheet without codes', async () => {
    tables.push({ name: 'Our notes', rows: [['Ask the registry']] });
    expect(await found()).toEqual([{ code: 'sheet_unread', severity: 'warning', sheet: 'Our notes', question: null }]);
  });
});

describe('no finding reports', () => {
  it('titles between sections that were combined on one sheet', async () => {
    const sections = tables.filter(({ rows }) => rows[keys]?.includes('gap:code'));
    for (const { rows } of sections) rows[1]![6] = '0 of 12 done';
    const rest = tables.filter((table) => !sections.includes(table));
    tables = [...rest, { name: 'All', rows: sections.flatMap(({ rows }) => rows) }];
    expect(await found()).toEqual([]);
  });

  it('a first column that numbers the rows', async () => {
    for (const { rows } of tables) for (const [at, row] of rows.entries()) row.unshift(at);
    expect(await found()).toEqual([]);
  });

  it('a cover below a line with its name, as some programs export it', async () => {
    for (const table of tables) table.rows.unshift([table.name]);
    expect(await found()).toEqual([]);
    expect((await checked()).identity.country).toBe('XAA');
  });
});

it('earlier answers, which are recognised by their displayed text where hidden columns are missing', async () => {
  offences.rows = offences.rows.map((row) => row.slice(0, 12));
  const after = await checked();
  expect(readOf(after, 'C05')).toEqual({ state: 'answered', value: 2, codes: [] });
  expect(answerOf(after, 'C05').confirmed).toBe(true);
});

it('an answer whose sheet was deleted is named by the sheet as it was issued', async () => {
  const sheet = tableWith(tables, 'K07').name;
  const left = check(await bookOf(tables.filter(({ name }) => name !== sheet)));
  expect(left.answers.find(({ question }) => question === 'K07')).toMatchObject({ state: 'blank', sheet });
});
