import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { writeWorkbook } from '../../../src/workbook/index.ts';
import { convert, soffice, withoutLibreOffice } from '../../libreoffice.ts';
import { anOrder, instrument, open, result, sectionSheets } from '../a-workbook.ts';

describe.skipIf(soffice === null)(
  `calculated by LibreOffice${soffice ? '' : ` (skipped: ${withoutLibreOffice})`}`,
  () => {
    it('every hidden formula has the result that the writer stored', async () => {
      const order = anOrder({
        prefills: [{ id: 'B01', value: 'in_force', source: 'Treaty Office', date: '2026-01-01' }],
        answers: [
          { id: 'B01', confirmed: true },
          { id: 'B10', value: 1 },
          { id: 'E01', state: 'not_applicable', reason: 'none' },
          { id: 'E04.sent', value: 3 },
          { id: 'F01', typed: '2' },
          { id: 'F05', state: 'not_known' },
          { id: 'L03.legislation', value: 3 },
          { id: 'L03.networks', value: 1 },
          { id: 'L08', state: 'not_applicable', reason: 'none' },
        ],
      });
      const written = await writeWorkbook(order);
      const ours = formulasOf(await open(written));
      const theirs = formulasOf(await open(await convert(withoutResults(written), 'xlsx')));
      expect(ours.size).toBeGreaterThan(instrument.questions.size);
      const differing = [...ours].filter(([place, value]) => theirs.get(place) !== value);
      expect(differing.map(([place, value]) => `${place}: ${value}, not ${theirs.get(place)}`)).toEqual([]);
    });
  },
);

/** The same file without results of its formulas, so that it must be calculated. */
function withoutResults(bytes: Uint8Array): Uint8Array {
  const parts = Object.entries(unzipSync(bytes)).map(([path, part]) => {
    const xml = strFromU8(part);
    return [path, strToU8(xml.replace(/(<\/f>)<v>[^<]*<\/v>/g, '$1'))];
  });
  return zipSync(Object.fromEntries(parts));
}

function formulasOf(book: Awaited<ReturnType<typeof open>>): Map<string, unknown> {
  const found = new Map<string, unknown>();
  for (const sheet of [book.worksheets[0]!, ...sectionSheets(book)]) {
    sheet.eachRow((row) =>
      row.eachCell((cell) => {
        if (cell.formula) found.set(`${sheet.name}!${cell.address}`, rounded(result(cell)));
      }),
    );
  }
  return found;
}

const rounded = (value: unknown) => (typeof value === 'number' ? Math.round(value * 1e9) / 1e9 : (value ?? ''));
