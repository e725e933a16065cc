/** Text typed next to the answer cell, over a code or over guidance: read correctly, or reported with its cell. */
import type ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import { cellOf, open, sectionSheets } from '../a-workbook.ts';
import { answerOf, check, readOf, written } from '../checked.ts';

const sound = await written({ scope: ['B', 'C', 'K'] });
const offences = (book: ExcelJS.Workbook) => sectionSheets(book).find(({ name }) => name.startsWith('C '))!;

async function changed(change: (book: ExcelJS.Workbook) => void) {
  const book = await open(sound);
  for (const [at, id] of ['C01', 'C02', 'C03'].entries()) cellOf(book, id, 'answer').value = String(at + 1);
  change(book);
  return check(new Uint8Array(await book.xlsx.writeBuffer()));
}
const found = (checked: Awaited<ReturnType<typeof changed>>, code: string) =>
  checked.findings.filter((one) => one.code === code).map(({ severity, cell }) => `${severity} ${cell}`);

describe('an answer next to its cell', () => {
  it.each(['guidance', 'comment', 'note', 'evidence', 'reason'] as const)(
    'in the column %s is an error that names both cells',
    async (column) => {
      const checked = await changed((book) => {
        cellOf(book, 'C04', column).value = '2';
        cellOf(book, 'B12', column).value = 4;
      });
      expect(checked.outcome).toBe('errors');
      expect(answerOf(checked, 'C04').state).toBe('blank');
      const about = checked.findings.filter(({ code }) => code === 'answer_misplaced');
      expect(about.map(({ question, details }) => [question, details.typed, details.place])).toEqual(
        expect.arrayContaining([
          ['C04', '2', 'G9'],
          ['B12', '4', 'G17'],
        ]),
      );
    },
  );

  it('is not reported where the question has an answer or a state, or where the text answers nothing', async () => {
    const checked = await changed((book) => {
      cellOf(book, 'C01', 'comment').value = '2';
      cellOf(book, 'C04', 'state').value = 'not known';
      cellOf(book, 'C04', 'note').value = '3';
      cellOf(book, 'C05', 'comment').value = 'See Article 4';
      cellOf(book, 'K07', 'comment').value = '5';
    });
    expect(found(checked, 'answer_misplaced')).toEqual([]);
  });
});

describe('a code next to the question of another', () => {
  it('that was swapped with another is refused, so that no answer is taken for the other', async () => {
    const checked = await changed((book) => {
      const sheet = offences(book);
      [sheet.getCell('A6').value, sheet.getCell('A7').value] = ['C02', 'C01'];
    });
    expect(found(checked, 'code_disagrees')).toEqual(['error A6', 'error A7']);
    expect(['C01', 'C02'].map((id) => answerOf(checked, id).state)).toEqual(['blank', 'blank']);
    expect(readOf(checked, 'C03').value).toBe(3);
  });

  it('that was copied from another row or section is an error only in that row', async () => {
    for (const code of ['C01', 'B01']) {
      const checked = await changed((book) => {
        offences(book).getCell('A7').value = code;
      });
      expect(found(checked, 'code_disagrees')).toEqual(['error A7']);
      expect(readOf(checked, 'C01').value).toBe(1);
      expect(answerOf(checked, 'B01').state).toBe('blank');
    }
  });

  it('whose question was reworded is read', async () => {
    const checked = await changed((book) => {
      cellOf(book, 'C01', 'question').value = 'Illegal access (our own words)';
    });
    expect(readOf(checked, 'C01').value).toBe(1);
    expect(found(checked, 'cells_unread')).toEqual(['warning B6']);
  });
});

describe('guidance', () => {
  it('that was overwritten is reported with its cell', async () => {
    const checked = await changed((book) => {
      cellOf(book, 'C02', 'guidance').value = 'Our law of 2019 covers this in part.';
    });
    expect(found(checked, 'cells_unread')).toEqual(['warning C7']);
  });

  it('that differs everywhere is that of another software version, and is not reported', async () => {
    const checked = await changed((book) => {
      for (const sheet of sectionSheets(book))
        for (let row = 6; row <= sheet.rowCount; row += 1)
          if (typeof sheet.getCell(row, 3).value === 'string')
            sheet.getCell(row, 3).value = `Guidance ${row} in words of 2025`;
    });
    expect(found(checked, 'cells_unread')).toEqual([]);
  });
});
