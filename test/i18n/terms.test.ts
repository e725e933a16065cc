/** One term for one concept in every language: checks every text against the table of key terms in docs/content.md. */
import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const root = resolve(import.meta.dirname, '../..');

const table = readFileSync(resolve(root, 'docs/content.md'), 'utf8').split('## Key terms\n')[1]!;
const [head, ...rows] = table
  .split('\n')
  .filter((line) => line.startsWith('|') && !line.startsWith('| -'))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

function textsOf(language: string): Map<string, string> {
  const walk = (value: unknown, at: string): [string, string][] =>
    typeof value === 'string'
      ? [[at, value]]
      : value !== null && typeof value === 'object'
        ? Object.entries(value).flatMap(([key, inner]) => walk(inner, `${at}.${key}`))
        : [];
  const files = globSync(['texts', 'dashboards/*/texts', 'questionnaires/*/*/texts', 'pipelines/framework/*/texts'], {
    cwd: root,
  }).flatMap((folder) => globSync([`${folder}/${language}.yaml`, `${folder}/${language}/*.yaml`], { cwd: root }));
  return new Map([
    ...descriptionsOf(language),
    ...files.flatMap((file) =>
      walk(
        parse(readFileSync(resolve(root, file), 'utf8')),
        file.replace(`/${language}.yaml`, '').replace(`/${language}/`, '/'),
      ),
    ),
  ]);
}

/** Descriptions of tables by English sentence, without names of tables, columns and files, which are not words. */
function descriptionsOf(language: string): [string, string][] {
  const file = `pipelines/texts/${language === 'en' ? 'fr' : language}.yaml`;
  const translations = Object.entries(parse(readFileSync(resolve(root, file), 'utf8')) as Record<string, string>);
  const words = (text: string) => text.replaceAll(/[\w/<>]*[._/][\w./<>]+/g, '');
  return translations.map(([sentence, text]) => [
    `pipelines/texts: ${sentence}`,
    words(language === 'en' ? sentence : text),
  ]);
}

/** A message in lower case, without placeholder names and branch names. */
const wordsIn = (text: string) =>
  text
    .replaceAll(/\{\s*\w+\s*(,\s*\w+\s*(,|(?=\})))?/g, '{')
    .replaceAll(/\b[a-z_]+ \{/g, '{')
    .toLowerCase();

const english = textsOf('en');

describe.each(head!.slice(1))('the key terms in %s', (language) => {
  const texts = textsOf(language);
  const column = head!.indexOf(language);

  it.each(rows.map((row) => [row[0]!, row[column]!]))('translate %s as %s', (term, own) => {
    const forms = own.split('/ ').map((form) => form.trim().toLowerCase());
    const said = [...english].filter(([at, text]) => texts.has(at) && wordsIn(text).includes(term.toLowerCase()));
    expect(said.length).toBeGreaterThan(0);
    const otherwise = said.filter(([at]) => !forms.some((form) => wordsIn(texts.get(at)!).includes(form)));
    expect(otherwise.map(([at]) => `${at}: ${texts.get(at)!.slice(0, 120)}`)).toEqual([]);
  });
});

it('every available language is in the table of key terms', () => {
  expect(head).toEqual(['English', 'fr', 'es', 'ru', 'zh', 'ar']);
  expect(rows.length).toBeGreaterThanOrEqual(10);
});
