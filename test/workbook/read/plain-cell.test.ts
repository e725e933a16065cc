import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Refusal } from '../../../src/workbook/guard/refusal.ts';
import { readSharedStrings } from '../../../src/workbook/read/shared-strings.ts';
import { readSheet } from '../../../src/workbook/read/sheet.ts';
import { plainStyles } from '../../../src/workbook/read/styles.ts';
import { written } from '../checked.ts';
import { entriesOf } from '../zip.ts';

const sound = await written({ scope: ['A', 'B'], answers: [{ id: 'B01', value: 'yes', comment: 'a < b & "c"' }] });
const parts = new Map(entriesOf(sound).map(({ name, data }) => [name, Buffer.from(data).toString('utf8')]));
const sheets = [...parts.keys()].filter((name) => name.startsWith('xl/worksheets/'));
const strings = readSharedStrings(Buffer.from(parts.get('xl/sharedStrings.xml')!), 'texts', []);

/** What a reader finds in a sheet, or the code with which it refuses it. */
function found(xml: string): unknown {
  const context = {
    strings,
    styles: plainStyles,
    theme: [],
    from1904: false,
    room: { cells: 5_000 },
    links: new Map(),
  };
  try {
    return readSheet(Buffer.from(xml), 'sheet', context);
  } catch (error) {
    if (error instanceof Refusal) return error.finding;
    throw error;
  }
}

/** Two spaces mean the same to a reader of XML, and the cell is read element by element. */
const byElement = (xml: string) => xml.replaceAll('<c r="', '<c  r="');

const sheetOf = (cells: string) =>
  `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">${cells}</row></sheetData></worksheet>`;

describe('a cell read at once is the same as one read element by element', () => {
  it('on every sheet of a workbook', () => {
    expect(sheets.length).toBeGreaterThan(3);
    for (const name of sheets) expect(found(parts.get(name)!), name).toEqual(found(byElement(parts.get(name)!)));
  });

  it('in every form', () => {
    const place = fc.constantFrom(
      'A1',
      'B1',
      'A2',
      'XFD1',
      'XFE1',
      'ZZZZ1',
      'A01',
      'A0',
      'A',
      '1',
      'a1',
      'A1048577',
      '',
    );
    const style = fc.constantFrom('', ' s="0"', ' s="1"', ' s="01"', ' s="9999999"', ' s="x"', ' s=""', ' r="B1"');
    const type = fc.constantFrom('', ' t="s"', ' t="n"', ' t="str"', ' t="b"', ' t="e"', ' t="x"', ' t="d"', ' t=""');
    const value = fc.constantFrom(
      '',
      '0',
      '7',
      '007',
      '999999999',
      '1.5',
      'x',
      'a&amp;b',
      '&#65;',
      '&x;',
      ']]>',
      '#REF!',
    );
    const formula = fc.constantFrom(
      'SUM(A1)',
      'A1&lt;3',
      'HYPERLINK(&quot;https://x&quot;)',
      '[1]S!A1',
      '&',
      ']]>',
      '',
    );
    const content = fc.oneof(
      fc.constantFrom('', '<v/>', '<f/>', '<is><t>x</t></is>', '<v>1</v><v>2</v>', ' ', '<v> 1</v>', '<x/>'),
      value.map((one) => `<v>${one}</v>`),
      fc.tuple(formula, value).map(([one, other]) => `<f>${one}</f><v>${other}</v>`),
    );
    const cell = fc
      .tuple(place, style, type, content)
      .map(([r, s, t, inner]) => (inner === '' ? `<c r="${r}"${s}${t}/>` : `<c r="${r}"${s}${t}>${inner}</c>`));
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 4 }), (cells) => {
        const xml = sheetOf(cells.join(''));
        expect(found(xml)).toEqual(found(byElement(xml)));
      }),
      { numRuns: 3000, seed: 7 },
    );
  });

  it('on a damaged sheet', () => {
    const xml = parts.get('xl/worksheets/sheet2.xml')!;
    const end = xml.indexOf('</row>', xml.indexOf('<row r="6"')) + '</row>'.length;
    const whole = `${xml.slice(0, end)}</sheetData></worksheet>`;
    fc.assert(
      fc.property(
        fc.integer({ min: whole.indexOf('<sheetData>'), max: whole.length - 1 }),
        fc.constantFrom('', '<', '>', '"', '&', '/', ' ', 'x', '=', '0', '<!--', ']]>'),
        (at, put) => {
          const damaged = whole.slice(0, at) + put + whole.slice(at + 1);
          expect(found(damaged)).toEqual(found(byElement(damaged)));
        },
      ),
      { numRuns: 1500, seed: 5 },
    );
  });

  it('is not read in another namespace, or within an element that is not in the format', () => {
    const cells = '<c r="A1"><v>1</v></c>';
    const foreign = sheetOf(`<c xmlns="urn:x" r="B1"/>${cells}`).replace('<row r="1">', '<row xmlns="urn:x" r="1">');
    const wrapped = sheetOf(`<choice>${cells}</choice>`);
    for (const xml of [foreign, wrapped]) {
      expect(found(xml)).toEqual(found(byElement(xml)));
      expect(found(xml)).toMatchObject({ rows: new Map() });
    }
  });
});
