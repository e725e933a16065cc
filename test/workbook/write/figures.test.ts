import ExcelJS from 'exceljs';
import { expect, it } from 'vitest';
import { type FigureTable, writeFigureBook } from '../../../src/workbook/index.ts';
import { partDays } from '../../part-days.ts';

const table: FigureTable = {
  title: 'Needs & requests',
  sheets: { figures: 'Figures', notes: 'Notes' },
  direction: 'rtl',
  columns: [
    { title: 'Country', format: null },
    { title: 'Score', format: { as: 'number' } },
    { title: 'Share', format: { as: 'share' } },
    { title: 'Since', format: { as: 'date' } },
  ],
  rows: [
    ['Avalon', 49.96, 0.5, '2026-02-03'],
    ['=HYPERLINK("x")', null, 0, '2025'],
  ],
  notes: [{ name: 'Release', text: 'r-1' }],
  date: '2026-03-01',
};

it('a table as an Excel file has real numbers and dates, a frozen header, a filter and a sheet of notes', async () => {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load((await writeFigureBook(table)).buffer as ArrayBuffer);
  const [figures, notes] = book.worksheets;
  expect([figures!.name, notes!.name, book.title]).toEqual(['Figures', 'Notes', 'Needs & requests']);
  expect(figures!.getRow(2).values).toEqual([undefined, 'Avalon', 49.96, 0.5, new Date('2026-02-03T00:00:00Z')]);
  expect(figures!.getCell('B2').numFmt).toBe('#,##0.00');
  expect(figures!.getCell('C2').numFmt).toBe('0.0%');
  expect(figures!.views[0]).toMatchObject({ state: 'frozen', ySplit: 1, rightToLeft: true });
  expect(figures!.autoFilter).toBe('A1:D3');
  expect(notes!.getRow(2).values).toEqual([undefined, 'Release', 'r-1']);
});

it('the parts of the file have the day of the release, so that the same table gives the same bytes at any time', async () => {
  expect(partDays(await writeFigureBook(table))).toEqual(new Set(['2026-03-01']));
  expect(partDays(await writeFigureBook({ ...table, date: '2026-03-02T23:30:00.000Z' }))).toEqual(
    new Set(['2026-03-02']),
  );
  expect(partDays(await writeFigureBook({ ...table, date: '' }))).toEqual(new Set(['1980-01-02']));
});

it('numbers end before the next column, and dates begin where months begin, in either direction', async () => {
  for (const [direction, start, end] of [
    ['ltr', 'left', 'right'],
    ['rtl', 'right', 'left'],
  ] as const) {
    const book = new ExcelJS.Workbook();
    await book.xlsx.load((await writeFigureBook({ ...table, direction })).buffer as ArrayBuffer);
    const row = book.worksheets[0]!.getRow(2);
    for (const number of ['B', 'C'])
      expect(row.getCell(number).alignment).toMatchObject({ horizontal: end, indent: 1 });
    expect(row.getCell('D').alignment.horizontal).toBe(start);
  }
});

it('no text becomes a formula, no missing value a zero, and no year a date', async () => {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load((await writeFigureBook(table)).buffer as ArrayBuffer);
  const row = book.worksheets[0]!.getRow(3);
  expect(row.getCell(1).value).toBe(`'=HYPERLINK("x")`);
  expect(row.getCell(2).value).toBeNull();
  expect([row.getCell(3).value, row.getCell(4).value]).toEqual([0, '2025']);
});

it('a row is as high as its text, and the notes of a right-to-left table begin at the right', async () => {
  const text = 'Answers that a country does not list count as rounded means of several answers. '.repeat(3);
  const book = new ExcelJS.Workbook();
  const long = { ...table, rows: [[text, 1, 0, null]], notes: [...table.notes, { name: 'Protection', text }] };
  await book.xlsx.load((await writeFigureBook(long)).buffer as ArrayBuffer);
  const [figures, notes] = book.worksheets;
  expect(figures!.getRow(2).height).toBeGreaterThan(40);
  expect(notes!.getRow(3).height).toBeGreaterThan(30);
  expect(notes!.getCell('B2').alignment).toMatchObject({ horizontal: 'right', readingOrder: 'rtl' });
});
