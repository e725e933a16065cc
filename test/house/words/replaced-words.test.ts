/**
 * Unclear words with the terms that replace them. They may not return to texts, dashboards, questionnaires, documents,
 * commands, messages and names in code.
 */
import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { catalogue } from '../../../src/problem/problem.ts';
import type { ProblemSentences } from '../../../src/problem/sentence.ts';
import { namesIn } from '../source.ts';

const root = resolve(import.meta.dirname, '../../..');

/** [the word, its replacement] */
const english: readonly [word: RegExp, instead: string][] = [
  [/\bmend(s|ed|ing)?\b/i, 'correct'],
  [/\btold\b/i, 'reported, shown, stated'],
  [/\banew\b/i, 'again'],
  [/\bhence\b/i, 'so, therefore'],
  [/\bwhoever\b/i, 'anyone who; the operator; the person who'],
  [/\bheed(s|ed)?\b/i, 'respect, follow'],
  [/\bought\b/i, 'should'],
  [/nothing need(s)? (to )?be done/i, 'no action is needed'],
  [/nine in ten|drawn again/i, '90 % uncertainty interval over replications'],
  [/vouched for/i, 'evidence'],
  [/other than before/i, 'new or changed'],
  [/\bof other worth\b/i, 'rescored'],
  [/counted no more/i, 'no longer included'],
  [/the same as a table/i, 'show as table'],
  [/bands? do not meet/i, 'rank intervals do not overlap'],
  [/sensitivity to method: /i, '90 % uncertainty interval'],
  [/fresh (workbook|one)/i, 'new workbook'],
];
/** Only in texts of the product: documents may say that a map is drawn, or that a file holds a table. */
const inTexts: readonly [word: RegExp, instead: string][] = [
  [/\bstands?\b/i, 'is, has'],
  [/\bdraws?\b|\bdrawn\b/i, 'replication'],
  [/(?<!\bwho )\bholds?\b/i, 'contains, applies, is valid'],
  [/\btells?\b/i, 'reports, shows, states'],
  [/\b(last|next|first) round\b/i, 'cycle'],
  [/\bmay be meant\b/i, 'did you mean'],
  [/\bbeside\b/i, 'next to'],
  [/\bnobody\b/i, 'no one; without'],
  [/\b(is|are) made of\b/i, 'consists of'],
  [/\bby itself\b/i, 'automatically; in itself'],
  [/\bsays? nothing\b/i, 'does not show'],
  [/\bknows? of\b/i, 'reports'],
  [/\bhow sure\b/i, 'certainty; how certain'],
  [/\brests? on\b/i, 'is based on'],
  [/\bnine of ten\b/i, '90 % interval'],
  [/\bwhat it would take\b/i, 'steps to the target'],
  [/\blike with like\b/i, 'comparable questions'],
  [/\b(lie|lies) apart\b/i, 'do not overlap'],
  [/^(In none|Nowhere)\b/, 'a sentence without inversion'],
  [/\bfirst page\b/i, 'home page'],
  [/\b(outside|rough) (support|cost)/i, 'external support, approximate cost'],
  [/\bas a matter of course\b/i, 'regularly'],
];
const french: readonly [word: RegExp, instead: string][] = [
  [/\btirages?\b/i, 'réplication'],
  [/neuf (tirages )?sur dix/i, 'intervalle d’incertitude à 90 %'],
  [
    /\bpreuves?\b(?! électroniques?)(?! sous forme)/i,
    'justificatif (of an answer); preuve électronique (of an offence)',
  ],
  [/sensibilité à la méthode/i, 'incertitude due aux choix de méthode'],
  [/\bclasseur neuf\b/i, 'nouveau classeur'],
  [/\babîmée?s?\b/i, 'endommagé'],
  [/faits? conventionnels?/i, 'fait relatif aux traités'],
  [/n’est dit|est dit\b/i, 'indiqué'],
  [/\bappuis?\b/i, 'soutien'],
  [/\bIATI\b/, 'IITA'],
  [/notoriété/i, 'connaissances générales'],
  [/\brépondues?\b/i, 'ayant une réponse'],
  [/ce qu’il faudrait/i, 'étapes vers la cible'],
  [/argent du crime/i, 'flux financiers criminels'],
  [/connu comme non couvert/i, 'non couvert connu'],
  [/\bdroits humains\b|\bl’état de droit\b/, 'droits de l’homme, État de droit'],
];

/** Words in identifiers: each begins with a capital letter or after an underscore. */
const inNames: ReadonlyMap<string, string> = new Map([
  ['told', 'reported, described'],
  ['tell', 'describe, format, report'],
  ['tells', 'reports'],
  ['telling', 'the noun of what it does'],
  ['mend', 'correction; repair of a file'],
  ['mended', 'corrected'],
  ['anew', 'again'],
  ['stands', 'depends, has, status'],
  ['whose', 'a noun'],
  ['whom', 'a noun'],
  ['hence', 'a noun'],
  ['whoever', 'a noun'],
  ['errand', 'request, task'],
  ['forest', 'score tree'],
  ['patience', 'timeout, delay, limit, with its unit'],
  ['face', 'page context; frame'],
  ['heard', 'onMessage'],
  ['spoken', 'mentioned, languages'],
  ['teach', 'load'],
  ['learn', 'find, load'],
  ['learned', 'loaded'],
]);
/** Names that are technical terms, by the folder that may use them. */
const terms: readonly [folder: string, word: string, reason: string][] = [
  ['src/workbook/read/', 'face', 'a font face'],
  ['test/workbook/', 'face', 'a font face'],
];

/** Exceptions with their reason: the path of the text, and a part of it. */
const allowed: readonly [at: string, part: string, reason: string][] = [
  ['texts/fr/workbook.yaml', 'aucune preuve', 'what people type into a cell, which the reader must understand'],
  ['texts/en/workbook.yaml.confirm_also', 'holds', 'words of workbooks that were issued earlier'],
  ['questionnaires/', 'preuve', 'evidence of an offence, not of an answer'],
  ['docs/commands.md', '--draws', 'the name of an option and of its file'],
];

/** Exceptions for keys with their reason: the path of the key. */
const allowedKeys: readonly [at: RegExp, reason: string][] = [
  [/^pipelines\/texts\//, 'English sentences of models, of which each is a key'],
  [/^dashboards\/quality\/texts\/\w+\.yaml\.(verdicts|signs)\.told$/, 'a code in the mart of earlier releases'],
];

type Said = { readonly at: string; readonly text: string };

/** Every text of a YAML file, by its path, without keys. */
function textsOf(file: string): Said[] {
  const walk = (value: unknown, at: string): Said[] =>
    typeof value === 'string'
      ? [{ at, text: value }]
      : value !== null && typeof value === 'object'
        ? Object.entries(value).flatMap(([key, inner]) => walk(inner, `${at}.${key}`))
        : [];
  return walk(parse(readFileSync(resolve(root, file), 'utf8')), file);
}

/** Every key of a YAML or JSON file that is a name, by its path. Keys of a map may be data. */
function keysOf(file: string): Said[] {
  const walk = (value: unknown, at: string): Said[] =>
    value !== null && typeof value === 'object'
      ? Object.entries(value).flatMap(([key, inner]) => [
          { at: `${at}.${key}`, text: key },
          ...walk(inner, `${at}.${key}`),
        ])
      : [];
  return walk(parse(readFileSync(resolve(root, file), 'utf8'), { merge: true }), file);
}

/** An ICU message without placeholder names. */
const pickedLanguages = (text: string) => text.replaceAll(/\{\s*\w+\s*(,\s*\w+\s*(,|(?=\})))?/g, '{');

const inFiles = (...patterns: string[]) => globSync(patterns, { cwd: root }).flatMap(textsOf);

const linesOf = (...patterns: string[]): Said[] =>
  globSync(patterns, { cwd: root }).flatMap((file) =>
    readFileSync(resolve(root, file), 'utf8')
      .replaceAll(/`[^`\n]+`/g, '')
      .split('\n')
      .map((text, at) => ({ at: `${file}:${at + 1}`, text })),
  );

/** The source code of the sentences of problems, of which only the strings count. */
const problems = Object.entries<ProblemSentences>(catalogue).flatMap(([code, { what, also, fix, onPage }]) =>
  [what, also, fix, onPage?.what, onPage?.fix].flatMap((sentence) =>
    [...String(sentence ?? '').matchAll(/(['"`])((?:(?!\1).)*)\1/g)].map(([, , text]) => ({
      at: code,
      text: text!.replaceAll(/\$\{[^}]*\}/g, ''),
    })),
  ),
);

function found(said: readonly Said[], words: readonly [RegExp, string][]): string[] {
  return said.flatMap(({ at, text }) =>
    words
      .filter(([word]) => word.test(pickedLanguages(text)))
      .filter(() => !allowed.some(([place, part]) => at.startsWith(place) && text.includes(part)))
      .map(([word, instead]) => `${at}: ${word.source} → ${instead}: ${text.slice(0, 160)}`),
  );
}

const all = [...english, ...inTexts];

const textFiles = (language: string) => [
  `texts/${language}/*.yaml`,
  `dashboards/*/texts/${language}.yaml`,
  `questionnaires/*/*/texts/${language}.yaml`,
  `pipelines/framework/*/texts/${language}.yaml`,
  `pipelines/texts/${language}.yaml`,
];

const wordsOf = (name: string) =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[ _$]+/);

const oddWords = (name: string) => wordsOf(name).filter((word) => inNames.has(word));

function namedOddly(file: string, text: string): string[] {
  const isTerm = (word: string) => terms.some(([folder, term]) => file.startsWith(folder) && term === word);
  return [...namesIn(text)].flatMap((name) =>
    oddWords(name)
      .filter((word) => !isTerm(word))
      .map((word) => `${file}: ${name}: ${word} → ${inNames.get(word)}`),
  );
}

describe('words that are replaced', () => {
  it('are in no English text of pages, workbooks, dashboards and questionnaires', () => {
    const said = inFiles(...textFiles('en'));
    expect(said.length).toBeGreaterThan(2000);
    expect(found(said, all)).toEqual([]);
  });

  it('are in no French text of pages, workbooks, dashboards and questionnaires', () => {
    const said = inFiles(...textFiles('fr'));
    expect(said.length).toBeGreaterThan(2000);
    expect(found(said, french)).toEqual([]);
  });

  it('are in no sentence of the problem catalogue', () => {
    expect(problems.length).toBeGreaterThan(150);
    expect(found(problems, all)).toEqual([]);
  });

  it('are in no help of a command, from which docs/commands.md is made', () => {
    const lines = linesOf('docs/commands.md');
    expect(lines.length).toBeGreaterThan(200);
    expect(found(lines, all)).toEqual([]);
  });

  it('are in no document', () => {
    const lines = linesOf('README.md', 'docs/*.md');
    expect(lines.length).toBeGreaterThan(1000);
    expect(found(lines, english)).toEqual([]);
  });

  it('are in no name in code', () => {
    const files = globSync('{src,test,bench,packaging,pipelines}/**/*.ts', { cwd: root });
    expect(files.length).toBeGreaterThan(900);
    expect(files.flatMap((file) => namedOddly(file, readFileSync(resolve(root, file), 'utf8')))).toEqual([]);
  });

  it('are in no key of texts, declarations, charts and schemas', () => {
    const files = globSync(
      [
        'texts/**/*.yaml',
        'dashboards/**/*.{yaml,json}',
        'questionnaires/**/*.yaml',
        'pipelines/**/*.{yaml,schema.json}',
      ],
      { cwd: root },
    );
    const keys = files.flatMap(keysOf).filter(({ at }) => !allowedKeys.some(([key]) => key.test(at)));
    expect(keys.length).toBeGreaterThan(20_000);
    expect(keys.flatMap(({ at, text }) => oddWords(text).map((word) => `${at}: ${inNames.get(word)}`))).toEqual([]);
  });

  it('are found when they return', () => {
    expect(found([{ at: 'x', text: 'Mend the file.' }], all)).toHaveLength(1);
    expect(found([{ at: 'x', text: '{count, plural, one {One stands} other {# stand}}' }], all)).toHaveLength(1);
    expect(found([{ at: 'x', text: '{told} of {draws, number}' }], all)).toEqual([]);
    expect(namedOddly('src/x.ts', "const tellRow = (told_: string) => 'mend'; // again")).toHaveLength(2);
    expect(found([{ at: 'x', text: 'neuf tirages sur dix' }], french)).toHaveLength(2);
  });
});
