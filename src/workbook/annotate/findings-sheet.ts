/** The sheet that lists all findings, each with a link to its cell. */
import type { Workbook, Worksheet } from 'exceljs';
import type { ReportedFinding } from '../../domain/index.ts';
import type { Texts } from '../../i18n/index.ts';
import { findingsMarker } from '../answers/place/table.ts';
import { looksFor } from '../write/look.ts';
import { heightOf } from '../write/sheet/row-height.ts';
import { printSetup } from '../write/sheet/sheet-setup.ts';

import { findingColours, freeSheetName, headings, widths } from './marks.ts';

/** @returns the sheet, placed last; its hidden first row identifies it, so that its cells are not read as answers */
export function addFindingsSheet(
  book: Workbook,
  reported: readonly ReportedFinding[],
  texts: Texts,
  language: string,
): Worksheet {
  const say = (key: string) => texts.say(language, `findings.words.${key}`);
  const rightToLeft = texts.language(language).direction === 'rtl';
  const looks = looksFor(rightToLeft);
  const sheet = book.addWorksheet(freeName(book, say('sheet')), {
    views: [{ state: 'frozen', ySplit: 3, showGridLines: false, rightToLeft }],
    pageSetup: { ...printSetup, printTitlesRow: '3:3' },
  });
  sheet.columns = widths.map((width) => ({ width }));
  sheet.getCell('A1').value = findingsMarker;
  sheet.getRow(1).hidden = true;
  sheet.getCell('A2').value = reported.length > 0 ? say('title') : say('none');
  sheet.getCell('A2').style = looks.title;
  sheet.getRow(2).height = 27;
  const head = sheet.getRow(3);
  for (const [at, key] of headings.entries()) {
    head.getCell(at + 1).value = say(key);
    head.getCell(at + 1).style = looks.heading;
  }
  for (const [place, finding] of reported.entries()) {
    const row = sheet.getRow(place + 4);
    const { severity, sheet: of, cell, question, message, fix } = finding;
    const shown = [say(severity), of ?? say('file'), cell ?? '', question ?? '', message, fix];
    for (const [at, text] of shown.entries()) {
      row.getCell(at + 1).value = text;
      row.getCell(at + 1).style = looks.question;
    }
    row.height = heightOf(shown.map((text, at) => ({ text, width: widths[at]!, size: 10 })));
    const fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: findingColours[severity] } } as const;
    row.getCell(1).style = { ...looks.question, fill };
    if (of && cell && book.getWorksheet(of)) {
      row.getCell(3).value = { text: cell, hyperlink: `#'${of.replaceAll("'", "''")}'!${cell}` };
      row.getCell(3).style = looks.coverLink;
    }
  }
  return sheet;
}

export function freeName(book: Workbook, wish: string): string {
  return freeSheetName(
    book.worksheets.map(({ name }) => name),
    wish,
  );
}
