import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KeptTexts } from '../../../src/workbook/fold-once.ts';
import { Refusal } from '../../../src/workbook/guard/refusal.ts';
import { KeptPart } from '../../../src/workbook/read/kept-part.ts';
import { RowCells } from '../../../src/workbook/read/row-cells.ts';
import { readSharedStrings } from '../../../src/workbook/read/shared-strings.ts';
import { written } from '../checked.ts';
import { entriesOf } from '../zip.ts';

const parts = new Map(
  entriesOf(await written({ scope: ['A'], answers: [{ id: 'A02', value: 'a < b & "c"' }] })).map(({ name, data }) => [
    name,
    Buffer.from(data).toString('utf8'),
  ]),
);
const table = parts.get('xl/sharedStrings.xml')!;

/** The texts of a table, or the code with which it is refused. */
function found(xml: string): unknown {
  try {
    return readSharedStrings(Buffer.from(xml), 'texts', []);
  } catch (error) {
    if (error instanceof Refusal) return error.finding;
    throw error;
  }
}

/** Two spaces mean the same to a reader of XML, and the entry is read element by element. */
const byElement = (xml: string) => xml.replaceAll('<si>', '<si >');

const tableOf = (entries: string) =>
  `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${entries}</sst>`;

describe('a shared text read at once is the same as one read element by element', () => {
  it('in the table of a workbook, once and again', () => {
    expect(table.split('<si><t').length).toBeGreaterThan(50);
    for (let time = 0; time < 2; time += 1) expect(found(table)).toEqual(found(byElement(table)));
  });

  it('in every form', () => {
    const text = fc.constantFrom('', ' ', 'a', 'a&amp;b', '&#65;', '&x;', ']]>', '_x0041_', 'é’', 'a\r\nb', '\u0001');
    const around = fc.constantFrom<readonly [string, string]>(
      ['<t>', '</t>'],
      ['<t xml:space="preserve">', '</t>'],
      ["<t xml:space='preserve'>", '</t>'],
      ['<t a="1">', '</t>'],
      ['<r><rPr><strike/></rPr><t>', '</t></r>'],
      ['<t>a</t><rPh sb="0" eb="1"><t>', '</t></rPh>'],
      ['<x:y xmlns:x="urn:x"><t>', '</t></x:y>'],
      ['<t>', '</t><t/>'],
      ['<t>', ''],
    );
    const entry = fc.tuple(around, text).map(([[open, close], inner]) => `<si>${open}${inner}${close}</si>`);
    const outside = fc.constantFrom('', '<x>', '<si/>', '<x/>', ' ');
    fc.assert(
      fc.property(fc.array(entry, { minLength: 1, maxLength: 4 }), outside, (entries, before) => {
        const xml = tableOf(`${before}${entries.join('')}${before === '<x>' ? '</x>' : ''}`);
        expect(found(xml)).toEqual(found(byElement(xml)));
      }),
      { numRuns: 3000, seed: 3 },
    );
  });

  it('on a damaged table', () => {
    const whole = `${table.slice(0, table.indexOf('</si>', 1_500))}</si></sst>`;
    fc.assert(
      fc.property(
        fc.integer({ min: whole.indexOf('<si>'), max: whole.length - 1 }),
        fc.constantFrom('', '<', '>', '"', '&', '/', ' ', 'x', '<!--', ']]>', '</si>', '<t>'),
        (at, put) => {
          const damaged = whole.slice(0, at) + put + whole.slice(at + 1);
          expect(found(damaged)).toEqual(found(byElement(damaged)));
        },
      ),
      { numRuns: 1500, seed: 5 },
    );
  });
});

describe('the cells of a row', () => {
  it('are found, replaced and listed as in a map, in any order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 12 }), (columns) => {
        const [row, map] = [new RowCells(), new Map<number, unknown>()];
        for (const column of columns) {
          const cell = { row: 1, column, content: null, formula: false };
          row.set(cell);
          map.set(column, cell);
        }
        expect(row.all).toEqual([...map.values()]);
        for (let column = 0; column < 14; column += 1) expect(row.get(column)).toBe(map.get(column));
      }),
      { seed: 3 },
    );
  });
});

describe('what was made of texts', () => {
  it('stays while they are asked for, and is dropped when many others came', () => {
    const kept = new KeptTexts<number>();
    let made = 0;
    const ask = (text: string) =>
      kept.get(text) ??
      kept.add(text, () => {
        made += 1;
        return made;
      });
    const asked = ask('asked');
    const left = ask('left');
    for (let other = 0; other < 6_000; other += 1) {
      ask(`${other} ${'x'.repeat(1_000)}`);
      if (other % 100 === 0) expect(ask('asked')).toBe(asked);
    }
    expect(ask('left')).not.toBe(left);
  });

  it('is not kept of a long text', () => {
    const kept = new KeptTexts<string>();
    const long = 'x'.repeat(2_000);
    expect(kept.add(long, (text) => text.slice(1))).toBe('x'.repeat(1_999));
    expect(kept.get(long)).toBeUndefined();
  });
});

describe('what was read of a part', () => {
  it('is kept for the same bytes beside the same, and read again for any other', () => {
    const kept = new KeptPart<number, object | null>();
    let reads = 0;
    const read = (bytes: number[], beside: object | null = null) =>
      kept.read(Uint8Array.from(bytes), beside, () => {
        reads += 1;
        return reads;
      });
    expect([read([1, 2]), read([1, 2]), read([1, 3]), read([1, 2, 0]), read([1, 2], {})]).toEqual([1, 1, 2, 3, 4]);
    for (let other = 4; other < 8; other += 1) read([other]);
    expect(read([1, 2])).toBe(9);
  });

  it('is a copy of the bytes, and not kept where it was refused', () => {
    const kept = new KeptPart<string>();
    const bytes = Uint8Array.of(1);
    expect(kept.read(bytes, null, () => 'one')).toBe('one');
    bytes[0] = 2;
    const refuse = () => {
      throw new Error('refused');
    };
    for (let time = 0; time < 2; time += 1) expect(() => kept.read(bytes, null, refuse)).toThrow('refused');
    expect(kept.read(Uint8Array.of(1), null, refuse)).toBe('one');
  });
});
