/** What is reported of a file that could not be opened at all. */
import { basename } from 'node:path';
import { finding, wholeFile } from '../answers/place/place.ts';
import { refused } from './check.ts';
import type { CheckedWorkbook } from './checked-workbook.ts';
import { openContent } from './content.ts';

/** @param error - what the system said when the file was to be read */
export function unreadableFile(
  contentRoot: string,
  { file, error, language }: { file: string; error: NodeJS.ErrnoException; language: string | null },
): CheckedWorkbook {
  const code =
    error.code === 'ENOENT' ? 'file_missing' : error.code === 'EISDIR' ? 'file_is_folder' : 'file_not_readable';
  const reported = finding(code, 'error', wholeFile, { name: basename(file) });
  return refused(reported, openContent(contentRoot), { language }).checked;
}
