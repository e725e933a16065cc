import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvOf, formulaPattern, numberPattern, sheetText } from '../../src/domain/index.ts';
import { literal, openWarehouse } from '../../src/warehouse/index.ts';

describe('a text for a spreadsheet', () => {
  it.each(['=1+1', '+cmd', '-cmd|x', '@SUM(A1)', '\tx', '\r=1', '\n=1', '  =1', '\u200b=1', '\uff1d1', '-1+2', '--5'])(
    'that begins like a formula, %j, gets an apostrophe',
    (text) => {
      expect(sheetText(text)).toBe(`'${text}`);
    },
  );

  it.each(['', 'x', '-5', '+12.5', '-1e-7', 'a=b', 'Côte d’Ivoire', '–', '5-3'])(
    'such as %j is unchanged otherwise',
    (text) => {
      expect(sheetText(text)).toBe(text);
    },
  );

  it('as a table has a byte order mark, and numbers as numbers', () => {
    expect(csvOf([['a', -5, '-5', '=x', null, 'b,"c"']])).toBe('\ufeffa,-5,-5,\'=x,,"b,""c"""\r\n');
  });

  it('as a table has the line endings of RFC 4180, and empty cells for missing values', () => {
    expect(
      csvOf([
        ['a', null, 1],
        ['b\nc', 'd', 2],
      ]),
    ).toBe('\ufeffa,,1\r\n"b\nc",d,2\r\n');
  });

  it('is marked by the engine that writes releases by the same rule', async () => {
    const warehouse = await openWarehouse();
    const sign = fc.constantFrom(...'=+-@\t\r\n\u00a0\u200b\ufeff\uff1d 19.eEx');
    for (const text of fc.sample(
      fc.array(sign, { maxLength: 5 }).map((signs) => signs.join('')),
      300,
    )) {
      const [row] = await warehouse.rows(
        `select regexp_matches(${literal(text)}, ${literal(formulaPattern)}) and not regexp_matches(${literal(text)}, ${literal(numberPattern)}) as risky`,
      );
      expect(row!.risky, JSON.stringify(text)).toBe(sheetText(text) !== text);
    }
    warehouse.close();
  });
});
