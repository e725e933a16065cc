/** What a focal point does with the workbook between taking and sending it: fill in cells, save, look at a copy. */
import { readFile } from 'node:fs/promises';
import type { Download, Page } from 'playwright-core';
import { cellOf, open } from '../workbook/a-workbook.ts';

export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** A file on the focal point's disk. */
export type SavedFile = { readonly name: string; readonly mimeType: string; readonly buffer: Buffer };

/** The file that a click saves. */
export async function saves(page: Page, click: () => Promise<unknown>): Promise<SavedFile> {
  const [download]: [Download, unknown] = await Promise.all([page.waitForEvent('download'), click()]);
  return { name: download.suggestedFilename(), mimeType: xlsxType, buffer: await readFile(await download.path()) };
}

/**
 * The workbook with answers typed into it, saved by exceljs as another program would.
 *
 * @param answers - by id of the row, such as `C04`
 */
export async function fillIn(file: SavedFile, answers: Readonly<Record<string, string | number>>): Promise<SavedFile> {
  const book = await open(file.buffer);
  for (const [id, answer] of Object.entries(answers)) cellOf(book, id, 'answer').value = answer;
  return { ...file, buffer: Buffer.from(await book.xlsx.writeBuffer()) };
}

/** Every answer on offences, all at one level of the list of five steps but those of `others`. */
export function offences(level: number, others: Readonly<Record<string, string | number>> = {}) {
  const codes = Array.from({ length: 12 }, (_, at) => `C${String(at + 1).padStart(2, '0')}`);
  return { ...Object.fromEntries(codes.map((code) => [code, level])), ...others };
}

/** The country's choice that its answers on offences are public; without one they only count. */
export const mayBePublished = { 'A06.C': 'section may be published' };

/** Chooses the file on the page of uploads and sends it, to its receipt. */
export async function send(page: Page, file: SavedFile): Promise<void> {
  await page.getByLabel('Completed workbook').setInputFiles(file);
  await page.getByRole('button', { name: 'Upload and check' }).click();
  await page.waitForURL(/\/uploads\/[^/]+$/);
}
