import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { openColumns } from '../../../src/workbook/layout-columns.ts';
import { root } from '../../house/source.ts';
import { answerOf, check, readOf, written } from '../checked.ts';
import { bookOf, type Table, tablesOf, tableWith } from '../rebuilt.ts';
import { withParts } from '../zip.ts';

const caseFile = (name: string) => check(readFileSync(join(root, 'test/cases/workbooks', `${name}.xlsx`)));
const codesOf = (checked: ReturnType<typeof check>) => checked.findings.map(({ code }) => code);
const answers = [
  { id: 'C01', value: 2, evidence: 'Art. 1' },
  { id: 'C02', value: 4, evidence: 'Art. 2' },
  { id: 'C05', state: 'not_known', reason: 'Under review' },
] as const;
const sound = await written({ scope: ['C'], answers });
const sheet = 'xl/worksheets/sheet2.xml';
const changed = (change: (xml: string) => string) => check(withParts(sound, { [sheet]: change }));
const merged = (...refs: string[]) =>
  changed((xml) =>
    xml.replace(
      '</sheetData>',
      `</sheetData><mergeCells>${refs.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`,
    ),
  );

describe('merged cells', () => {
  it('that show one answer for several questions are an error (answers-merged)', () => {
    const checked = caseFile('answers-merged');
    expect(checked.outcome).toBe('errors');
    expect(checked.findings[0]).toMatchObject({
      code: 'cells_merged',
      cell: 'G6',
      details: { range: 'G6:G10', count: 5 },
    });
  });

  it.each([
    ['an answer is covered by another', 'G6:G7', ['cells_merged', 'cell_covered'], 'errors'],
    ['evidence is covered by another', 'L6:L7', ['cells_merged', 'cell_covered', 'evidence_wanted'], 'errors'],
    ['the wording of the question lies over its answer', 'B6:G6', ['cells_merged', 'cell_covered'], 'errors'],
    ['codes lie under another, and the wording is there', 'A6:A7', ['codes_by_wording'], 'warnings'],
    ['an answer and its empty state', 'G6:H6', ['cells_merged_across'], 'warnings'],
    ['a title', 'A1:L1', [], 'clean'],
    ['empty answers', 'G12:G17', [], 'clean'],
    ['one cell', 'G6:G6', [], 'clean'],
  ])('%s', (_, ref, codes, outcome) => {
    const checked = merged(ref);
    expect([...codesOf(checked)].sort()).toEqual([...codes].sort());
    expect(checked.outcome).toBe(outcome);
    if (ref === 'G6:G7') expect(answerOf(checked, 'C02')).toMatchObject({ state: 'blank', value: null });
  });

  it('over a whole sheet leave nothing to read, and are reported quickly', () => {
    const checked = merged('A1:XFD1048576');
    expect(checked.outcome).toBe('errors');
    expect(answerOf(checked, 'C01').state).toBe('blank');
  });

  it('in thousands are counted, not expanded', () => {
    const checked = merged(...Array.from({ length: 5_000 }, (_, at) => `N${at + 1}:XFD${at + 1}`));
    expect(checked.findings).toContainEqual(
      expect.objectContaining({ code: 'merges_too_many', details: { count: 3_000 } }),
    );
  });
});

describe('a filled cell at an invalid address', () => {
  const extra = (cell: string, row = '<row r="7"') =>
    changed((xml) => xml.replace(new RegExp(`(${row}[^>]*>)`), `$1${cell}`));
  it.each(['XFE7', 'A0', 'A1048577', 'G8', '7G', 'G', 'G7:G8', 'R7C7', ''])('%j is an error', (ref) => {
    const checked = extra(`<c r="${ref}"><v>3</v></c>`);
    expect(checked.findings).toContainEqual(expect.objectContaining({ code: 'cells_misplaced', severity: 'error' }));
  });
  it('in a row with an invalid number is an error', () => {
    const checked = changed((xml) => xml.replace('</sheetData>', '<row r="1048577"><c><v>3</v></c></row></sheetData>'));
    expect(codesOf(checked)).toContain('cells_misplaced');
  });
  it('twice is an error', () => {
    expect(codesOf(extra('<c r="G7"><v>3</v></c>'))).toContain('cell_twice');
  });
  it('in lower case, or out of order, is read', () => {
    const lower = changed((xml) => xml.replace(/r="G6"/, 'r="g6"'));
    expect(lower.outcome).toBe('clean');
    expect(answerOf(lower, 'C01').value).toBe(2);
    const reversed = changed((xml) =>
      xml.replace(/<row r="6".*?<\/row>/s, (row) =>
        row.replace(
          /(<row[^>]*>)(.*)(<\/row>)/s,
          (_, open, cells, close) =>
            `${open}${cells
              .match(/<c .*?(?:\/>|<\/c>)/gs)
              .reverse()
              .join('')}${close}`,
        ),
      ),
    );
    expect(answerOf(reversed, 'C01').value).toBe(2);
  });
});

describe('content of an element that programs interpret differently is not read, and is an error at its cell', () => {
  const mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"';
  const choice = (one: string, other: string) =>
    `<mc:AlternateContent ${mc}><mc:Choice Requires="x14">${one}</mc:Choice><mc:Fallback>${other}</mc:Fallback></mc:AlternateContent>`;
  const cellOf = (xml: string, ref: string) => new RegExp(`<c r="${ref}".*?(?:/>|</c>)`, 's').exec(xml)![0];
  const wrapped = (checked: ReturnType<typeof check>) => {
    expect(answerOf(checked, 'C01').value).toBeNull();
    expect(checked.outcome).toBe('errors');
    const found = checked.findings.filter(({ code }) => code === 'cells_wrapped');
    expect(found.map(({ cell, severity }) => [cell, severity])).toEqual([['G6', 'error']]);
  };

  it.each<[string, (xml: string) => string]>([
    ['around a cell', (xml) => xml.replace(cellOf(xml, 'G6'), (cell) => choice(cell, cell))],
    [
      'around a row',
      (xml) =>
        xml.replace(/<row r="6".*?<\/row>/s, (row) => choice('', row.replace(/<c r="[^G].*?(?:\/>|<\/c>)/gs, ''))),
    ],
    ['around a value', (xml) => xml.replace(cellOf(xml, 'G6'), `<c r="G6">${choice('<v>2</v>', '<v>3</v>')}</c>`)],
    [
      'around a text',
      (xml) => xml.replace(cellOf(xml, 'G6'), `<c r="G6" t="inlineStr">${choice('<is><t>2</t></is>', '<is/>')}</c>`),
    ],
    [
      'within a text',
      (xml) => xml.replace(cellOf(xml, 'G6'), `<c r="G6" t="inlineStr"><is>${choice('<t>2</t>', '<t>3</t>')}</is></c>`),
    ],
    ['of a program', (xml) => xml.replace(cellOf(xml, 'G6'), '<y:c xmlns:y="urn:y" r="G6"><y:v>2</y:v></y:c>')],
    ['of a program, in a cell', (xml) => xml.replace(cellOf(xml, 'G6'), '<c r="G6"><y:v xmlns:y="urn:y">2</y:v></c>')],
    ['a row in a row', (xml) => xml.replace(cellOf(xml, 'G6'), (cell) => `<row r="6">${cell}</row>`)],
  ])('%s', (_, change) => wrapped(changed(change)));

  it('around all cells', () => {
    const checked = changed((xml) => xml.replace(/<sheetData>.*<\/sheetData>/s, (data) => choice(data, data)));
    expect(codesOf(checked)).toContain('cells_wrapped');
    expect(checked.outcome).toBe('errors');
  });

  it('in the shared strings', () => {
    const part = 'xl/sharedStrings.xml';
    const inOne = check(
      withParts(sound, { [part]: (xml) => xml.replace('<t>Art. 1</t>', choice('<t>Art. 1</t>', '<t>Art. 9</t>')) }),
    );
    expect(inOne.findings).toContainEqual(expect.objectContaining({ code: 'cell_text_missing', question: 'C01' }));
    const around = check(
      withParts(sound, { [part]: (xml) => xml.replace(/<si><t[^>]*>Art\. 1<\/t><\/si>/, (si) => choice(si, si)) }),
    );
    expect(around.outcome).toBe('errors');
  });

  it('but additional attributes and elements of a program are ignored', () => {
    const ext = '<extLst><ext uri="{1}" xmlns:y="urn:y"><y:c r="G8"><y:v>3</y:v></y:c></ext></extLst>';
    const more = changed((xml) =>
      xml
        .replace(/<row r="6"/, '<row xmlns:zz="urn:x" zz:dyDescent="0.25" r="6"')
        .replace(cellOf(xml, 'G6'), (cell) => cell.replace('</c>', `${ext}</c>`))
        .replace('</row>', `${ext}</row>`),
    );
    expect(more.findings).toEqual([]);
    expect(answerOf(more, 'C01').value).toBe(2);
  });
});

describe('content of a sheet outside its cells', () => {
  it('a comment is reported with its cell (answer-in-comment)', () => {
    const checked = caseFile('answer-in-comment');
    expect(checked.outcome).toBe('warnings');
    expect(checked.findings[0]).toMatchObject({
      code: 'comments_unread',
      sheet: 'C Offences',
      cell: 'G6',
      details: { count: 1 },
    });
  });

  const relation = (kind: string, target: string) =>
    `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rIdA" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${kind}" Target="${target}"/></Relationships>`;
  const with_ = (kind: string, name: string, xml: string) =>
    check(
      withParts(sound, { [`xl/${name}`]: xml, 'xl/worksheets/_rels/sheet2.xml.rels': relation(kind, `../${name}`) }),
    );

  it('a comment thread is reported as well', () => {
    const xml =
      '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"><threadedComment ref="G8" personId="{1}"><text>It is 4</text></threadedComment></ThreadedComments>';
    expect(with_('threadedComment', 'threadedComments/threadedComment1.xml', xml).findings[0]).toMatchObject({
      code: 'comments_unread',
      cell: 'G8',
    });
  });

  it('a text box is reported with the cell below it, unless it is empty', () => {
    const box = (text: string) =>
      `<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:twoCellAnchor><xdr:from><xdr:col>6</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>8</xdr:row></xdr:from><xdr:sp><xdr:txBody><a:p><a:r><a:t>${text}</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:twoCellAnchor></xdr:wsDr>`;
    expect(with_('drawing', 'drawings/drawing1.xml', box('The answer is 3')).findings[0]).toMatchObject({
      code: 'boxes_unread',
      cell: 'G9',
    });
    expect(with_('drawing', 'drawings/drawing1.xml', box(' ')).outcome).toBe('clean');
  });

  it('damaged comments do not affect answers', () => {
    expect(answerOf(with_('comments', 'comments1.xml', '<comments'), 'C01').value).toBe(2);
  });

  it('hidden rows and columns are read and reported', () => {
    const rows = changed((xml) => xml.replace('<row r="6"', '<row hidden="1" r="6"'));
    expect(rows.findings).toEqual([
      expect.objectContaining({ code: 'rows_hidden', severity: 'warning', details: { count: 1 } }),
    ]);
    expect(answerOf(rows, 'C01').value).toBe(2);
    const columns = changed((xml) => xml.replace('<cols>', '<cols><col min="7" max="7" width="3" hidden="1"/>'));
    expect(codesOf(columns)).toEqual(['column_hidden']);
  });
});

describe('rearranged sheets', () => {
  let tables: Table[];
  let offences: Table;
  const [keys, first] = [3, 5];
  const column = (key: string) => offences.rows[keys]!.indexOf(`gap:${key}`);
  const whole = [
    ...answers,
    { id: 'F02.total', value: 12 },
    { id: 'L03.legislation', value: 4 },
    { id: 'E04.sent', value: 3 },
  ] as const;
  beforeEach(async () => {
    tables = await tablesOf(await written({ answers: whole }));
    offences = tableWith(tables, 'C01');
  });
  const recheck = async () => check(await bookOf(tables));
  const expectAll = async () => {
    const checked = await recheck();
    for (const { id, ...own } of whole) expect(answerOf(checked, id), id).toMatchObject(own);
    return checked;
  };
  const isSection = ({ rows }: Table) => rows[keys]?.[0] === 'gap:code';

  it('all on one sheet under the cover (all-on-one-sheet)', () => {
    const checked = caseFile('all-on-one-sheet');
    expect(checked.outcome).toBe('warnings');
    expect(checked.counts.answered).toBe(123);
  });

  it.each([
    ['with everything, in order', (all: Table[]) => all],
    ['in the opposite order', (all: Table[]) => [...all].reverse()],
    ['with the cover in the middle', (all: Table[]) => [...all.slice(3, 6), ...all.slice(0, 3), ...all.slice(6)]],
  ])('all on one sheet %s', async (_, order) => {
    tables = [{ name: 'All', rows: order(tables).flatMap(({ rows }) => [...rows, []]) }];
    await expectAll();
  });

  it('the same section twice with other answers is an error', async () => {
    const copy = structuredClone(offences);
    copy.rows.find((row) => row[0] === 'C01')![column('answer')] = 4;
    tables.push({ name: 'Copy', rows: copy.rows });
    const checked = await recheck();
    expect(checked.outcome).toBe('errors');
    expect(readOf(checked, 'C01')).toMatchObject({ state: 'blank', codes: ['answer_twice'] });
  });

  it('a transposed sheet is an error, and none of it is read (transposed-sheet)', async () => {
    const checked = caseFile('transposed-sheet');
    expect(checked.outcome).toBe('errors');
    expect(codesOf(checked)).toContain('sheet_transposed');
    const own = checked.answers.filter(({ question }) => question.startsWith('C'));
    expect(
      own.filter(({ state, comment, note, evidence }) => state !== 'blank' || comment || note || evidence),
    ).toEqual([]);
    offences.rows = offences.rows[keys]!.map((_, at) => offences.rows.map((row) => row[at] ?? null));
    expect((await recheck()).outcome).toBe('errors');
  });

  it('without the code column rows are found by their wording (code-column-deleted)', async () => {
    const checked = caseFile('code-column-deleted');
    expect(checked.counts.answered).toBe(123);
    expect(codesOf(checked)).toContain('codes_by_wording');
    for (const table of tables.filter(isSection)) for (const row of table.rows) row.shift();
    expect(codesOf(await expectAll())).toContain('codes_by_wording');
  });

  it('answers without codes and with other wordings are an error', async () => {
    for (const row of offences.rows.slice(first)) {
      row[0] = null;
      row[column('question')] = `Our own words ${row[column('question')]}`;
    }
    const checked = await recheck();
    expect(checked.outcome).toBe('errors');
    expect(codesOf(checked)).toContain('code_missing');
  });

  it('without headings and questions, nothing is guessed', async () => {
    const [code, answer] = [0, column('answer')];
    offences.rows = offences.rows.slice(first).map((row) => [row[code]!, row[answer]!]);
    const checked = await recheck();
    expect(checked.outcome).toBe('errors');
    expect(codesOf(checked)).toContain('columns_unknown');
  });

  it('answers in a column that looks like a row counter are an error', async () => {
    const body = offences.rows.slice(first).filter((row) => typeof row[0] === 'string');
    for (const [at, row] of body.slice(0, 5).entries()) {
      row[column('answer')] = null;
      row[column('state')] = null;
      row.push(at);
    }
    const checked = await recheck();
    expect(checked.outcome).toBe('errors');
    expect(checked.findings).toContainEqual(expect.objectContaining({ code: 'columns_unread', severity: 'error' }));
  });

  it('without the heading of answers, numbers are not taken for a row counter', async () => {
    offences.rows[keys]![column('code')] = 'gap:code';
    const at = column('answer');
    for (const [place, row] of offences.rows.slice(first).entries()) row[at] = place + 1;
    offences.rows[keys]![at] = null;
    offences.rows[keys + 1]![at] = null;
    expect((await recheck()).outcome).toBe('errors');
  });

  it('a sheet that was not read is an error where a section is missing', async () => {
    tables = tables.filter((table) => table !== offences);
    expect((await recheck()).outcome).toBe('warnings');
    tables.push({ name: 'Answers on offences', rows: [['Illegal access', 'covered in full']] });
    expect((await recheck()).outcome).toBe('errors');
  });
});

/**
 * The rule itself, over random damage: everything visible in an answer cell is read or reported, and a lost answer is
 * an error.
 */
describe('every filled cell of an answer table', () => {
  const toFill = new Set(openColumns);
  it('is read, or reported in a finding', async () => {
    const base = await tablesOf(sound);
    const place = fc.record({ row: fc.nat(20), column: fc.nat(13) });
    const value = fc.constantFrom<string | number | null>(
      3,
      '3',
      'Art. 9',
      '-',
      '15 200',
      'C05',
      'gap:answer',
      'none',
      null,
      2026,
      'yes',
    );
    const damage = fc.oneof(
      fc.record({ kind: fc.constant('write' as const), place, value }),
      fc.record({ kind: fc.constant('row gone' as const), place, value }),
      fc.record({ kind: fc.constant('column gone' as const), place, value }),
      fc.record({ kind: fc.constant('column put in' as const), place, value }),
      fc.record({ kind: fc.constant('row put in' as const), place, value }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 4 }), async (damages) => {
        const tables = structuredClone(base);
        const table = tableWith(tables, 'C01');
        for (const { kind, place: at, value: put } of damages) {
          const row = table.rows[at.row];
          if (kind === 'write' && row) row[at.column] = put;
          if (kind === 'row gone') table.rows.splice(at.row, 1);
          if (kind === 'column gone') for (const one of table.rows) one.splice(at.column, 1);
          if (kind === 'column put in') for (const one of table.rows) one.splice(at.column, 0, null);
          if (kind === 'row put in') table.rows.splice(at.row, 0, [null, null, null, put]);
        }
        const checked = check(await bookOf(tables));
        if (checked.outcome === 'refused') return;
        const keyRow = table.rows.findIndex(
          (row) => row.some((cell) => String(cell).startsWith('gap:')) && row.includes('gap:code'),
        );
        if (keyRow < 0) return;
        const keyAt = new Map(table.rows[keyRow]!.map((cell, at) => [String(cell).replace('gap:', ''), at] as const));
        const text = JSON.stringify(checked.answers);
        for (const [at, row] of table.rows.entries()) {
          if (at <= keyRow || row.includes('Code')) continue;
          for (const key of toFill) {
            const column = keyAt.get(key);
            const cell = column === undefined ? null : row[column];
            if (cell === null || cell === undefined || String(cell).trim() === '') continue;
            const named = checked.findings.filter((one) => one.sheet === table.name);
            const address = new RegExp(`^[A-Z]+${at + 1}$`);
            const reported = named.some((one) => one.cell === null || address.test(one.cell));
            const answered = checked.answers.some(
              ({ sheet: of, cell: own, state }) => of === table.name && address.test(own) && state !== 'blank',
            );
            const isRead =
              text.includes(JSON.stringify(String(cell))) ||
              text.includes(`:${JSON.stringify(cell)}`) ||
              ['-', 'none'].includes(String(cell)) ||
              (answered && (key === 'state' || key === 'confirm'));
            expect(reported || isRead, `${key} ${at + 1} ${cell}`).toBe(true);
            const dropped = key === 'answer' && !answered;
            if (dropped) expect(checked.outcome, `${key} ${at + 1} ${cell}`).toBe('errors');
          }
        }
      }),
      { numRuns: 120, seed: 7 },
    );
  });
});
