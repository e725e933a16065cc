/** The uploaded workbook read into exceljs and written again, with its findings marked; drawings and pictures do not come along. */
import type ExcelJS from 'exceljs';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import type { ReportedFinding } from '../../domain/index.ts';
import { findingsMarker } from '../answers/place/table.ts';
import { noteDivider, ownComments } from '../answers/sheet-notes.ts';
import type { Inspected } from '../check/check.ts';
import type { CheckContent } from '../check/content.ts';
import type { Book } from '../read/book.ts';
import { legalText } from '../write/legal-text.ts';
import { colours } from '../write/look.ts';
import { newBook } from '../write/new-book.ts';
import { addFindingsSheet, freeName } from './findings-sheet.ts';
import { findingColours } from './marks.ts';
import { plainPackage } from './plain-package.ts';

/** A copy of the cells alone, where the package is written in a way that cannot be changed in place. */
export async function rewriteCopy(
  { checked, language, opened }: Inspected,
  { texts, words }: CheckContent,
): Promise<Uint8Array> {
  const book = await newBook();
  await book.xlsx.load(plainPackage(opened!.parts, opened!.book) as unknown as ExcelJS.Buffer);
  const byCell = Map.groupBy(
    checked.reported.filter(({ sheet, cell }) => sheet !== null && cell !== null),
    ({ sheet, cell }) => `${cell} ${sheet}`,
  );
  clearMarks(book);
  const mark = texts.say(language, 'findings.words.mark');
  const comments = keepComments(book, opened!.book, words.noteMarks);
  for (const findings of byCell.values()) markCell(book, findings, mark, comments);
  const sheet = addFindingsSheet(book, checked.reported, texts, language);
  book.views = [
    {
      x: 0,
      y: 0,
      width: 28_000,
      height: 17_000,
      firstSheet: 0,
      activeTab: book.worksheets.indexOf(sheet),
      visibility: 'visible',
    },
  ];
  return pack(book);
}

/** The file itself; its texts are corrected, as what a stranger typed may hold anything. */
async function pack(book: ExcelJS.Workbook): Promise<Uint8Array> {
  const options = { zip: { compression: 'STORE' } } as Partial<ExcelJS.XlsxWriteOptions>;
  const parts = Object.entries(unzipSync(new Uint8Array(await book.xlsx.writeBuffer(options))));
  const corrected = parts
    .filter(([path]) => !path.endsWith('/'))
    .map(([path, bytes]) => [path, correction(path, bytes)]);
  return zipSync(Object.fromEntries(corrected), { level: 4 });
}

const correction = (path: string, bytes: Uint8Array) =>
  /\.xml$/.test(path) ? strToU8(legalText(strFromU8(bytes), path)) : bytes;

/** What an earlier copy marked is gone once it comes back corrected: its list, and the colour of the cells to fill in. */
function clearMarks(book: ExcelJS.Workbook): void {
  const marks: ReadonlySet<string> = new Set(Object.values(findingColours));
  for (const sheet of [...book.worksheets]) {
    if (sheet.getCell('A1').value === findingsMarker) book.removeWorksheet(sheet.id);
    sheet.eachRow((row) => {
      row.eachCell({ includeEmpty: true }, (cell) => {
        const { fill, protection } = cell.style;
        const marked = fill?.type === 'pattern' && marks.has(fill.fgColor?.argb ?? '');
        if (marked && protection?.locked === false) cell.style = { ...cell.style, fill: openFill };
      });
    });
  }
}

const openFill = { type: 'pattern', pattern: 'solid', fgColor: { argb: colours.field } } as const;

/** @returns what people wrote into comments, by cell and sheet; it stays in the copy */
function keepComments(book: ExcelJS.Workbook, read: Book, noteMarks: readonly string[]): ReadonlyMap<string, string> {
  const kept = new Map<string, string>();
  for (const sheet of read.sheets) {
    for (const { cell, author, text } of ownComments(sheet, noteMarks)) {
      const said = author === '' || text.startsWith(author) ? text : `${author}: ${text}`;
      kept.set(`${cell} ${sheet.name}`, said);
      const target = book.getWorksheet(sheet.name)?.getCell(cell);
      if (target) target.note = noteOf(said);
    }
  }
  return kept;
}

const noteOf = (text: string) => ({ texts: [{ text }], margins: { insetmode: 'auto' as const } });

function markCell(
  book: ExcelJS.Workbook,
  findings: readonly ReportedFinding[],
  mark: string,
  comments: ReadonlyMap<string, string>,
): void {
  const [{ sheet, cell: address }] = findings as readonly [ReportedFinding];
  const cell = book.getWorksheet(sheet!)?.getCell(address!);
  if (!cell) return;
  const severity = findings.some((one) => one.severity === 'error') ? 'error' : 'warning';
  const fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: findingColours[severity] } } as const;
  // Cells of one look share one style; it is copied, or all of them would be coloured.
  cell.style = { ...cell.style, fill };
  const said = [mark, ...findings.map(({ message, fix }) => `${message}\n${fix}`)].join('\n\n');
  const own = comments.get(`${address} ${sheet}`);
  cell.note = noteOf(own === undefined ? said : `${said}${noteDivider}${own}`);
}

/** Where the file was refused or cannot be written again: its findings, and the answers as read. */
export async function annotateAgain(
  { checked, language, opened }: Inspected,
  { texts }: CheckContent,
): Promise<Uint8Array> {
  const book = await newBook();
  const say = (key: string) => texts.say(language, `findings.words.${key}`);
  addFindingsSheet(book, checked.reported, texts, language);
  if (opened) {
    const sheet = book.addWorksheet(freeName(book, say('answers')));
    sheet.columns = [{ width: 34 }, { width: 26 }, { width: 9 }, { width: 18 }, { width: 60 }];
    sheet.getCell('A1').value = findingsMarker;
    sheet.getRow(1).hidden = true;
    sheet.getCell('A2').value = say('rebuilt');
    sheet.addRow([say('question'), say('place'), say('cell'), say('state'), say('value')]).font = { bold: true };
    for (const { question, part, sheet: place, cell, state, value, raw } of checked.answers) {
      sheet.addRow([part ?? question, place, cell, state, value ?? raw ?? '']);
    }
  }
  return pack(book);
}
