import { describe, expect, it } from 'vitest';
import { type WrittenAnswer, writeWorkbook } from '../../../src/workbook/index.ts';
import { anOrder, cellOf, named, open, partsOf, result } from '../a-workbook.ts';

const written = async (answers: readonly WrittenAnswer[], more = {}) =>
  open(await writeWorkbook(anOrder({ answers, ...more })));

describe('answers written in the form that a country would use', () => {
  it('are labels of the sheet, with the number in numbered lists', async () => {
    const book = await written([
      { id: 'C04', value: 3 },
      { id: 'B01', value: 'in_force' },
      { id: 'A01', value: 'XAA' },
    ]);
    expect(cellOf(book, 'C04', 'answer').value).toBe('3 – covered in full');
    expect(cellOf(book, 'B01', 'answer').value).toBe('in force');
    expect(cellOf(book, 'A01', 'answer').value).toBe('Auremia');
  });

  it('put several choices in one cell', async () => {
    const book = await written([{ id: 'E14', value: 'slow_replies cost' }]);
    expect(cellOf(book, 'E14', 'answer').value).toBe('slow replies; cost');
  });

  it('are numbers as numbers and dates as dates', async () => {
    const book = await written([
      { id: 'F02.total', value: 34 },
      { id: 'A02', value: '2026-01-31' },
    ]);
    expect(cellOf(book, 'F02.total', 'answer').value).toBe(34);
    expect(cellOf(book, 'A02', 'answer').value).toEqual(new Date('2026-01-31T00:00:00Z'));
    expect(cellOf(book, 'A02', 'answer').numFmt).toBe('yyyy-mm-dd');
  });

  it('keep a leading = or - as text, in cells with the text format', async () => {
    const book = await written([
      { id: 'K07', typed: '=1+1' },
      { id: 'L11', typed: '- a list' },
    ]);
    expect(cellOf(book, 'K07', 'answer').value).toBe('=1+1');
    expect(cellOf(book, 'K07', 'answer').numFmt).toBe('@');
    expect(cellOf(book, 'L11', 'answer').value).toBe('- a list');
  });

  it('have state, reason, comment, note and evidence in their columns', async () => {
    const book = await written([
      {
        id: 'B08',
        state: 'not_applicable',
        reason: 'Party since 2012',
        comment: 'See the law',
        note: 'For you',
        evidence: 'https://example.org/law',
      },
    ]);
    expect(cellOf(book, 'B08', 'state').value).toBe('does not apply');
    expect(cellOf(book, 'B08', 'reason').value).toBe('Party since 2012');
    expect(cellOf(book, 'B08', 'comment').value).toBe('See the law');
    expect(cellOf(book, 'B08', 'note').value).toBe('For you');
    expect(cellOf(book, 'B08', 'evidence').value).toBe('https://example.org/law');
  });

  it('leave no character in the file that XML does not allow', async () => {
    const bytes = await writeWorkbook(anOrder({ answers: [{ id: 'K07', typed: 'a\u0001b\u000bc\ud800 & <d>' }] }));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the expression searches for them
    const broken = [...partsOf(bytes)].filter(([, xml]) => /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(xml));
    expect(broken.map(([path]) => path)).toEqual([]);
    expect(cellOf(await open(bytes), 'K07', 'answer').value).toContain('& <d>');
  });

  it('never make a formula of an answer', async () => {
    const bytes = await writeWorkbook(anOrder({ answers: [{ id: 'K07', typed: '=1+1' }] }));
    const formulas = [...partsOf(bytes).values()].flatMap((xml) => xml.match(/<c r="[F-L]\d+"[^>]*><f>/g) ?? []);
    // On section sheets only G2, above the answers, is a formula.
    expect(new Set(formulas.map((cell) => cell.replace(/.*r="([A-Z]+\d+)".*/, '$1')))).toSatisfy((cells: Set<string>) =>
      [...cells].every((cell) => /^(G2|[D-G](1[89]|2\d|3\d))$/.test(cell)),
    );
  });
});

describe('the completeness of a workbook', () => {
  it('counts questions with an answer, a state or a confirmed earlier answer, by section and in total', async () => {
    const book = await written(
      [
        { id: 'C01', confirmed: true },
        { id: 'C02', state: 'not_known' },
        { id: 'C04', value: 1 },
        { id: 'C05', state: 'answered' },
        { id: 'C06', comment: 'later' },
        { id: 'L03.legislation', value: 3 },
        { id: 'L03.networks', value: 1 },
        { id: 'L08', state: 'not_applicable', reason: 'none received' },
      ],
      { prefills: [{ id: 'C01', value: 2, source: 'cybercrime-2024', date: '2024-06-30' }] },
    );
    expect(result(named(book, 'gap_done_C'))).toBe(3);
    expect(result(named(book, 'gap_of_C'))).toBe(12);
    expect(result(named(book, 'gap_done_L'))).toBe(2);
    expect(result(named(book, 'gap_done'))).toBe(5);
    expect(result(named(book, 'gap_of'))).toBe(132);
    expect(result(book.getWorksheet('C Offences')!.getCell('G2'))).toBe('3 of 12 done');
  });

  it('excludes questions that are not relevant after another answer, and greys them out', async () => {
    const book = await written([{ id: 'B10', value: 1 }]);
    expect(result(named(book, 'gap_of_B'))).toBe(12);
    expect(result(cellOf(book, 'B11', 'applies'))).toBe(0);
    expect(result(cellOf(book, 'B08', 'applies'))).toBe(1);
  });

  it('is computed row by row where a grid depends on another', async () => {
    const book = await written([
      { id: 'L03.legislation', value: 3 },
      { id: 'L03.networks', value: 1 },
    ]);
    expect(result(cellOf(book, 'L04.legislation', 'applies'))).toBe(1);
    expect(result(cellOf(book, 'L04.networks', 'applies'))).toBe(0);
    expect(result(cellOf(book, 'L04', 'applies'))).toBe(1);
  });
});
