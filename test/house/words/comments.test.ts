/** Comments, docstrings and titles of tests are in plain words, and what they name exists. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../src/problem/problem.ts';

const root = resolve(import.meta.dirname, '../../..');
const files = globSync('{src,bench,packaging,bin,pipelines,test}/**/*.{ts,mjs,cjs}', { cwd: root });

/** Texts that readers see, and comments beside them: they are edited together, apart from other comments. */
const texts = 'src/problem/';

/** [the word, its replacement] */
const unclear: readonly [word: RegExp, instead: string][] = [
  [/\bmend(s|ed|ing)?\b/i, 'correct'],
  [/\btold\b/i, 'reported, shown, stated'],
  [/\banew\b/i, 'again'],
  [/\bhence\b/i, 'so, therefore'],
  [/\bwhoever\b/i, 'a noun'],
  [/\bheed(s|ed)?\b/i, 'respect, follow'],
  [/\bought\b/i, 'should'],
  [/\bnobody\b/i, 'no one; without'],
  [/\bslips?\b/i, 'mistake, typing error'],
  [/\bunfold(s|ed|ing)?\b/i, 'explain; expand'],
  [/\b(is|are|was) on show\b/i, 'current'],
  [/\b(takes?|taken) (out|away)\b/i, 'remove, withdraw'],
  [/\bfor good\b/i, 'permanently'],
  [/\bso many\b/i, 'a number of'],
  [/\bhangs? on\b/i, 'depends on'],
  [/\b(stands?|rests?) on\b/i, 'depends on, is based on'],
  [/\bfalls? away\b/i, 'is hidden, is removed'],
  [/\bof ours\b/i, 'of this software'],
  [/\bin (its|their) turn\b/i, 'too; next'],
  [/\b(a|the) (last|first|least|most) of which\b/i, 'a sentence of its own'],
  [/\bother than before\b|\botherwise than\b/i, 'different from'],
  [/\bas good as\b/i, 'practically'],
  [/\blooked? into\b/i, 'check, read'],
  [/\b(can|may|must|well|to) are\b|\b(is|are) onMessage\b/, 'a sentence that survived a rename of words'],
];

type Comment = { readonly line: number; readonly text: string; readonly after: string };

/** Comments of a file that have lines of their own, each with the code after it. */
function commentsIn(text: string): Comment[] {
  const lines = text.split('\n');
  const found: Comment[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const first = lines[at]!.trim();
    const isBlock = first.startsWith('/*');
    if (!isBlock && !first.startsWith('//')) continue;
    let end = at;
    if (isBlock) while (end < lines.length - 1 && !lines[end]!.includes('*/')) end += 1;
    else while (lines[end + 1]?.trim().startsWith('//')) end += 1;
    const words = lines
      .slice(at, end + 1)
      .map((line) => line.trim().replace(/^(\/\*\*?|\*(?!\/)|\/\/)\s?|\s*\*\/$/g, ''));
    found.push({ line: at + 1, text: words.join(' '), after: lines.slice(end + 1, end + 40).join('\n') });
    at = end;
  }
  return found;
}

/** The code after a docstring, up to the end of its parameters. */
function signatureOf(code: string): string {
  let depth = 0;
  for (const [at, sign] of [...code].entries()) {
    if (sign === '(') depth += 1;
    if (sign === ')' && --depth === 0) return code.slice(0, at + 1);
  }
  return '';
}

const comments = files
  .filter((file) => !file.startsWith(texts))
  .flatMap((file) => commentsIn(readFileSync(join(root, file), 'utf8')).map((comment) => ({ file, ...comment })));

/** Titles of tests: the first argument of `it` and `describe`, also after `each`. */
const titlesIn = (text: string): string[] =>
  [...text.matchAll(/(?:\b(?:it|test|describe)(?:\.\w+)*|\n *[\])}]*\))\(\s*(['"`])((?:\\.|(?!\1)[^\\\n])*)\1,/g)].map(
    ([, , title]) => title!,
  );

const wordFaults = (text: string): string[] =>
  unclear.filter(([word]) => word.test(text)).map(([word, instead]) => `${word.source} → ${instead}`);

/**
 * Parameters of a docstring that the function does not have. Of `options.base` one part is enough:
 * `base` may be declared in a type, and `options` is missing where the parameter is destructured.
 */
const strayParameters = ({ text, after }: Comment): string[] =>
  [...text.matchAll(/@param ([\w.]+)/g)]
    .map(([, name]) => name!)
    .filter((name) => !new RegExp(`\\b(${name.replaceAll('.', '|')})\\b`).test(signatureOf(after)));

/** Paths and file names with an extension that no file has. */
function strayFiles(file: string, text: string): string[] {
  const names = [...text.matchAll(/\b(?:src|test|docs|pipelines|dashboards|packaging|bench|bin)\/[\w./-]+\.\w+/g)]
    .map(([name]) => name)
    .concat([...text.matchAll(/`([\w/-]+\.ts)`/g)].map(([, name]) => name!));
  const exists = (name: string) =>
    existsSync(join(root, name)) ||
    existsSync(join(root, dirname(file), name)) ||
    files.some((other) => other.endsWith(`/${name}`));
  return names.filter((name) => !exists(name));
}

/** Codes after `@throws Problem` that are not in the catalogue. */
const strayProblems = (text: string): string[] =>
  [...text.matchAll(/@throws Problem ((?:`\w+`(?:,| or| and)? ?)+)/g)]
    .flatMap(([, codes]) => [...codes!.matchAll(/`(\w+)`/g)].map(([, code]) => code!))
    .filter((code) => code.includes('_') && !Object.hasOwn(catalogue, code));

const faultsBy = (find: (comment: (typeof comments)[number]) => readonly string[]): string[] =>
  comments.flatMap((comment) => find(comment).map((fault) => `${comment.file}:${comment.line}: ${fault}`));

describe('comments and docstrings', () => {
  it('have no unclear words', () => {
    expect(comments.length).toBeGreaterThan(4_500);
    expect(faultsBy(({ text }) => wordFaults(text))).toEqual([]);
  });

  it('are plain in the titles of tests, too', () => {
    const titles = files
      .filter((file) => file.endsWith('.test.ts'))
      .flatMap((file) => titlesIn(readFileSync(join(root, file), 'utf8')).map((title) => ({ file, title })));
    expect(titles.length).toBeGreaterThan(2_000);
    expect(
      titles.flatMap(({ file, title }) => wordFaults(title).map((fault) => `${file}, ${title}: ${fault}`)),
    ).toEqual([]);
  });

  it('describe parameters that exist', () => {
    expect(faultsBy(strayParameters)).toEqual([]);
  });

  it('refer to files that exist', () => {
    expect(faultsBy(({ file, text }) => strayFiles(file, text))).toEqual([]);
  });

  it('name problems that are in the catalogue', () => {
    expect(faultsBy(({ text }) => strayProblems(text))).toEqual([]);
  });

  it('are reported where they are wrong', () => {
    const source =
      '/**\n * Mends it.\n *\n * @param gone - see src/gone.ts\n * @throws Problem `gone_too`\n */\nf(a: (b: c) => d) {';
    const [comment] = commentsIn(source);
    expect(wordFaults(comment!.text)).toHaveLength(1);
    expect(titlesIn("it('is one', () => {});\n  it.each([\n    ['a', 1],\n  ])('of %s', () => {});")).toEqual([
      'is one',
      'of %s',
    ]);
    expect(strayParameters(comment!)).toEqual(['gone']);
    expect(strayParameters({ ...comment!, text: '@param b.c - of d' })).toEqual([]);
    expect(strayFiles('src/x.ts', comment!.text)).toEqual(['src/gone.ts']);
    expect(strayProblems(comment!.text)).toEqual(['gone_too']);
  });
});
