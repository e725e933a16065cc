/** Content files in their folders: found, cached until they change, hashed together, and edited. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  checkFiles,
  checkOnce,
  contentFingerprint,
  type Fault,
  faultAt,
  faultsIn,
  faultsOf,
  inOrder,
  isEarlier,
  listContent,
  openContent,
  openTable,
  readContent,
  refuseFaults,
  unrepeated,
  withTexts,
} from '../../src/content/index.ts';
import { Problem } from '../../src/problem/index.ts';

function folder(files: Readonly<Record<string, string>>) {
  const root = mkdtempSync(join(tmpdir(), 'gap-files-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const write = (name: string, text: string) => {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  };
  for (const [name, text] of Object.entries(files)) write(name, text);
  return { root, write };
}
const texts = { 'texts/en/pages.yaml': 'a: x\n' };

describe('the files of a content folder', () => {
  it('are the content files of its four folders, in order of name, without hidden files', () => {
    const { root } = folder({
      ...texts,
      'texts/en/notes.txt': '',
      'texts/.git/a.yaml': '',
      'texts/en/.a.yaml.swp.yaml': '',
      'pipelines/reference/a.geojson': '',
      'pipelines/b.json': '',
      'dashboards/a.yml': '',
      'dashboards/a.csv': '',
      'other/a.yaml': '',
    });
    expect(listContent(root)).toEqual([
      ...['dashboards/a.csv', 'dashboards/a.yml', 'pipelines/b.json', 'pipelines/reference/a.geojson'],
      'texts/en/pages.yaml',
    ]);
  });

  it('are each checked, and a file that nothing reads is reported with the name that may have been meant', () => {
    const { root } = folder({
      'texts/en/pages.yaml': 'a: x\nb: [\n',
      'texts/fr/pages.yaml': 'a: x\n',
      'questionnaires/q/1/crosswalk.csv': 'odd\n1\n',
      'questionnaires/q/1/crosswalks.csv': '',
      'questionnaires/q/1/zzz.yaml': '',
    });
    const found = checkFiles(root);
    expect(new Set(found.map(({ file }) => file))).toEqual(
      new Set([
        ...['questionnaires/q/1/crosswalk.csv', 'questionnaires/q/1/crosswalks.csv', 'questionnaires/q/1/zzz.yaml'],
        'texts/en/pages.yaml',
      ]),
    );
    const unread = (file: string) => found.find((fault) => fault.file.endsWith(file))!;
    expect(unread('crosswalks.csv')).toMatchObject({
      line: null,
      what: 'Nothing reads a file of this name in this folder.',
      didYouMean: ['crosswalk.csv'],
      correction: 'Rename it, or move it out of the content.',
    });
    expect(unread('zzz.yaml').didYouMean).toEqual([]);
  });

  it('are read once, and again when they change', () => {
    const { root, write } = folder({ ...texts, 'dashboards/x/y.csv': 'a\n1\n' });
    const before = openContent(root, 'texts/en/pages.yaml');
    expect(before.file!.value).toEqual({ a: 'x' });
    expect(openContent(root, 'texts/en/pages.yaml')).toBe(before);
    write('texts/en/pages.yaml', 'a: longer\n');
    expect(readContent(root, 'texts/en/pages.yaml')).toEqual({ a: 'longer' });
    const table = openTable(root, 'dashboards/x/y.csv');
    expect(table.table!.rows).toEqual([{ a: '1' }]);
    expect(table.table!.where(0, 'a')).toBe('dashboards/x/y.csv:2:1');
    expect(table.table!.fault(0, null, { what: 'Odd.' })).toMatchObject({ line: 2, column: 1, didYouMean: [] });
    expect(openTable(root, 'dashboards/x/y.csv')).toBe(table);
  });

  it('that are empty are refused only where something reads them', () => {
    const { root } = folder({
      'texts/en/pages.yaml': '',
      'dashboards/x/y.csv': '',
      'questionnaires/q/1/crosswalk.csv': ' ',
    });
    expect(openContent(root, 'texts/en/pages.yaml')).toMatchObject({
      file: null,
      faults: [{ what: 'The file is empty.' }],
    });
    expect(openTable(root, 'questionnaires/q/1/crosswalk.csv')).toMatchObject({ table: null, faults: [{ line: 1 }] });
    expect(openTable(root, 'dashboards/x/y.csv').table).not.toBeNull();
  });

  it('that are missing are reported', () => {
    const { root } = folder(texts);
    const missing = {
      file: 'texts/fr/pages.yaml',
      line: null,
      column: null,
      what: 'There is no file "texts/fr/pages.yaml".',
      didYouMean: [],
      correction: 'Add texts/fr/pages.yaml.',
    };
    expect(openContent(root, 'texts/fr/pages.yaml')).toEqual({ file: null, faults: [missing] });
    expect(openTable(root, 'texts/fr/pages.yaml')).toEqual({ table: null, faults: [missing] });
    // A folder of that name is not a file.
    expect(openContent(root, 'texts/en').faults[0]!.what).toBe('"texts/en" is a folder, but a file is expected.');
    expect(() => readContent(root, 'texts/fr/pages.yaml')).toThrow(
      expect.objectContaining({ code: 'content_faulty', where: 'texts/fr/pages.yaml' }),
    );
  });
});

describe('faults', () => {
  const at = (file: string, line: number | null, column: number | null, what: string): Fault =>
    faultAt(file, line === null ? null : { line, column: column! }, { what });
  const ordered = [
    at('a', null, null, 'whole'),
    at('a', 2, 9, 'late'),
    at('a', 10, 1, 'first'),
    at('a', 10, 2, 'then'),
    at('b', 1, 1, 'other'),
  ];

  it('are sorted by file, line and column, each once', () => {
    expect(inOrder(ordered.toReversed())).toEqual(ordered);
    expect(inOrder([...ordered, ...ordered])).toEqual(ordered);
    const both = [at('a', 1, 1, 'one'), at('a', 1, 1, 'two')];
    expect(inOrder(both)).toEqual(both);
  });

  it('of a line that already has a fault are not reported again', () => {
    expect(unrepeated(ordered, [at('a', 10, 7, 'x'), at('b', 2, 1, 'y')]).map(({ what }) => what)).toEqual([
      ...['whole', 'late', 'other'],
    ]);
  });

  it('are reported together, at the position of the first', () => {
    expect(() => refuseFaults([])).not.toThrow();
    expect(() => refuseFaults(ordered.slice(1).toReversed())).toThrow(
      expect.objectContaining({ code: 'content_faulty', where: 'a:2:9', details: { faults: ordered.slice(1) } }),
    );
    expect(faultsIn(() => refuseFaults(ordered))).toEqual(ordered);
  });

  it('are made only from problems that name a file', () => {
    const fault = (where: string, near: string[], correction: string) =>
      faultsOf(new Problem('content_fault', where, { what: 'Odd.', near, correction }))[0];
    expect(fault('texts/a:b.yaml:3:4', ['x'], 'Correct it.')).toEqual({
      file: 'texts/a:b.yaml',
      line: 3,
      column: 4,
      what: 'Odd.',
      didYouMean: ['x'],
      correction: 'Correct it.',
    });
    expect(fault('a.yaml:3', ['x'], 'Did you mean x?')).toMatchObject({ line: 3, column: null, correction: '' });
    expect(fault('a.yaml', [], 'Did you mean x?')).toMatchObject({ line: null, correction: 'Did you mean x?' });
    const other = new Problem('goalposts_equal', 'a.yaml:2:1', { low: 3 });
    expect(faultsOf(other)).toMatchObject([{ line: 2, what: other.message, correction: other.fix }]);
    expect(faultsIn(() => {})).toEqual([]);
    expect(
      faultsIn(() => {
        throw other;
      }),
    ).toEqual(faultsOf(other));
    expect(() =>
      faultsIn(() => {
        throw new TypeError('no fault of content');
      }),
    ).toThrow(TypeError);
  });
});

describe('the fingerprint of content', () => {
  it('is the same for the same files in any folder, and differs with any other name or byte', () => {
    const print = (files: Readonly<Record<string, string>>) => contentFingerprint(folder(files).root);
    const own = print(texts);
    expect(own).toMatch(/^[0-9a-f]{64}$/);
    expect(print({ ...texts, 'other/a.yaml': 'x' })).toBe(own);
    const others = [
      print({ 'texts/en/pages.yaml': 'a: y\n' }),
      print({ 'texts/fr/pages.yaml': 'a: x\n' }),
      print({ ...texts, 'texts/en/b.yaml': '' }),
      print({ ...texts, 'dashboards/a.txt': '' }),
      print({}),
    ];
    expect(new Set([own, ...others]).size).toBe(others.length + 1);
  });

  it('does not prevent a check whose result is not cached, and its errors are passed on', async () => {
    const { root } = folder(texts);
    let runs = 0;
    const check = async () => {
      runs += 1;
    };
    await checkOnce(root, ['a check of this test', root], check);
    expect(runs).toBe(1);
    const faulty = checkOnce(root, ['another check of this test', root], () => Promise.reject(new Error('faulty')));
    await expect(faulty).rejects.toThrow('faulty');
  });
});

describe('texts put into a file', () => {
  const original = '# English\na: One\nb:\n  c: Two\n  d: Three\nlist:\n  - First\n  - Second\n"0": Zero\nz: Last\n';
  const put = (file: string, ...placed: [path: (string | number)[], text: string][]) =>
    withTexts(
      file,
      original,
      placed.map(([path, text]) => ({ path, text })),
    );

  it('get the position that they have in the working language, and everything else is unchanged', () => {
    const file = '# French\na: Un # as on the cover\nz: Dernier\n';
    expect(
      put(file, [['b', 'd'], 'Trois'], [['b', 'c'], 'Deux'], [['list', 0], 'Premier'], [['list', 1], 'Deuxième']),
    ).toBe(
      '# French\na: Un # as on the cover\nb:\n  c: "Deux"\n  d: "Trois"\nlist:\n  - "Premier"\n  - "Deuxième"\nz: Dernier\n',
    );
  });

  it('replace existing ones', () => {
    expect(put('a: Un\nb:\n  c: Deux\n', [['a'], 'Une'], [['b', 'c'], 'Dos'])).toBe('a: Une\nb:\n  c: Dos\n');
  });

  it('come first where the working language has them first, in quotes and on one line', () => {
    const long = `Une ${'très '.repeat(40)}longue phrase: "oui"`;
    expect(put('z: Dernier\n', [['a'], long])).toBe(`a: ${JSON.stringify(long)}\nz: Dernier\n`);
    expect(put('{}\n', [['0'], 'Zéro'])).toBe('"0": "Zéro"\n');
    expect(put('0: Nul\n', [['0'], 'Zéro'])).toBe('0: Zéro\n');
  });
});

describe('a version', () => {
  it('is earlier than another one, and never than itself', () => {
    expect([isEarlier('9', '10'), isEarlier('10', '9'), isEarlier('9', '9')]).toEqual([true, false, false]);
    expect(isEarlier('v1', 'V1') !== isEarlier('V1', 'v1')).toBe(true);
  });
});
