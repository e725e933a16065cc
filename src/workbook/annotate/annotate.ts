/**
 * The annotated copy: the file as it came, its doubtful cells coloured and commented, and a sheet that lists every
 * finding. Only what the guard let through is in it.
 */
import ExcelJS from 'exceljs';
import { zipSync } from 'fflate';
import type { ToldFinding } from '../../domain/index.ts';
import type { Inspected } from '../check/check.ts';
import type { CheckContent } from '../check/content.ts';
import type { GuardedParts } from '../guard/guard.ts';

const fills = { error: 'FFF8C9C4', warning: 'FFFCE8B2' } as const;

/** @returns an .xlsx; where the file was refused, or a program wrote it that the copier cannot read, the list alone */
export async function annotate({ checked, language, opened }: Inspected, { texts }: CheckContent): Promise<Uint8Array> {
  const book = (opened && (await copyOf(opened.parts))) ?? new ExcelJS.Workbook();
  for (const told of checked.told) mark(book, told);
  const title = texts.say(language, 'annotated.sheet');
  const free = book.getWorksheet(title) ? `${title} 2` : title;
  const sheet = book.addWorksheet(free);
  const heads = ['severity', 'sheet', 'cell', 'question', 'message', 'fix'] as const;
  sheet.columns = [12, 26, 9, 12, 60, 60].map((width) => ({
    width,
    style: { alignment: { wrapText: true, vertical: 'top' } },
  }));
  sheet.addRow(
    heads.map((head) => texts.say(language, head === 'sheet' ? 'annotated.place' : `annotated.${head}`)),
  ).font = { bold: true };
  for (const { severity, sheet: place, cell, question, message, fix } of checked.told) {
    const row = sheet.addRow([texts.say(language, `annotated.${severity}_word`), place, cell, question, message, fix]);
    row.getCell(1).fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: fills[severity] } };
  }
  if (checked.told.length === 0) sheet.addRow([texts.say(language, 'annotated.none')]);
  return new Uint8Array(await book.xlsx.writeBuffer());
}

async function copyOf(parts: GuardedParts): Promise<ExcelJS.Workbook | null> {
  const book = new ExcelJS.Workbook();
  try {
    const bytes = zipSync(Object.fromEntries(parts), { level: 1 });
    await book.xlsx.load(bytes.buffer as ArrayBuffer);
    return book;
  } catch {
    return null;
  }
}

function mark(book: ExcelJS.Workbook, { severity, sheet, cell, message, fix }: ToldFinding): void {
  const place = sheet === null || cell === null ? undefined : book.getWorksheet(sheet)?.getCell(cell);
  if (!place) return;
  place.style = { ...place.style, fill: { type: 'pattern', pattern: 'solid', fgColor: { argb: fills[severity] } } };
  const before = typeof place.note === 'string' ? `${place.note}\n\n` : '';
  place.note = `${before}${message}\n${fix}`;
}
