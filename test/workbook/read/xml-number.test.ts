import { Buffer } from 'node:buffer';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readSheet } from '../../../src/workbook/read/sheet.ts';
import { type CellStyle, plainStyle, plainStyles } from '../../../src/workbook/read/styles.ts';
import { decimalNumber, wholeNumber } from '../../../src/workbook/read/xml-number.ts';

/** Forms that `Number()` reads as 10 or 0, and that no schema of a sheet allows for a position. */
const odd = ['1e1', '1E1', '10.0', '0xA', '0b1010', '+10', '-0', '１０', '', ' ', '1_0', '00000000010'];

const struck: CellStyle = { ...plainStyle, struck: true, plain: false };

const sheetOf = (inner: string) =>
  readSheet(
    Buffer.from(`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${inner}</worksheet>`),
    'sheet',
    {
      strings: null,
      styles: { ...plainStyles, cells: [struck, ...Array<CellStyle>(9).fill(plainStyle), struck] },
      theme: [],
      from1904: false,
      room: { cells: 5_000 },
      links: new Map(),
    },
  );

describe('a number that is not written as the format demands', () => {
  it.each(odd)('is not the number of a row: %j', (written) => {
    const { rows, misplaced } = sheetOf(`<sheetData><row r="${written}"><c><v>7</v></c></row></sheetData>`);
    expect([[...rows.keys()], misplaced]).toEqual([[], ['?']]);
  });

  it.each(odd)('is not the style of a cell: %j', (written) => {
    const { rows } = sheetOf(`<sheetData><row r="1"><c r="A1"  s="${written}"><v>7</v></c></row></sheetData>`);
    expect(rows.get(1)!.get(1)!.struck).toBeUndefined();
  });

  it.each(odd)('hides no column: %j', (written) => {
    const cols = `<cols><col min="${written}" max="10" hidden="1"/></cols>`;
    const [[from]] = sheetOf(`${cols}<sheetData/>`).hiddenColumns as [[number, number]];
    expect(from).toBeNaN();
  });

  it.each(['0x1', '', 'Infinity', '1e999', '1_0', '1e'])('is no size: %j', (written) => {
    expect(decimalNumber(written)).toBeNaN();
    const row = `<row r="6" ht="${written}"><c r="A6"><v>7</v></c></row>`;
    expect(sheetOf(`<sheetData>${row}</sheetData>`).hiddenRows).toEqual(new Set());
  });
});

it('a number as programs write it is read, also with spaces around it, which a schema ignores', () => {
  expect(['10', '010', '\n 10 '].map(wholeNumber)).toEqual([10, 10, 10]);
  expect(['1e1', '10.', '.5', '-0.25', ' 12 ', '+1.5E-2'].map(decimalNumber)).toEqual([10, 10, 0.5, -0.25, 12, 0.015]);
  const { rows } = sheetOf('<sheetData><row r="10"><c s="10"><v>7</v></c></row></sheetData>');
  expect(rows.get(10)!.get(1)!.struck).toBe('all');
});

it('no reader of a part reads an attribute with Number()', () => {
  const folder = new URL('../../../src/workbook/read/', import.meta.url);
  const found = readdirSync(folder).flatMap((file) =>
    readFileSync(new URL(file, folder), 'utf8')
      .split('\n')
      .filter((line) => /\b(?:Number|parseInt|parseFloat)\([^)]*(?:attributes|\bat\.)/.test(line))
      .map((line) => `${file}: ${line.trim()}`),
  );
  expect(found).toEqual([]);
});
