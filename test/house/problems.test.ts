import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { errorsPage, messageOf, problemFiles, problemTexts, retiredProblems } from '../../packaging/problems.ts';
import { loadTexts } from '../../src/i18n/index.ts';
import { catalogue } from '../../src/problem/problem.ts';
import type { ProblemSentences } from '../../src/problem/sentence.ts';
import { root, sourceFiles } from './source.ts';

const alike = (text: string) => text.replaceAll(/[“”]/g, '"').replaceAll('’', "'");

const problems: readonly (readonly [code: string, ProblemSentences])[] = Object.entries(catalogue);
const onPages = problems.flatMap(([code, { what, fix, onPage }]) =>
  onPage === undefined ? [] : [{ code, what: onPage.what ?? what, fix: onPage.fix ?? fix }],
);

describe('the catalogue of problems', () => {
  it.each(Object.values(problemFiles))('is what npm run docs:problems wrote into %s', (file) => {
    const written = file === problemFiles.page ? errorsPage() : problemTexts();
    expect(readFileSync(join(root, file), 'utf8')).toBe(written);
  });

  it('has an HTTP error status for each problem', () => {
    expect(problems.filter(([, { status }]) => status < 400 || status > 599)).toEqual([]);
  });

  it('reuses no retired code', () => {
    expect(retiredProblems.filter((code) => code in catalogue)).toEqual([]);
  });

  it('has no code that the product never uses', () => {
    const code = source.map(({ text }) => text).join('\n');
    expect(problems.filter(([name]) => !code.includes(`'${name}'`)).map(([name]) => name)).toEqual([]);
  });

  it('has a separate sentence for pages only where it differs', () => {
    const same = problems.filter(
      ([, { what, fix, onPage }]) =>
        (onPage?.what && String(onPage.what) === String(what)) || (onPage?.fix && String(onPage.fix) === String(fix)),
    );
    expect(same.map(([code]) => code)).toEqual([]);
  });

  it('states on a page what a terminal states, for every count and code', () => {
    const texts = loadTexts(root);
    expect(onPages.length).toBeGreaterThan(60);
    const differing = onPages.flatMap(({ code, ...sentences }) =>
      (['what', 'fix'] as const).flatMap((part) =>
        samples(messageOf(sentences[part])).flatMap((details) => {
          const onPage = texts.say('en', `problems.${code}.${part}`, details);
          const inTerminal = sentences[part](withLists(sentences[part], details) as never);
          return alike(onPage) === alike(inTerminal) ? [] : [{ onPage, inTerminal }];
        }),
      ),
    );
    expect(differing).toEqual([]);
  });

  it('has sentences that occur nowhere else in code or texts', () => {
    const texts = globSync('texts/en/*.yaml', { cwd: root }).filter((file) => file !== problemFiles.texts);
    const elsewhere = [
      ...source.map(({ path, strings }) => ({ file: path, text: strings.map(asWritten).join('\n') })),
      ...texts.map((file) => ({ file, text: asWritten(readFileSync(join(root, file), 'utf8')) })),
    ];
    const own = sentencesOfAll.filter(({ sentence }) => sentence.replaceAll(filledIn, '').length >= 22);
    expect(own.length).toBeGreaterThan(250);
    const copies = own.flatMap(({ path, sentence }) =>
      elsewhere
        .filter(({ text }) => text.includes(asWritten(sentence)))
        .map(({ file }) => `${file} repeats ${path}: ${sentence}`),
    );
    expect(copies).toEqual([]);
  });

  it('quotes every command, option and file in the same way', () => {
    const bare = sentencesOfAll.filter(({ whole }) =>
      /\bgap [a-z]|(?<![\w-])--[a-z]|[\w-]\.(?:ts|yaml|csv|sql|md)\b|\b(?:pipelines|questionnaires|docs|texts)\//.test(
        whole.replaceAll(/"[^"]*"/g, ''),
      ),
    );
    expect(bare.map(({ path, whole }) => `${path}: ${whole}`)).toEqual([]);
  });
});

const source = sourceFiles().filter(({ folder }) => folder !== 'problem');

const filledIn = /\$?\{[^{}]*\}/g;
/** A text of the source as it is displayed, with any values filled in. */
const asWritten = (text: string) => alike(text.replaceAll(/\\(['"])/g, '$1').replaceAll(filledIn, '{}'));

/** Each text of the catalogue as it is written, and the sentences in it. */
const sentencesOfAll = sourceFiles()
  .filter(({ path }) => path.startsWith('problem/catalogue/'))
  .flatMap(({ path, strings }) =>
    strings
      .filter((text) => text.includes(' '))
      .flatMap((whole) => whole.split(/(?<=\.) /).map((sentence) => ({ path, whole: asWritten(whole), sentence }))),
  );

/** Details with which a message is filled: each of its counts as 1 and as 3, each of its codes. */
function samples(message: string): Record<string, string | number>[] {
  const names = [...message.matchAll(/\{(\w+)(?:, (plural|select), )?/g)].map(([, name, kind]) => ({ name, kind }));
  const codes = [...message.matchAll(/(\w+) \{[^{}]+\}/g)].map(([, code]) => code!);
  return [1, 3].flatMap((count) =>
    (names.some(({ kind }) => kind === 'select') ? codes : ['any']).map((code) =>
      Object.fromEntries(
        names.map(({ name, kind }) => [name!, kind === 'plural' ? count : kind === 'select' ? code : `the ${name}`]),
      ),
    ),
  );
}

/** The same details, each that the sentence lists as a list. */
function withLists(sentence: (details: never) => string, details: Readonly<Record<string, string | number>>) {
  const isList = (name: string) => new RegExp(`(?:listed|quoted)\\W*\\(\\w+\\.${name}\\b`).test(String(sentence));
  return Object.fromEntries(Object.entries(details).map(([name, value]) => [name, isList(name) ? [value] : value]));
}
