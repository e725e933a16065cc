/** What a focal point does with the workbook between download and upload: fill in cells, save, read a copy. */
import { readFile } from 'node:fs/promises';
import type { Download, Page } from 'playwright-core';
import { cellOf, open } from '../workbook/a-workbook.ts';

export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** A downloaded file. */
export type SavedFile = { readonly name: string; readonly mimeType: string; readonly buffer: Buffer };

/** Clicks and waits for the download. @returns the file */
export async function saves(page: Page, click: () => Promise<unknown>): Promise<SavedFile> {
  const [download]: [Download, unknown] = await Promise.all([page.waitForEvent('download'), click()]);
  return { name: download.suggestedFilename(), mimeType: xlsxType, buffer: await readFile(await download.path()) };
}

/**
 * Enters answers into the workbook and saves it with exceljs, in place of a spreadsheet program.
 *
 * @param answers - by row id, such as `C04`
 */
export async function fillIn(file: SavedFile, answers: Readonly<Record<string, string | number>>): Promise<SavedFile> {
  const book = await open(file.buffer);
  for (const [id, answer] of Object.entries(answers)) cellOf(book, id, 'answer').value = answer;
  return { ...file, buffer: Buffer.from(await book.xlsx.writeBuffer()) };
}

/** Answers on all offences with the same level of the five-level list, except those in `others`. */
export function offences(level: number, others: Readonly<Record<string, string | number>> = {}) {
  const codes = Array.from({ length: 12 }, (_, at) => `C${String(at + 1).padStart(2, '0')}`);
  return { ...Object.fromEntries(codes.map((code) => [code, level])), ...others };
}

/** The country's choice to publish its answers on offences; without it they are not listed. */
export const mayBePublished = { 'A06.C': 'section may be published' };

/** Uploads the file on the upload page and waits for its receipt. */
export async function send(page: Page, file: SavedFile): Promise<void> {
  await page.getByLabel('Completed workbook').setInputFiles(file);
  await page.getByRole('button', { name: 'Upload and check' }).click();
  await page.waitForURL(/\/uploads\/[^/]+$/);
}
