/** The sheet that lists all findings, each leading to its cell. */
import type { Workbook, Worksheet } from 'exceljs';
import type { ToldFinding } from '../../domain/index.ts';
import type { Texts } from '../../i18n/index.ts';
import { findingsMarker } from '../answers/table.ts';

export const findingColours = { error: 'FFF8D9D4', warning: 'FFFFE7AD' } as const;
const headings = ['severity', 'place', 'cell', 'question', 'what', 'fix'] as const;
const widths = [14, 26, 9, 12, 70, 60];

/** @returns the sheet, behind the others; its first row is hidden and says what it is, so that nobody reads answers in it */
export function addFindingsSheet(
  book: Workbook,
  told: readonly ToldFinding[],
  texts: Texts,
  language: string,
): Worksheet {
  const say = (key: string) => texts.say(language, `findings.words.${key}`);
  const sheet = book.addWorksheet(freeName(book, say('sheet')), { views: [{ state: 'frozen', ySplit: 3 }] });
  sheet.columns = widths.map((width) => ({ width }));
  sheet.getCell('A1').value = findingsMarker;
  sheet.getRow(1).hidden = true;
  sheet.getCell('A2').value = told.length > 0 ? say('title') : say('none');
  sheet.getCell('A2').font = { bold: true, size: 14 };
  const head = sheet.getRow(3);
  head.values = headings.map((key) => say(key));
  head.font = { bold: true };
  for (const [place, finding] of told.entries()) {
    const row = sheet.getRow(place + 4);
    row.values = [
      say(finding.severity),
      finding.sheet ?? say('file'),
      finding.cell ?? '',
      finding.question ?? '',
      finding.message,
      finding.fix,
    ];
    row.alignment = { vertical: 'top', wrapText: true };
    row.getCell(1).fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: findingColours[finding.severity] } };
    if (finding.sheet && finding.cell && book.getWorksheet(finding.sheet)) {
      const target = `#'${finding.sheet.replaceAll("'", "''")}'!${finding.cell}`;
      row.getCell(3).value = { text: finding.cell, hyperlink: target };
      row.getCell(3).font = { underline: true, color: { argb: 'FF0F5265' } };
    }
  }
  return sheet;
}

export function freeName(book: Workbook, wish: string): string {
  const taken = new Set(book.worksheets.map(({ name }) => name.toLowerCase()));
  let name = wish.slice(0, 31);
  for (let number = 2; taken.has(name.toLowerCase()); number += 1) name = `${wish.slice(0, 27)} ${number}`;
  return name;
}
