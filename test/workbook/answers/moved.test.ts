import { beforeEach, describe, expect, it } from 'vitest';
import { answerOf, check, readOf, written } from '../checked.ts';
import { bookOf, type Table, tablesOf, tableWith } from '../rebuilt.ts';

const answers = [
  { id: 'A02', value: '2025-11-30' },
  { id: 'C01', value: 2, evidence: 'Art. 1' },
  { id: 'C04', value: 3, comment: 'Since 2019', evidence: 'Art. 5' },
  { id: 'C05', state: 'not_known', reason: 'Under review' },
  { id: 'E04.sent', value: 12 },
  { id: 'L03.legislation', value: 4 },
] as const;
const sound = await written({ answers, scope: ['A', 'C', 'D', 'E', 'L'] });
const asIssued = check(sound);
const issuedTables = await tablesOf(sound);
let tables: Table[];
let offences: Table;
beforeEach(() => {
  tables = structuredClone(issuedTables);
  offences = tableWith(tables, 'C04');
});

/** Indices of the rows of keys, headings and the first answer, as written. */
const [keys, headings, first] = [3, 4, 5];
const column = (key: string) => offences.rows[keys]!.indexOf(`gap:${key}`);
const rowOf = (code: string) => offences.rows.find((row) => row[0] === code)!;
const codesOf = (checked: ReturnType<typeof check>) => checked.findings.map(({ code }) => code);

async function expectSame(but: readonly string[] = []) {
  const checked = check(await bookOf(tables));
  expect(codesOf(checked)).toEqual(but);
  for (const { id } of answers) {
    const { sheet: _, cell: __, ...own } = answerOf(asIssued, id);
    expect(answerOf(checked, id), id).toMatchObject(own);
  }
  return checked;
}

describe('answers are found by their codes, so they are read the same', () => {
  it('where only values were copied into a new workbook', async () => {
    const checked = await expectSame();
    expect(checked.identity).toEqual(asIssued.identity);
  });

  it('where rows were sorted', async () => {
    const body = offences.rows.splice(first);
    offences.rows.push(...body.sort((a, b) => String(b[column('answer')]).localeCompare(String(a[column('answer')]))));
    const checked = await expectSame();
    const { sheet, cell } = answerOf(checked, 'C04');
    expect(offences.rows[Number(cell.slice(1)) - 1]![0], sheet).toBe('C04');
  });

  it('where the headings were sorted along with the rows', async () => {
    offences.rows.sort((a, b) => String(a[0] ?? '~').localeCompare(String(b[0] ?? '~')));
    await expectSame(['headings_missing']);
  });

  it('where columns were moved and inserted', async () => {
    const at = column('answer');
    for (const row of offences.rows) {
      const [answer = null] = row.splice(at, 1);
      row.splice(1, 0, null, answer, null);
      row.unshift(null, null);
    }
    await expectSame();
  });

  it('where rows of notes were inserted', async () => {
    offences.rows.splice(first + 2, 0, [null, 'to be asked of the ministry'], [], ['Note: call them', null, 'x']);
    await expectSame(['cells_unread']);
  });

  it('where the row of keys or that of headings is missing', async () => {
    const [row] = offences.rows.splice(keys, 1);
    await expectSame();
    offences.rows.splice(keys, 1, row!);
    await expectSame();
  });

  it('where both are missing, which is reported', async () => {
    offences.rows.splice(keys, 2);
    await expectSame(['headings_missing']);
  });

  it('where sheets have other names and another order', async () => {
    const names = ['__proto__', 'constructor', 'toString', 'Тест', "it's & <b>", ' x '];
    tables.reverse();
    tables.forEach((table, at) => {
      if (!table.name.startsWith('gap_')) table.name = names[at % names.length]! + at;
    });
    await expectSame();
  });

  it('where all sections are on one sheet', async () => {
    const sections = tables.filter(({ rows }) => rows[keys]?.[0] === 'gap:code');
    const rest = tables.filter((table) => !sections.includes(table));
    tables = [...rest, { name: 'All', rows: sections.flatMap(({ rows }) => [...rows, []]) }];
    await expectSame();
  });

  it('where a sheet occurs twice with the same answers', async () => {
    tables.push({ name: 'Copy', rows: structuredClone(offences.rows) });
    await expectSame();
  });

  it('where codes were retyped', async () => {
    rowOf('C04')[0] = ' c04 ';
    rowOf('C01')[0] = 'С01';
    await expectSame();
  });

  it('where sheets without cells to fill in are missing', async () => {
    tables = tables.filter(({ name }) => !name.startsWith('gap_'));
    const checked = await expectSame();
    expect(checked.identity.country).toBe('XAA');
  });
});

describe('losses and duplicates are reported', () => {
  it('a question answered twice and differently counts as blank', async () => {
    const copy = [...rowOf('C04')];
    copy[column('answer')] = '1 – bill or draft exists';
    offences.rows.push(copy);
    const checked = check(await bookOf(tables));
    expect(readOf(checked, 'C04')).toEqual({ state: 'blank', value: null, codes: ['answer_twice'] });
    expect(checked.reported.find(({ code }) => code === 'answer_twice')!.message).toMatch(/“3” at .*“1” here/);
    expect(answerOf(checked, 'C01').value).toBe(2);
  });

  it('a second answer next to a blank one is accepted', async () => {
    const copy = [...rowOf('C02')];
    copy[column('answer')] = '1';
    offences.rows.push(copy);
    expect(readOf(check(await bookOf(tables)), 'C02')).toMatchObject({ state: 'answered', value: 1 });
  });

  it('a missing row, section or column', async () => {
    offences.rows.splice(offences.rows.indexOf(rowOf('C03')), 1);
    const stateAt = column('state');
    for (const row of offences.rows) row.splice(stateAt, 1);
    tables.splice(tables.indexOf(tableWith(tables, 'L03.legislation')), 1);
    const checked = check(await bookOf(tables));
    expect(codesOf(checked).sort()).toEqual(['column_missing', 'question_missing', 'section_missing']);
    expect(answerOf(checked, 'C04')).toMatchObject({ value: 3, comment: 'Since 2019' });
    expect(answerOf(checked, 'C03')).toMatchObject({ state: 'blank', sheet: offences.name });
    expect(checked.counts).toMatchObject({ questions: asIssued.counts.questions, answered: 4 });
  });

  it('a missing column of answers', async () => {
    const at = column('answer');
    for (const row of offences.rows) row.splice(at, 1);
    const checked = check(await bookOf(tables));
    expect(checked.findings).toContainEqual(expect.objectContaining({ code: 'column_missing', severity: 'error' }));
    expect(answerOf(checked, 'C04').state).toBe('blank');
  });

  it('an unknown code, with the code that may be meant', async () => {
    rowOf('C04')[0] = 'C-O4';
    const checked = check(await bookOf(tables));
    expect(checked.reported.find(({ code }) => code === 'code_unknown')!.message).toContain('“C04”');
    expect(answerOf(checked, 'C04').state).toBe('blank');
    expect(checked.outcome).toBe('errors');
  });

  it('a workbook without identity, whose answers are still read', async () => {
    tables = [{ name: 'Tabelle1', rows: offences.rows }];
    const checked = check(await bookOf(tables));
    expect(checked.outcome).toBe('errors');
    expect(codesOf(checked)).toContain('identity_missing');
    expect(checked.identity).toEqual({ instrument: null, version: null, cycle: null, country: null, language: null });
    expect(answerOf(checked, 'C04').value).toBe(3);
  });

  it('an incomplete identity, with what it lacks', async () => {
    const identity = tables.find(({ name }) => name === 'gap_identity')!;
    identity.rows.splice(
      identity.rows.findIndex(([key]) => key === 'country'),
      1,
    );
    // Without the cover, which states it too.
    tables = [{ name: 'Tabelle1', rows: offences.rows }, identity];
    const { findings } = check(await bookOf(tables));
    const about = findings.filter(({ code }) => code.startsWith('identity_'));
    expect(about.map(({ code, details }) => [code, details.missing])).toEqual([['identity_incomplete', 'country']]);
  });

  it('no identity with invisible characters, as pasted from a web page: it is read without them', async () => {
    const identity = tables.find(({ name }) => name === 'gap_identity')!;
    const pair = identity.rows.find(([key]) => key === 'instrument')!;
    pair[1] = `\u200b${pair[1]}\u200b`;
    tables = [{ name: 'Tabelle1', rows: offences.rows }, identity];
    const checked = check(await bookOf(tables));
    expect(checked.identity.instrument).toBe('cybercrime');
    expect(answerOf(checked, 'C04').value).toBe(3);
  });

  it('a contradictory or altered identity', async () => {
    const identity = tables.find(({ name }) => name === 'gap_identity')!;
    identity.rows.find(([key]) => key === 'country')![1] = 'XAB';
    const checked = check(await bookOf(tables));
    expect(codesOf(checked)).toContain('identity_altered');
    expect(checked.identity.country).toBe('XAB');
    identity.rows.find(([key]) => key === 'country')![1] = 'GEO';
    expect(codesOf(check(await bookOf(tables)))).toContain('country_unknown_code');
  });

  it.each([
    ['instrument', '../../../etc', 'instrument_unknown'],
    ['instrument', '__proto__', 'instrument_unknown'],
    ['version', '../2024', 'version_unknown'],
    ['version', '2999', 'version_unknown'],
    ['language', '__proto__', 'identity_altered'],
    ['scope', 'Z,Y', 'identity_altered'],
    ['country', 'constructor', 'country_unknown_code'],
  ])('a %s of “%s”', async (key, value, code) => {
    const identity = tables.find(({ name }) => name === 'gap_identity')!;
    identity.rows.find(([own]) => own === key)![1] = value;
    expect(codesOf(check(await bookOf(tables)))).toContain(code);
  });

  it('an answer next to a heading', async () => {
    const table = tableWith(tables, 'E04.sent');
    table.rows.find((row) => row[0] === 'E04')![column('answer')] = '12';
    expect(codesOf(check(await bookOf(tables)))).toContain('answer_on_heading');
  });
});

describe('sheets of another language', () => {
  it('are read as well as those of the workbook', async () => {
    const french = await tablesOf(await written({ language: 'fr', answers: [{ id: 'D01', value: 4 }] }));
    const own = tableWith(tables, 'D01');
    tables[tables.indexOf(own)] = tableWith(french, 'D01');
    const checked = check(await bookOf(tables));
    expect(answerOf(checked, 'D01').value).toBe(4);
    expect(answerOf(checked, 'C04').value).toBe(3);
  });
});

it('headings are in the rows that these tests use', () => {
  expect(offences.rows[headings]![0]).toBe('Code');
});
