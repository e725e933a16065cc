import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRelevant } from '../../src/questionnaire/index.ts';
import { convert, soffice, withoutLibreOffice } from '../libreoffice.ts';
import { anyAnswers, anyRule, formulaFor, sheetValue } from './rules.ts';

describe('any rule as a formula', () => {
  it.skipIf(soffice === null)(
    `means the same in LibreOffice${soffice ? '' : `: ${withoutLibreOffice}`}`,
    async () => {
      const drawn = fc.sample(fc.tuple(anyRule, anyAnswers), { numRuns: 400, seed: 20_260_301 });
      // The loader refuses longer formulas, since Excel does.
      const cases = drawn.filter(([rule]) => formulaFor(rule, 1_000).length < 8_000);
      const book = new ExcelJS.Workbook();
      const sheet = book.addWorksheet('rules');
      for (const [place, [rule, answers]] of cases.entries()) {
        const row = place + 1;
        const formula = formulaFor(rule, row);
        for (const column of 'ABCDEFGHIJ')
          sheet.getCell(`${column}${row}`).value = sheetValue(answers, `${column}${row}`);
        sheet.getCell(`K${row}`).value = { formula: `IF(${formula},"shows","hides")` };
      }
      const csv = new TextDecoder().decode(await convert(new Uint8Array(await book.xlsx.writeBuffer()), 'csv'));
      const judged = csv
        .trimEnd()
        .split('\n')
        .map((line) => line.split(',').at(-1));
      const expected = cases.map(([rule, answers]) =>
        isRelevant(rule, (cell) => answers[cell as 'N1']) ? 'shows' : 'hides',
      );
      expect(judged).toEqual(expected);
      expect(new Set(expected).size).toBe(2);
    },
    120_000,
  );
});
