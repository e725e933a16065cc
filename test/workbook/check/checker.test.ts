import { readFileSync } from 'node:fs';
import process from 'node:process';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, describe, expect, it } from 'vitest';
import { openChecker } from '../../../src/workbook/index.ts';
import { root } from '../../house/source.ts';
import { refusalOf, written } from '../checked.ts';
import { bookOf } from '../rebuilt.ts';
import { withParts, zip } from '../zip.ts';

const checker = openChecker({ contentRoot: root });
afterAll(() => checker.close());

describe.skipIf(process.platform !== 'linux')('a child process that checks files', () => {
  it('is ready before the first file, and is reused after a workbook of the product', async () => {
    checker.prepare();
    const [first, ...more] = children();
    expect(more).toEqual([]);
    const workbook = await written();
    expect((await checker.check(workbook)).outcome).not.toBe('refused');
    expect((await checker.check(workbook)).outcome).not.toBe('refused');
    expect(children()).toEqual([first]);
  });

  it('is not used for files that are not workbooks', async () => {
    const before = children();
    const files = [Buffer.from('no workbook'), Buffer.from('%PDF-1.7'), Buffer.alloc(165), zip([]), Buffer.alloc(0)];
    for (const file of files) expect(refusalOf(await checker.check(file))).toMatch(/./);
    expect(children()).toEqual(before);
  });

  it('is reused after a valid workbook of another origin', async () => {
    const before = children();
    expect(refusalOf(await checker.check(await foreignWorkbook()))).toBe('not_ours');
    expect(children()).toEqual(before);
  });

  it('is replaced after a damaged or forged package', async () => {
    const [before] = children();
    const forged = withParts(await written(), { 'xl/workbook.xml': '<!DOCTYPE x><x/>' });
    expect(refusalOf(await checker.check(forged))).toBe('xml_doctype');
    expect((await checker.check(await written())).outcome).not.toBe('refused');
    expect(children()).not.toContain(before);
  });
});

describe('a sheet with hundreds of thousands of styled empty rows', () => {
  const rows = (sign: string) =>
    Array.from({ length: 290_000 }, (_, row) => {
      const at = row + 200;
      return `<row r="${at}"><c r="A${at}" s="1"/></row>`.replaceAll('"', sign);
    }).join('');
  it.each([
    ['is annotated in place', '"', true],
    ['that would have to be written anew gives the list of findings and answers', "'", false],
  ])('%s, within the limits of a child', async (_, sign, kept) => {
    const sheet = 'xl/worksheets/sheet2.xml';
    const bytes = withParts(await written({ scope: ['C'], answers: [{ id: 'C04', typed: 'in force?' }] }), {
      [sheet]: (xml) => xml.replace('</sheetData>', `${rows(sign)}</sheetData>`),
    });
    const own = openChecker({ contentRoot: root });
    // By the child that has just checked it.
    await own.check(bytes);
    const copy = await own.annotate(bytes);
    own.close();
    const parts = unzipSync(copy);
    expect(strFromU8(parts[sheet] ?? new Uint8Array()).includes('<row r="290100">')).toBe(kept);
    expect(Object.values(parts).some((part) => strFromU8(part).includes('in force?'))).toBe(true);
  });
});

/** Processes of other test files in this process. */
const ofOthers = new Set(checking());

/** Process ids of the checkers that this file started; ended ones are reported as gone. */
function children(): string[] {
  return checking().filter((pid) => !ofOthers.has(pid));
}

function checking(): string[] {
  const all = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8').trim().split(' ');
  return all.filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').match(/check[/-]child\.m?[jt]s/) !== null;
    } catch {
      return false;
    }
  });
}

const foreignWorkbook = () =>
  bookOf([
    {
      name: 'Budget',
      rows: [
        ['Item', 'Sum'],
        ['Paper', 12],
      ],
    },
  ]);

describe.skipIf(process.platform !== 'linux')('a file is refused for its own use of resources', () => {
  it('and not where its process was ended from outside', async () => {
    const own = openChecker({ contentRoot: root });
    try {
      own.prepare();
      const checking = own.check(await written());
      for (const pid of children()) process.kill(Number(pid), 'SIGKILL');
      expect(refusalOf(await checking)).toBe('check_stopped');
      expect((await own.check(await written())).outcome).not.toBe('refused');
    } finally {
      own.close();
    }
  });

  it('and not for a long wall time alone', async () => {
    const own = openChecker({ contentRoot: root, limits: { clockSeconds: 0.001 } });
    expect(refusalOf(await own.check(await written()))).toBe('check_stopped');
    own.close();
  });

  it('such as too much processor time', async () => {
    const own = openChecker({ contentRoot: root, limits: { seconds: 0.01 } });
    expect(refusalOf(await own.check(await written()))).toBe('check_too_slow');
    expect(refusalOf(await own.check(await written()))).toBe('check_too_slow');
    own.close();
  });

  it('or too much memory', async () => {
    const own = openChecker({ contentRoot: root, limits: { resident: 40 } });
    expect(refusalOf(await own.check(await written()))).toBe('check_too_heavy');
    own.close();
  });
});
