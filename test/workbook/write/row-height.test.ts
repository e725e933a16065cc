import ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import { rowWriter } from '../../../src/workbook/write/sheet/cover-row.ts';
import { heightOf, linesOf } from '../../../src/workbook/write/sheet/row-height.ts';

describe('the height of a row', () => {
  it('increases with the text and with narrow columns', () => {
    const text = 'Interception, without right, of transmissions that are not public is an offence';
    expect(linesOf(text, 80, 10)).toBe(1);
    expect(linesOf(text, 40, 10)).toBe(2);
    expect(linesOf(text, 20, 10)).toBeGreaterThan(3);
  });

  it('counts explicit line breaks, and words longer than a line', () => {
    expect(linesOf('a\nb\nc', 40, 10)).toBe(3);
    expect(linesOf('x'.repeat(100), 20, 10)).toBeGreaterThan(4);
  });

  it('counts Chinese characters as wide as they are high', () => {
    expect(linesOf('网络犯罪'.repeat(10), 40, 10)).toBeGreaterThan(linesOf('abcd'.repeat(10), 40, 10));
  });

  it('breaks Chinese between characters, and never before closing punctuation', () => {
    const [twelve, width] = ['网络犯罪能力建设需求差距', 24.3];
    expect(linesOf(twelve, width, 10)).toBe(2);
    expect(linesOf(twelve.slice(0, 11), width, 10)).toBe(1);
    expect(linesOf(`${twelve.slice(0, 11)}。`, width, 10)).toBe(2);
    expect(linesOf(`${twelve} ${twelve}`, width, 10)).toBe(3);
    expect(linesOf('“网”'.repeat(4), width, 10)).toBe(2);
  });

  it('uses the real width of Cyrillic letters', () => {
    expect(linesOf('шум и жюри '.repeat(7), 40, 10)).toBeGreaterThan(linesOf('тур и труд '.repeat(7), 40, 10));
  });

  it('of a cover includes the text of links', () => {
    const sheet = new ExcelJS.Workbook().addWorksheet('cover');
    const put = rowWriter(sheet);
    const link = (result: string) =>
      [{ formula: 'HYPERLINK("#A1")', result }, { alignment: { wrapText: true } }] as const;
    put(1, [link('Short')]);
    put(2, [link('Providers, teams for incidents, domain names and networks')]);
    expect(sheet.getRow(2).height).toBeGreaterThan(sheet.getRow(1).height);
  });

  it('is between a readable minimum and the maximum of programs', () => {
    expect(heightOf([])).toBe(20);
    expect(heightOf([{ text: 'long '.repeat(5000), width: 20, size: 10 }])).toBe(409);
  });
});
