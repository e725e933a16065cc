/** Positions of answers on a sheet, and reports about other content: sheets as tables of values, without a file. */
import { describe, expect, it } from 'vitest';
import { missingRows } from '../../../src/workbook/answers/completeness.ts';
import { codeIndex, looksLikeCode, nearCodes, plainCode } from '../../../src/workbook/answers/place/code.ts';
import { aboutMerges } from '../../../src/workbook/answers/place/merged.ts';
import { questionTexts } from '../../../src/workbook/answers/place/question-texts.ts';
import { findRows } from '../../../src/workbook/answers/place/rows.ts';
import { findTables, isBackstage } from '../../../src/workbook/answers/place/table.ts';
import { aboutHidden, aboutSheet, noteDivider, ownComments } from '../../../src/workbook/answers/sheet-notes.ts';
import { strayBackstage, strayOn } from '../../../src/workbook/answers/stray.ts';
import { layoutOf } from '../../../src/workbook/layout.ts';
import type { ColumnKey } from '../../../src/workbook/layout-columns.ts';
import type { Book, Sheet } from '../../../src/workbook/read/book.ts';
import type { SheetCell } from '../../../src/workbook/read/content.ts';
import { RowCells } from '../../../src/workbook/read/row-cells.ts';
import { wordingOf } from '../../../src/workbook/wording.ts';
import { instrument } from '../a-workbook.ts';
import { content } from '../checked.ts';

type Value = string | number | null | Partial<SheetCell>;
const index = codeIndex(instrument);
const { words } = content;
const tableWords = {
  headings: words.headings,
  isCode: (text: string) => index.find(text) !== null,
  isQuestion: index.texts.knows,
};
const wordingOfRow = (id: string, language = 'en') =>
  wordingOf(instrument, language).row(index.rows.get(id.toUpperCase())!);

function sheetOf(rows: readonly (readonly Value[])[], more: Partial<Sheet> = {}): Sheet {
  const cellAt = (value: Value, row: number, column: number): SheetCell => {
    const bare = { row, column, content: null, formula: false };
    if (typeof value === 'string') return { ...bare, content: { kind: 'text', text: value } };
    if (typeof value === 'number')
      return {
        ...bare,
        content: { kind: 'number', number: value, written: String(value), as: 'plain', from1904: false },
      };
    return { ...bare, ...value };
  };
  const filled = rows.flatMap((cells, at) => {
    const own = new RowCells();
    for (const [place, value] of cells.entries()) if (value !== null) own.set(cellAt(value, at + 1, place + 1));
    return own.all.length === 0 ? [] : [[at + 1, own] as const];
  });
  return {
    ...{ name: 'C', hidden: false, veryHidden: false, part: 'xl/worksheets/sheet1.xml', rows: new Map(filled) },
    ...{ beyond: 0, crowded: 0, misplaced: [], merges: [], mergesBeyond: 0, links: new Map(), heads: [] },
    ...{
      hiddenRows: new Set<number>(),
      hiddenColumns: [],
      wrapped: [],
      outside: { cells: [], rules: false },
      textsMissing: false,
    },
    ...{ comments: [], boxes: [], objects: [] },
    ...more,
  };
}
const keys = ['gap:code', 'gap:question', 'gap:answer', 'gap:state', 'gap:comment'];
const tables = (...rows: (readonly Value[])[]) => {
  const { tables: found, above, unreadable } = findTables(sheetOf(rows), tableWords);
  return {
    above,
    unreadable,
    tables: found.map(({ top, rows: own, headed, keyed, columns }) => ({
      ...{ top, rows: own, headed, keyed },
      columns: Object.fromEntries(columns) as Partial<Record<ColumnKey, number>>,
    })),
  };
};

describe('a table of answers', () => {
  it('is below its keys, or its headings in any language', () => {
    const columns = { code: 1, question: 2, answer: 3, state: 4, comment: 5 };
    expect(tables(['Title'], keys, ['C04', '', '3'], ['C05']).tables).toEqual([
      { top: 2, rows: [3, 4], headed: true, keyed: true, columns },
    ]);
    const { tables: headed, above } = tables(['Title'], ['Code', null, 'Réponse'], ['C04', '', '3']);
    expect(headed).toEqual([{ top: 2, rows: [3], headed: true, keyed: false, columns: { code: 1, answer: 3 } }]);
    expect(above).toEqual([1]);
  });

  it('uses headings in place of missing keys, and does not count both', () => {
    const lost = keys.map((key) => (key === 'gap:answer' ? null : key));
    const [found, ...more] = tables(lost, ['Code', 'Question', 'Answer'], ['C04']).tables;
    expect(more).toEqual([]);
    expect(found).toMatchObject({ top: 1, rows: [3], columns: { code: 1, answer: 3, state: 4 } });
    // A column named by a key is not another column because of its heading.
    expect(tables(keys, ['Code', 'Question', 'Comment', 'Answer'], ['C04']).tables[0]!.columns).toMatchObject({
      ...{ answer: 3, comment: 5 },
    });
  });

  it('has a column of codes or of questions, and one of answers or states', () => {
    const isTable = (...cells: Value[]) => tables(cells, ['C04']).tables.some(({ headed }) => headed);
    expect([isTable('Code', 'Answer'), isTable('Question', 'Answer'), isTable('gap:code', 'gap:state')]).toEqual([
      ...[true, true, true],
    ]);
    expect([isTable('Code'), isTable('Answer', 'Comment'), isTable('Code', 'Comment'), isTable('gap:code')]).toEqual([
      ...[false, false, false, false],
    ]);
    // Calculated cells do not count as headings, and neither does a text longer than any heading.
    expect(isTable('Code', { content: { kind: 'text', text: 'Answer' }, formula: true })).toBe(false);
    expect(isTable('Code', `Answer${' '.repeat(120)}`)).toBe(false);
  });

  it('ends before the title of the next', () => {
    const rows = [keys, ['C04', '', '3'], ['D Procedure'], ['Answered by the police'], keys, ['D01', '', '2']];
    expect(tables(...rows).tables.map((one) => one.rows)).toEqual([[2], [6]]);
    const far = [keys, ['C04'], ['a note'], ['1'], ['2'], ['3'], keys, ['D01']];
    // A title has at most three rows; earlier rows belong to the table above.
    expect(tables(...far).tables.map((one) => one.rows)).toEqual([[2, 3], [8]]);
  });

  it('does not exist below the marker of a sheet without cells to fill in, up to the next headings', () => {
    const rows = [['gap:cover'], ['C04', 'x'], keys, ['C05'], ['gap:lists'], ['C06']];
    expect(tables(...rows)).toMatchObject({ above: [], tables: [{ top: 3, rows: [4] }] });
    const marked = (cells: readonly Value[][]) => isBackstage(sheetOf(cells));
    expect([
      marked([['gap:cover']]),
      marked([[], [], [null, null, 'gap:findings']]),
      marked([['gap:identity ']]),
    ]).toEqual([...[true, true, true]]);
    expect([
      marked([[], [], [], ['gap:cover']]),
      marked([[null, null, null, 'gap:cover']]),
      marked([['cover']]),
    ]).toEqual([...[false, false, false]]);
  });

  it('without headings is read in its original columns where questions are next to their codes', () => {
    const row = (id: string, answer: Value = null) => [null, id, wordingOfRow(id), null, null, null, null, answer];
    const { tables: bare, above } = tables(['a note'], row('C04', 3), row('C05'), ['more']);
    expect(bare).toMatchObject([
      { top: 0, rows: [2, 3], headed: false, keyed: false, columns: { code: 2, answer: 8 } },
    ]);
    expect(above).toEqual([1, 4]);
    // The column with the most codes is the code column, whatever precedes it.
    expect(tables(['C06'], row('C04'), row('C05')).tables[0]).toMatchObject({ columns: { code: 2 }, rows: [2, 3] });
    // At least half of the rows must have the wording of a question.
    expect(tables(row('C04'), [null, 'C05', 'other']).unreadable).toBeNull();
    expect(tables(row('C04'), [null, 'C05', 'other'], [null, 'C06', 'other']).unreadable).toBe('columns_unknown');
    expect(tables(['C04', 'C05', 'C06'], ['1', '2', '3']).unreadable).toBe('sheet_transposed');
    expect(tables(['a note']).unreadable).toBeNull();
  });
});

describe('a code', () => {
  it('is recognised in lower case, with spaces, and with look-alike letters of other alphabets', () => {
    expect(['c04', ' C 04 ', 'С04', 'Ϲ04', 'C\u200b04', 'Ｃ０４', 'e04.sent'].map(plainCode)).toEqual([
      ...['C04', 'C04', 'C04', plainCode('Ϲ04'), 'C04', 'C04', 'E04.SENT'],
    ]);
    expect(index.find('с04')?.id).toBe('C04');
    expect(index.find(`C04${' '.repeat(77)}`)?.id).toBe('C04');
    expect(index.find(`C04${' '.repeat(78)}`)).toBeNull();
    expect(index.find('C99')).toBeNull();
  });

  it('that is misspelled may suggest another', () => {
    const near = (text: string) => nearCodes(text, index);
    expect([near('C-04'), near('C4'), near('CO4'), near('C_04'), near('B1l'), near('BI1')]).toEqual([
      ...[['C04'], ['C04'], ['C04'], ['C04'], ['B11'], ['B11']],
    ]);
    expect(near('B1O')).toEqual(['B10']);
    expect([near('C444'), near('X04'), near('')]).toEqual([[], [], []]);
  });

  it.each<[string, boolean]>([
    ['C04', true],
    ['c-4', true],
    ['AB 12', true],
    ['C04.sent', true],
    ['CO4', true],
    ['Total', false],
    ['2026', false],
    ['ABCD1', false],
    ['C0444', false],
    ['C04 and more', false],
  ])('%s looks like one: %s', (text, like) => {
    expect(looksLikeCode(text)).toBe(like);
  });
});

describe('the wording of a question', () => {
  const { find, knows, ofOthers } = questionTexts(instrument);
  const row = (id: string) => index.rows.get(id.toUpperCase())!;
  it('identifies its row in any language and punctuation; where several have the same wording, the position decides', () => {
    expect(find(wordingOfRow('C04'), null)?.id).toBe('C04');
    expect(find(wordingOfRow('C04', 'fr').toUpperCase(), null)?.id).toBe('C04');
    const alike = [...index.rows.values()].filter(
      ({ id, kind }) => kind === 'answer' && wordingOfRow(id) === wordingOfRow('L03.legislation'),
    );
    expect(alike.length).toBeGreaterThan(1);
    expect(find(wordingOfRow('L03.legislation'), null)).toBeNull();
    for (const { id, question } of alike) expect(find(wordingOfRow(id), row(question.code) ?? row(id))?.id).toBe(id);
    expect(find('No question', row('C04'))).toBeNull();
    expect([knows(wordingOfRow('C04')), knows('No question')]).toEqual([true, false]);
  });

  it('of another row is distinguished from that of its own', () => {
    expect(ofOthers(wordingOfRow('C04'), row('C04'))).toEqual([]);
    expect(ofOthers(wordingOfRow('C04'), row('C05')).map(({ id }) => id)).toEqual(['C04']);
    expect(ofOthers('No question', row('C05'))).toEqual([]);
  });
});

describe('the rows of a workbook', () => {
  const find = (rows: readonly (readonly Value[])[], more: Partial<Sheet> = {}) => {
    const found = findRows({ sheets: [sheetOf(rows, more)], sheetsOfOthers: [] } as unknown as Book, index, words);
    return {
      rows: [...found.byId].map(([id, own]) => `${id} ${own.map((one) => one.row).join('+')}`),
      said: found.findings.map(({ code, severity, cell, details }) =>
        [`${severity === 'error' ? '!' : '?'} ${code} ${cell}`, ...Object.values(details)].join(' '),
      ),
      unread: found.unread.map(({ cells }) => cells.length),
    };
  };
  it('are found by their codes, at any position and with repetitions', () => {
    expect(find([keys, ['C05'], ['c04', '', '3'], ['E04.sent'], ['C04']])).toEqual({
      rows: ['C05 2', 'C04 3+5', 'E04.sent 4'],
      said: [],
      unread: [],
    });
  });

  it('with unknown codes are reported, with the code that may be meant', () => {
    expect(
      find([keys, ['C04'], ['C-05', '', '3'], ['C99'], ['Total'], [null, 'x', '3'], [null, 'x', null, null, 'y']]).said,
    ).toEqual([
      '! code_unknown A3 C-05 C05',
      '? code_unknown A4 C99 none',
      '! code_missing A6',
      '? code_missing A7',
      '? cells_unread A5 1 A5',
    ]);
    // A calculated code does not count; the finding refers to the first filled cell.
    const calculated = { content: { kind: 'text', text: 'C04' }, formula: true } as const;
    expect(find([keys, ['C05'], [calculated, null, '3']]).said).toEqual(['! code_missing A3']);
  });

  it('are not read where a code is next to the question of another', () => {
    const { rows, said } = find([
      keys,
      ['C04', wordingOfRow('C05'), '3'],
      ['C06', wordingOfRow('C06')],
      ['C07', 'Other words'],
    ]);
    expect(rows).toEqual(['C06 3', 'C07 4']);
    expect(said).toEqual(['! code_disagrees A2 C04 C05']);
  });

  it('are found by their wording where the code is missing, which is reported once', () => {
    const { rows, said } = find([keys, [null, wordingOfRow('C04'), '3'], ['', wordingOfRow('C05')], ['C06']]);
    expect(rows).toEqual(['C04 2', 'C05 3', 'C06 4']);
    expect(said).toEqual(['? codes_by_wording null 2']);
  });

  it('have added columns reported, unless one only numbers the rows', () => {
    const codes = ['C01', 'C02', 'C03', 'C04', 'C05', 'C06', 'C07'];
    const counted = (number: (at: number) => Value) =>
      codes.map((code, at) => [code, null, null, null, null, number(at)]);
    const unread = (rows: readonly (readonly Value[])[]) => find([keys, ...rows]).unread;
    expect(unread(counted((at) => at + 5))).toEqual([]);
    expect(unread(counted((at) => (at === 3 ? 0 : at)))).toEqual([7]);
    expect(unread(counted((at) => String(at)))).toEqual([7]);
    expect(unread(counted((at) => (at === 0 ? null : at)))).toEqual([6]);
    expect(unread(counted((at) => at).slice(0, 5))).toEqual([5]);
    expect(unread(counted((at) => at).slice(0, 6))).toEqual([]);
    // Without an answer column, these may be the answers.
    const without = keys.map((key) => (key === 'gap:answer' ? null : key));
    expect(find([without, ...counted((at) => at)]).unread).toEqual([7]);
  });

  it('without a column of answers or states are reported', () => {
    const without = (lost: string) => keys.map((key) => (key === lost ? null : key));
    expect(find([without('gap:answer'), ['C04']]).said).toEqual(['! column_missing null answer']);
    expect(find([without('gap:state'), ['C04']]).said).toEqual(['? column_missing null state']);
    expect(find([without('gap:comment'), ['C04']]).said).toEqual([]);
  });

  it('do not exist on an unknown sheet, which is reported', () => {
    expect(find([['Budget', 3]]).said).toEqual(['? sheet_unread null']);
    expect(find([]).said).toEqual([]);
    expect(find([['C04', 'C05', 'C06']]).said).toEqual(['! sheet_transposed null']);
    // Only a title is above the headings.
    expect(find([[null, null, '3'], [], [], [], keys, ['C04']]).said).toEqual(['! code_missing C1']);
  });
});

describe('text on a sheet without cells to fill in', () => {
  const stray = (rows: readonly (readonly Value[])[]) =>
    strayBackstage(sheetOf(rows)).map(({ row, column }) => `${row} ${column}`);
  it('on a list of findings is reported next to its columns, or in an additional row', () => {
    const rows = [
      ['gap:findings'],
      ['Title'],
      [null, 'heading'],
      ['C04', 'x', 'x', 'x', 'x', 'x', 'mine'],
      [null, 'mine'],
    ];
    expect(stray(rows)).toEqual(['4 7', '5 2']);
    expect(stray(rows.slice(1))).toEqual([]);
  });

  it('on a cover is reported next to its columns, or without the format of the other cells', () => {
    const bare = (text: string): Value => ({ content: { kind: 'text', text }, bare: true });
    const beside = ['Label', null, null, null, null, null, 'value', 'mine'];
    expect(stray([['gap:cover'], ['Title'], beside])).toEqual(['3 8']);
    expect(stray([['gap:cover'], ['Title'], ['Label', bare('mine')]])).toEqual(['3 2']);
    // In a file without styles, they distinguish nothing.
    expect(stray([[bare('gap:cover')], [bare('Title')], ['Label']])).toEqual([]);
    expect(stray([['gap:lists'], ['x', null, null, null, null, null, null, 'y']])).toEqual([]);
  });
});

describe('the findings on a sheet', () => {
  const marks = ['Check:'];
  const said = (more: Partial<Sheet>) =>
    aboutSheet(sheetOf([], more), marks).map(
      ({ code, severity, cell, details }) =>
        `${severity === 'error' ? '!' : '?'} ${code} ${cell} ${Object.values(details).join(' ')}`,
    );
  it('list what was not read', () => {
    expect(said({ beyond: 3 })).toEqual(['? cells_beyond null 3']);
    expect(said({ beyond: 3, crowded: 1 })).toEqual(['! cells_beyond null 3']);
    expect(said({ misplaced: ['A0'] })).toEqual(['! cells_misplaced null 1 A0']);
    expect(said({ boxes: ['B2'], objects: ['C3', 'D4'] })).toEqual([
      '? boxes_unread B2 1 B2',
      '? objects_unread C3 2 C3, D4',
    ]);
    expect(said({})).toEqual([]);
    const many = Array.from({ length: 11 }, (_, at) => `A${at}`);
    expect(said({ boxes: many })[0]).toMatch(/A0, A1,.* A9 …$/);
    expect(said({ boxes: many.slice(1) })[0]).toMatch(/A10$/);
  });

  it('list comments of people, and in comments of an earlier check only the replies', () => {
    const comment = (cell: string, text: string) => ({ cell, author: '', text });
    const comments = [
      comment('A1', 'mine'),
      comment('A2', ' Check: x'),
      comment('A3', `Check: x${noteDivider}and mine`),
    ];
    expect(ownComments({ comments }, marks).map(({ cell, text }) => [cell, text])).toEqual([
      ['A1', 'mine'],
      ['A3', 'and mine'],
    ]);
    expect(said({ comments })).toEqual(['? comments_unread A1 2 A1, A3']);
  });

  const rows = [keys, ['C04', null, '3'], ['C05', null, null, null, ' '], ['C06', null, null, null, 'x']];
  const foundIn = (more: Partial<Sheet>) => {
    const sheet = sheetOf(rows, more);
    const [table] = findTables(sheet, tableWords).tables;
    const found = findRows({ sheets: [sheet], sheetsOfOthers: [] } as unknown as Book, index, words);
    return { table: table!, rows: [...found.byId.values()].flat() };
  };
  it('list hidden content', () => {
    const hidden = (more: Partial<Sheet>) => {
      const { table, rows: own } = foundIn(more);
      return aboutHidden(table, own).map(({ code, details }) => [code, ...Object.values(details)].join(' '));
    };
    expect(hidden({})).toEqual([]);
    expect(hidden({ hidden: true })).toEqual(['sheet_hidden']);
    expect(hidden({ hiddenRows: new Set([2, 3]) })).toEqual(['rows_hidden 1']);
    expect(hidden({ hiddenColumns: [[3, 4]] })).toEqual(['column_hidden answer']);
    expect(hidden({ hiddenColumns: [[5, 9]] })).toEqual(['column_hidden comment']);
    expect(hidden({ hiddenColumns: [[1, 2]] })).toEqual([]);
  });

  it('list merged cells that show one answer for several questions', () => {
    const merged = (top: number, left: number, bottom: number, right: number) => {
      const { table, rows: own } = foundIn({ merges: [{ top, left, bottom, right }] });
      return aboutMerges(table, own).map(
        ({ code, severity, cell, details }) =>
          `${severity === 'error' ? '!' : '?'} ${code} ${cell} ${Object.values(details).join(' ')}`,
      );
    };
    expect(merged(2, 3, 4, 3)).toEqual(['! cells_merged C2 C2:C4 3']);
    expect(merged(2, 3, 2, 5)).toEqual(['? cells_merged_across C2 C2:E2']);
    expect(merged(2, 1, 2, 3)).toEqual(['! cells_merged A2 A2:C2 1']);
    // Guidance, rows without answers, and empty cells may be merged.
    expect([merged(2, 1, 4, 2), merged(6, 3, 8, 3), merged(3, 3, 4, 3), merged(2, 3, 2, 3)]).toEqual([[], [], [], []]);
    const { table, rows: own } = foundIn({ mergesBeyond: 7 });
    expect(aboutMerges(table, own)).toMatchObject([
      { code: 'merges_too_many', severity: 'error', details: { count: 7 } },
    ]);
  });
});

describe('the missing content of a workbook', () => {
  const layout = layoutOf(instrument, ['C', 'E']);
  const lacks = (...gone: RegExp[]) => {
    const [section, other] = [sheetOf([], { name: 'C sheet' }), sheetOf([], { name: 'E sheet' })];
    const byId = new Map(
      [...layout.answers.keys()]
        .filter((id) => !gone.some((pattern) => pattern.test(id)))
        .map((id) => [id, [{ sheet: id.startsWith('C') ? section : other }]] as const),
    );
    return missingRows(layout, { byId, findings: [], unread: [] } as unknown as ReturnType<typeof findRows>).map(
      ({ code, severity, sheet, question, details }) =>
        [severity === 'warning' ? '?' : '!', code, sheet, question, ...Object.values(details)].join(' '),
    );
  };
  it('is a section, a question, or parts of one', () => {
    expect(lacks()).toEqual([]);
    const questions = new Set(
      [...layout.answers.values()].filter(({ id }) => id.startsWith('C')).map(({ question }) => question.code),
    );
    expect(lacks(/^C/)).toEqual([`? section_missing   C ${questions.size}`]);
    expect(lacks(/^C04$/, /^E04/)).toEqual(['? question_missing C sheet C04', '? question_missing E sheet E04']);
    expect(lacks(/^E04\.sent$/)).toEqual(['? parts_missing E sheet E04 E04.sent']);
  });
});

describe('text next to a table', () => {
  const sheet = sheetOf([['a']], { name: 'Section C' });
  const isStray = strayOn(sheet, { ...words, titles: new Set(['c offences', 'the ministry of justice']) });
  const text = (of: string) =>
    isStray(
      sheetOf([[of]])
        .rows.get(1)!
        .get(1)!,
    );
  it.each<[string, boolean]>([
    ['gap:answer', false],
    [[...words.headings.keys()].at(-1)!, false],
    ['Section C', false],
    ['C  Offences', false],
    ['The Ministry of Justice', false],
    ['Section D', true],
    ['D Offences', true],
    ['ask the police', true],
  ])('%s is not from the issued workbook: %s', (of, stray) => {
    expect(text(of)).toBe(stray);
  });
});
