import { describe, expect, it } from 'vitest';
import { writeWorkbook } from '../../../src/workbook/index.ts';
import { layoutOf } from '../../../src/workbook/layout.ts';
import { identityKeys, identityName } from '../../../src/workbook/layout-identity.ts';
import { anOrder, cellOf, instrument, named, open, result, sectionSheets } from '../a-workbook.ts';

const prefill = { id: 'C01', value: 2, source: 'cybercrime-2024', date: '2024-06-30' };
const plain = writeWorkbook(anOrder()).then(open);
const prefilled = writeWorkbook(anOrder({ prefills: [prefill] })).then(open);

describe('the workbook of a country', () => {
  it('has a cover, a sheet for each section with the responsible body, and two hidden sheets', async () => {
    const book = await plain;
    expect(book.worksheets).toHaveLength(1 + 12 + 2);
    expect(book.worksheets.map(({ state }) => state).slice(-3)).toEqual(['visible', 'hidden', 'veryHidden']);
    const offences = book.getWorksheet('C Offences')!;
    expect(offences.getCell('A1').value).toBe('C. Offences');
    expect(offences.getCell('A2').value).toBe('To be answered by: ministry of justice');
  });

  it('has a row for every answer of the questionnaire, found by its code', async () => {
    const book = await plain;
    const codes = sectionSheets(book).flatMap((sheet) => sheet.getColumn(1).values.slice(6));
    const rows = layoutOf(instrument, 'whole').sections.flatMap((section) => section.rows);
    expect(codes).toEqual(rows.map(({ id }) => id));
    expect(new Set(codes).size).toBe(codes.length);
  });

  it('has help, choices, rule, required evidence and legal reference next to the question', async () => {
    const book = await plain;
    const guidance = String(cellOf(book, 'B08', 'guidance').value);
    expect(guidance).toContain('Mark all that apply');
    expect(guidance).toContain('Asked only if: B01 is not “ratified or acceded” and B01 is not “in force”.');
    expect(guidance).toContain('3  cost');
    expect(guidance).toContain('Legal reference: Budapest Art. 37');
    expect(String(cellOf(book, 'C04', 'guidance').value)).toContain('Evidence requested: article of national law');
    expect(cellOf(book, 'B08', 'class').value).toBe('◐ restricted');
  });

  it('states its identity in locked named cells of the cover, and again on the hidden sheet', async () => {
    const book = await plain;
    const hidden = book.getWorksheet('gap_identity')!;
    const onSheet = hidden
      .getColumn(1)
      .values.slice(2)
      .map((key, place) => [key, hidden.getCell(place + 2, 2).value]);
    const onCover = identityKeys.map((key) => [key, named(book, identityName(key)).value]);
    expect(onCover).toEqual(onSheet);
    expect(Object.fromEntries(onCover as [string, string][])).toMatchObject({
      instrument: 'cybercrime',
      cycle: 'cybercrime-2026',
      country: 'XAA',
      language: 'en',
      scope: 'whole',
      checksum: expect.stringMatching(/^[0-9a-f]{16}$/),
    });
    expect(named(book, 'gap_country').protection?.locked).not.toBe(false);
  });

  it('says on its cover when the last day ends, in the time that the server keeps', async () => {
    const due = async (order: Parameters<typeof anOrder>[0]) => {
      const cover = (await writeWorkbook(anOrder(order)).then(open)).worksheets[0]!;
      const labels = cover.getColumn(2).values.map(String);
      const row = labels.findIndex((label) => /^(?:Due date|Échéance)$/.test(label));
      return cover.getCell(row, 3).value;
    };
    expect(await due({ due: '2026-06-30' })).toBe('30 June 2026, until 24:00 UTC');
    expect(await due({ due: '2026-06-30', language: 'fr' })).toBe('30 juin 2026, jusqu’à 24 heures UTC');
    expect(await due({})).toBe('not set');
  });

  it('has only cells to fill in unlocked, on sheets protected without a password', async () => {
    const book = await prefilled;
    const isOpen = (id: string, key: Parameters<typeof cellOf>[2]) =>
      cellOf(book, id, key).protection?.locked === false;
    for (const key of ['answer', 'state', 'reason', 'comment', 'note', 'evidence'] as const) {
      expect(isOpen('C04', key), key).toBe(true);
    }
    for (const key of ['code', 'question', 'guidance', 'class', 'earlier', 'confirm'] as const) {
      expect(isOpen('C04', key), key).toBe(false);
    }
    expect(isOpen('C01', 'confirm')).toBe(true);
    expect(isOpen('L03', 'answer')).toBe(false);
    expect(isOpen('L03', 'state')).toBe(true);
    const protection = book.worksheets.map(
      (sheet) => (sheet as unknown as { sheetProtection: object }).sheetProtection,
    );
    expect(protection.every((one) => one && !('hashValue' in one))).toBe(true);
  });

  it('shows an earlier answer with source and date, and keeps its stored value for the confirmation', async () => {
    const book = await prefilled;
    expect(cellOf(book, 'C01', 'earlier').text).toBe('2 – covered in part\ncybercrime-2024, 30 June 2024');
    expect(cellOf(book, 'C01', 'earlier_stored').value).toBe(2);
    expect(cellOf(book, 'C01', 'answer').value).toBeNull();
  });

  it('marks a fact from general knowledge', async () => {
    const book = await open(await writeWorkbook(anOrder({ prefills: [{ ...prefill, confirmed: false }] })));
    expect(cellOf(book, 'C01', 'earlier').text).toContain('(to be confirmed by the secretariat)');
  });

  it('states in the language of the workbook that a fact is from general knowledge', async () => {
    const known = { ...prefill, source: 'general knowledge', confirmed: false };
    const book = await open(await writeWorkbook(anOrder({ language: 'fr', prefills: [known] })));
    expect(cellOf(book, 'C01', 'earlier').text).toContain('connaissances générales, 30 juin 2024 (à confirmer');
  });

  it('shows "illustrative" on every visible sheet, and in print', async () => {
    const book = await plain;
    for (const sheet of [book.worksheets[0]!, ...sectionSheets(book)]) {
      const top = [3, 4].flatMap((row) => sheet.getRow(row).values as unknown[]).join(' ');
      expect(top, sheet.name).toContain('ILLUSTRATIVE');
    }
    expect(sectionSheets(book).every((sheet) => sheet.headerFooter.oddHeader?.includes('ILLUSTRATIVE'))).toBe(true);
  });

  it('does not show it for a real country', async () => {
    const book = await open(await writeWorkbook(anOrder({ illustrative: false })));
    const texts = book.worksheets.flatMap((sheet) => sheet.getSheetValues().flat(1)).join(' ');
    expect(texts).not.toContain('ILLUSTRATIVE');
  });

  it('can have only core questions, or selected sections', async () => {
    const core = await open(await writeWorkbook(anOrder({ scope: 'core' })));
    expect(() => cellOf(core, 'C12', 'answer')).toThrow();
    expect(cellOf(core, 'C11', 'question').value).toContain('Sanctions');
    const two = await open(await writeWorkbook(anOrder({ scope: ['C', 'D'] })));
    expect(sectionSheets(two).map(({ name }) => name)).toEqual(['C Offences', 'D Powers and safeguards']);
    expect(result(named(two, 'gap_of'))).toBe(27);
  });

  it('is in the requested language, and states where its texts await review', async () => {
    const book = await open(await writeWorkbook(anOrder({ language: 'fr' })));
    expect(book.worksheets[0]!.name).toBe('Couverture');
    expect(book.worksheets[0]!.getCell('B5').value).toBeNull();
    expect(cellOf(book, 'C04', 'question').value).toMatch(/système/);
    const marked = await open(await writeWorkbook(anOrder({ language: 'es' })));
    expect(marked.worksheets[0]!.getCell('B5').value).toContain('aún no');
  });

  it('keeps the codes of hidden columns within them, as LibreOffice shows them beside the answers in Arabic', async () => {
    const book = await open(await writeWorkbook(anOrder({ language: 'ar', prefills: [prefill] })));
    expect(cellOf(book, 'C01', 'earlier_stored')).toMatchObject({ value: 2, alignment: { horizontal: 'fill' } });
  });

  it('begins every cell at the right in Arabic, and numbers its pages without words, which LibreOffice reorders', async () => {
    const book = await open(await writeWorkbook(anOrder({ language: 'ar' })));
    const sheets = [book.worksheets[0]!, ...sectionSheets(book)];
    for (const sheet of sheets) {
      expect(sheet.headerFooter.oddFooter, sheet.name).toMatch(/&P\u200e \/ \u200e&N$/);
      sheet.eachRow((row) =>
        row.eachCell(({ text, alignment = {}, address, style }) => {
          if (!/\p{Script=Arabic}/u.test(text) || row.hidden || style.protection?.locked === false) return;
          expect(alignment.readingOrder, `${sheet.name} ${address} ${text}`).toBe('rtl');
        }),
      );
    }
    expect(cellOf(book, 'A03', 'class').alignment).toMatchObject({ horizontal: 'right', readingOrder: 'rtl' });
  });

  it('shows the whole id of a part, however long it is', async () => {
    expect(cellOf(await plain, 'A03.alternate_institution', 'code').alignment).toMatchObject({ shrinkToFit: true });
  });

  it.each(['en', 'fr'])('is smaller than 300 kB in %s', async (language) => {
    expect((await writeWorkbook(anOrder({ language }))).length).toBeLessThan(300_000);
  });

  it('is byte-identical for the same order', async () => {
    const [first, second] = [await writeWorkbook(anOrder()), await writeWorkbook(anOrder())];
    expect(Buffer.compare(first, second)).toBe(0);
  });
});
