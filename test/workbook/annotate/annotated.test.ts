import type ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import { annotate } from '../../../src/workbook/annotate/annotate.ts';
import { inspect } from '../../../src/workbook/check/check.ts';
import { cellOf, open } from '../a-workbook.ts';
import { check, content, readOf, written } from '../checked.ts';

const annotated = async (bytes: Uint8Array) => await annotate(inspect(bytes, content, {}), content);
const colourOf = (cell: ExcelJS.Cell) => (cell.fill?.type === 'pattern' ? cell.fill.fgColor?.argb : undefined);
const protectionOf = (sheet: ExcelJS.Worksheet) =>
  (sheet as unknown as { sheetProtection?: Record<string, unknown> | null }).sheetProtection ?? null;
const lists = (book: ExcelJS.Workbook) =>
  book.worksheets.filter((sheet) => sheet.getCell('A1').value === 'gap:findings');

describe('an annotated copy', async () => {
  const sent = await written({
    scope: ['C'],
    answers: [
      { id: 'C04', typed: 'in force?' },
      { id: 'C05', typed: 'drafted', evidence: 'Art. 6' },
    ],
  });
  const copy = await annotated(sent);

  it('has coloured and commented cells, and is read like the workbook', async () => {
    const cell = cellOf(await open(copy), 'C04', 'answer');
    expect(colourOf(cell)).toBe('FFF8D9D4');
    expect(JSON.stringify(cell.note)).toContain('is not one of the choices');
    expect(check(copy).findings).toEqual(check(sent).findings);
  });

  it('lists every finding in a row as high as its text, and prints one page wide', async () => {
    const [sheet] = lists(await open(copy));
    expect(sheet!.getCell('D4').value).toBe('C04');
    expect(sheet!.getRow(4).height).toBeGreaterThanOrEqual(20);
    expect(sheet!.pageSetup).toMatchObject({ orientation: 'landscape', fitToWidth: 1 });
  });

  it('keeps the protection of the workbook: locked sheets, cells to fill in, and hidden sheets', async () => {
    const [before, after] = [await open(sent), await open(copy)];
    for (const { name } of before.worksheets) {
      const [was, is] = [before.getWorksheet(name)!, after.getWorksheet(name)!];
      expect(is.state, name).toBe(was.state);
      expect(protectionOf(is), name).toEqual(protectionOf(was));
    }
    expect(before.worksheets.map(({ state }) => state)).toContain('veryHidden');
    expect(protectionOf(after.worksheets[0]!)).toMatchObject({ sheet: true });
    expect(cellOf(after, 'C04', 'answer').protection?.locked).toBe(false);
  });

  it('can be corrected and uploaded again: earlier marks are removed', async () => {
    const book = await open(copy);
    cellOf(book, 'C04', 'answer').value = 3;
    cellOf(book, 'C04', 'evidence').value = 'Art. 5';
    const again = new Uint8Array(await book.xlsx.writeBuffer());
    expect(readOf(check(again), 'C04')).toEqual({ state: 'answered', value: 3, codes: [] });

    const second = await open(await annotated(again));
    expect(lists(second)).toHaveLength(1);
    expect(colourOf(cellOf(second, 'C04', 'answer'))).toBe('FFF0F7F9');
    expect(colourOf(cellOf(second, 'C05', 'answer'))).toBe('FFF8D9D4');
    expect(cellOf(second, 'C04', 'answer').note).toBeUndefined();
  });
});
