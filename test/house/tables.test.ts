/** One rule for every table of comma-separated values: what someone typed is never a formula to the reader. */
import { describe, expect, it } from 'vitest';
import { sourceFiles } from './source.ts';

/** Tables of numbers and codes, as R and COINr read and write them: an apostrophe would change a code on its way back. */
const exchanged = /^(?:exchange|cli\/index)\//;
/** `domain/sheet-text` is the rule; `release/files/table-files` gives it to the engine that writes the files of a release. */
const places = ['domain/sheet-text.ts', 'release/files/table-files.ts'];

describe('a table of comma-separated values', () => {
  const files = sourceFiles().filter(({ path }) => !exchanged.test(path) && !places.includes(path));

  it('is written by the rule for texts in spreadsheets wherever it is sent', () => {
    const sending = files.filter(
      ({ path, strings }) => path !== 'http/api/files.ts' && strings.some((one) => one.startsWith('text/csv')),
    );
    expect(sending.length).toBeGreaterThan(3);
    expect(sending.filter(({ text }) => !text.includes('csvOf(')).map(({ path }) => path)).toEqual([]);
  });

  it('is put together nowhere else', () => {
    const joined = /\.map\([^\n]*\.join\(','\)/;
    expect(files.filter(({ text }) => joined.test(text)).map(({ path }) => path)).toEqual([
      'questionnaire/relevance/excel.ts',
    ]);
    expect(
      files.filter(({ text, folder }) => folder !== 'warehouse' && /\bwriteCsv\b/.test(text)).map(({ path }) => path),
    ).toEqual([]);
  });
});
