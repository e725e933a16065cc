/**
 * Typography and spelling rules of the texts: French spaces and apostrophes, and words that official English does not
 * use.
 */
import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { valueOfYaml } from '../../src/content/index.ts';

const root = resolve(import.meta.dirname, '../..');
const french = [
  'texts/fr/*.yaml',
  'dashboards/*/texts/fr.yaml',
  'questionnaires/*/*/texts/fr.yaml',
  'pipelines/framework/*/texts/fr.yaml',
];
const linesOf = (patterns: string[]) =>
  globSync(patterns, { cwd: root }).flatMap((file) =>
    readFileSync(resolve(root, file), 'utf8')
      .split('\n')
      .map((text, at) => ({ text, at: `${file}:${at + 1}` }))
      .filter(({ text }) => !text.trimStart().startsWith('#')),
  );

/** An ordinary space where French typography requires U+00A0, or a missing space inside guillemets. */
const wrongSpace = /\S [;:!?»](?=[\s"'},.)]|$)|« |«(?!\u00a0)|(?<!\u00a0)»|[\d}] %|\bn° /;
/** A non-breaking space inside a message's number format, where it is invalid. */
const spacedFormat = /,\u00a0+::/;
/** A straight apostrophe between two letters; sheet names use it deliberately. */
const straightApostrophe = /\p{L}'\p{L}/u;

describe('English texts', () => {
  it('have typographic apostrophes', () => {
    const files = french
      .map((file) => file.replace('texts/fr', 'texts/en'))
      .filter((file) => !/^questionnaires/.test(file));
    expect(linesOf(files).filter(({ text }) => straightApostrophe.test(text))).toEqual([]);
  });
});

/** Translated descriptions of tables, without the English sentences that are their keys. */
const described = (language: string) =>
  Object.entries(
    valueOfYaml(readFileSync(resolve(root, `pipelines/texts/${language}.yaml`), 'utf8')) as Record<string, string>,
  ).map(([at, text]) => ({ text, at }));

describe('French descriptions of tables', () => {
  const lines = described('fr');
  it('have non-breaking spaces and typographic apostrophes', () => {
    expect(lines.length).toBeGreaterThan(500);
    expect(lines.filter(({ text }) => wrongSpace.test(text) || straightApostrophe.test(text))).toEqual([]);
  });
});

describe('French texts', () => {
  it('have non-breaking spaces before ; : ! ? and inside « »', () => {
    const lines = linesOf(french);
    expect(lines.length).toBeGreaterThan(2000);
    expect(lines.filter(({ text }) => wrongSpace.test(text) || spacedFormat.test(text))).toEqual([]);
  });

  it('have typographic apostrophes', () => {
    const lines = linesOf(french).filter(({ text }) => !/^\s*sheet:/.test(text));
    expect(lines.filter(({ text }) => straightApostrophe.test(text))).toEqual([]);
  });

  it.each(['Des questions ?', 'Attention :', 'dit « oui »', 'dit «oui»', 'à 90 %', 'STE n° 185'])(
    'are refused as %s',
    (text) => {
      expect(wrongSpace.test(text)).toBe(true);
    },
  );

  it.each(['Des questions\u00a0?', 'dit «\u00a0oui\u00a0»', '{x, number, ::.00}'])('are accepted as %s', (text) => {
    expect(wrongSpace.test(text)).toBe(false);
  });

  it('have all colons in the texts, since page templates write none between two values', () => {
    const lines = linesOf(['src/http/desk/**/*.ts', 'src/http/site/**/*.ts']).filter(({ text }) =>
      text.includes('html`'),
    );
    expect(lines.length).toBeGreaterThan(100);
    expect(lines.filter(({ text }) => /\}(<\/\w+>)?: \$\{/.test(text))).toEqual([]);
  });
});

/** A name of a country, region, area or element as a value of a message. */
const nameValue =
  '\\{(?:\\w*(?:country|region|area|peer|name|label|scope|selection)\\w*|names|first|last|expected|typed)\\}';

/**
 * Names in messages are in the nominative and without an article, so a word that governs another form must not come
 * before them: French writes "de l’Albanie", Russian "в Албании".
 */
const governed: Readonly<Record<string, RegExp>> = {
  fr: new RegExp(
    `(?<![\\p{L}])(?:de|à|en|pour|par|avec|sur|sous|dans|chez|entre|vers|sans|celui de|l’égard de)[ \\u00a0]${nameValue}`,
    'iu',
  ),
  ru: new RegExp(
    `(?<![\\p{L}])(?:в|во|с|со|о|об|у|к|ко|на|по|из|от|до|для|без|при|над|под|между|через|среди)[ \\u00a0]${nameValue}`,
    'iu',
  ),
};

describe.each(Object.entries(governed))('in %s texts', (code, wrong) => {
  it('no preposition governs a name that is a value', () => {
    const lines = linesOf(french.map((file) => file.replace('texts/fr', `texts/${code}`)));
    expect(lines.length).toBeGreaterThan(2000);
    expect(lines.filter(({ text }) => wrong.test(text))).toEqual([]);
  });
});

it.each([
  ['fr', 'Les réponses de {country}'],
  ['fr', 'à l’égard de {first}, le'],
  ['ru', 'Ответы из {country_label}'],
])('in %s, “%s” is refused', (code, text) => expect(governed[code]!.test(text)).toBe(true));

it.each([
  ['fr', 'Pays\u00a0: {country}'],
  ['fr', '{first_low} à {first_high}'],
  ['fr', 'de {from, number} à {last, number}'],
])('in %s, “%s” is accepted', (code, text) => expect(governed[code]!.test(text)).toBe(false));
