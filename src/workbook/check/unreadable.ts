/** The finding about a file that could not be opened at all. */
import { basename } from 'node:path';
import { finding, wholeFile } from '../answers/place/place.ts';
import { refused } from './check.ts';
import type { CheckedWorkbook } from './checked-workbook.ts';
import { openContent } from './content.ts';

/** @param error - error of the system when the file was read */
export function unreadableFile(
  contentRoot: string,
  { file, error, language }: { file: string; error: NodeJS.ErrnoException; language: string | null },
): CheckedWorkbook {
  const code =
    error.code === 'ENOENT' ? 'file_missing' : error.code === 'EISDIR' ? 'file_is_folder' : 'file_not_readable';
  const reported = finding(code, 'error', wholeFile, { name: basename(file) });
  return refused(reported, openContent(contentRoot), { language }).checked;
}
