/** Runs LibreOffice, a second program that saves and recalculates workbooks. */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const path = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'soffice'));
/** Path of the program, or null if it is not installed. */
export const soffice = path.find((file) => existsSync(file)) ?? null;
/** Shown by tests that are skipped without it. */
export const withoutLibreOffice = 'LibreOffice is not on this machine';

/**
 * Opens a file in LibreOffice and saves it. @returns the bytes that LibreOffice wrote
 *
 * @param to - extension of the new file, such as `xlsx`, `ods`, `pdf`
 * @param from - extension of the file itself
 */
export async function convert(bytes: Uint8Array, to: string, from = 'xlsx'): Promise<Uint8Array> {
  const folder = mkdtempSync(join(tmpdir(), 'gap-office-'));
  try {
    writeFileSync(join(folder, `from.${from}`), bytes);
    await run(soffice!, [
      `-env:UserInstallation=file://${folder}/profile`,
      '--headless',
      '--convert-to',
      to,
      '--outdir',
      join(folder, 'out'),
      join(folder, `from.${from}`),
    ]);
    return readFileSync(join(folder, 'out', `from.${to.split(':')[0]}`));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
