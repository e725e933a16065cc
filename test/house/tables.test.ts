/** One rule for every CSV file: a spreadsheet never reads user input as a formula. */
import { describe, expect, it } from 'vitest';
import { sourceFiles } from './source.ts';

/** Tables of numbers and codes that R and COINr read and write, where an apostrophe would change a code. */
const exchanged = /^(?:exchange|cli\/index)\//;
/**
 * `domain/sheet-text` has the rule; `release/files/table-files` passes it to the engine that writes the files of a
 * release; `warehouse/file` writes small tables as that engine does, and `release/files/table-files` decides for which.
 */
const places = ['domain/sheet-text.ts', 'release/files/table-files.ts'];

describe('a CSV file', () => {
  const files = sourceFiles().filter(({ path }) => !exchanged.test(path) && !places.includes(path));

  it('is always written by the rule for texts in spreadsheets', () => {
    const sending = files.filter(
      ({ path, strings }) => path !== 'http/api/files.ts' && strings.some((one) => one.startsWith('text/csv')),
    );
    expect(sending.length).toBeGreaterThan(3);
    expect(sending.filter(({ text }) => !text.includes('csvOf(')).map(({ path }) => path)).toEqual([]);
  });

  it('is not written by any other code', () => {
    const joined = /\.map\([^\n]*\.join\(','\)/;
    expect(files.filter(({ text }) => joined.test(text)).map(({ path }) => path)).toEqual([
      'questionnaire/relevance/excel.ts',
      'warehouse/file.ts',
    ]);
    expect(
      files
        .filter(({ text, folder }) => folder !== 'warehouse' && /\bwrite(?:Csv|Texts)\b/.test(text))
        .map(({ path }) => path),
    ).toEqual([]);
  });
});
