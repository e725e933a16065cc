/** Every case of the review has a test that shows its expected result. */
import { globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './source.ts';

const read = (path: string) => readFileSync(join(root, 'test', path), 'utf8');
const table = [...read('cases/README.md').matchAll(/^\| ([a-z0-9-]+) +\| (\S+\.test\.ts) +\| (.+?) +\|$/gm)].map(
  ([, name, file, title]) => [name!, file!, title!] as const,
);

/** The names of the cases. The list is fixed: a case is never removed. */
const names = `
  address-with-slash all-on-one-sheet answer-in-comment answer-linked-picture answers-merged backslash-part-names
  brotli-refused code-column-deleted csv-without-mark data-folder-mistyped date-in-the-future etag-list
  evidence-on-own-disk live-after-new-release lock-file option-given-twice placeholder-as-reason release-without-scores
  same-code-two-encodings stdout-on-full-disk struck-through text-at-200-percent text-turned-into-date transposed-sheet
  two-lines-one-number`
  .trim()
  .split(/\s+/);

describe('the cases of the review', () => {
  it('are each once in the table of test/cases', () => {
    expect(table.map(([name]) => name)).toEqual(names);
  });

  it.each(table)('%s is shown in %s: %s', (_, file, title) => {
    const titles = [...read(file).matchAll(/(?:\bit|\bdescribe|\)|\[)\(?\s*'((?:\\.|[^'\\])*)'/g)].map(
      ([, text]) => text!,
    );
    expect(titles.filter((one) => one === title || one.startsWith(`${title} (`)).length, file).toBeGreaterThan(0);
  });
});

it('every workbook of test/cases is read by a test', () => {
  const text = globSync('workbook/**/*.test.ts', { cwd: join(root, 'test') })
    .map(read)
    .join('\n');
  const unread = readdirSync(join(root, 'test/cases/workbooks')).filter((file) => {
    const name = file.replace(/\.xlsx$/, '');
    return !text.includes(`workbooks/${file}`) && !new RegExp(`caseFile\\('${name}'\\)`).test(text);
  });
  expect(unread).toEqual([]);
});
