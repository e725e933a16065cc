/** A workbook with the findings alone, without the uploaded file. */
import type ExcelJS from 'exceljs';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { findingsMarker } from '../answers/place/table.ts';
import type { Inspected } from '../check/check.ts';
import type { CheckContent } from '../check/content.ts';
import { legalText } from '../write/legal-text.ts';
import { newBook } from '../write/new-book.ts';
import { addFindingsSheet, freeName } from './findings-sheet.ts';

/** Used if the file was refused or cannot be written again: its findings, and the answers as read. */
export async function listAlone(
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

/** Packs the workbook; texts are sanitised, as uploaded texts may contain characters that XML forbids. */
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
