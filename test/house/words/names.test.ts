import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseCsv } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { root, sourceFiles } from '../source.ts';

/**
 * Code does not name countries, questions, indicators or languages, since these are content. Comments may give examples;
 * strings may not.
 */
describe('src/ names', () => {
  it.each([
    ['question', questionCodes(), 270],
    ['indicator, pillar or dimension', frameworkCodes(), 30],
    ['country by its code', countryColumn('iso3'), 249],
    ['language', languageCodes(), 2],
  ])('no %s', (_, codes, least) => {
    expect(codes.size).toBeGreaterThanOrEqual(least as number);
    const named = sourceFiles().flatMap(({ path, strings }) =>
      strings.filter((text) => codes.has(text)).map((text) => `${path}: '${text}'`),
    );
    expect(named).toEqual([]);
  });

  it('no question inside a longer text', () => {
    const codes = questionCodes();
    const named = sourceFiles().flatMap(({ path, strings }) =>
      strings
        .flatMap((text) => text.match(/\b[A-Z][0-9]{2}\b/g) ?? [])
        .filter((code) => codes.has(code))
        .map((code) => `${path}: ${code}`),
    );
    expect(named).toEqual([]);
  });

  it('no country by its name', () => {
    const names = [...countryColumn('m49_name_en'), ...countryColumn('m49_name_fr')].filter((name) => name.length > 3);
    const pattern = new RegExp(`\\b(${names.map((name) => name.replace(/[.*+?^$()|[\]\\{}]/g, '\\$&')).join('|')})\\b`);
    const named = sourceFiles().flatMap(({ path, strings }) =>
      strings
        .map((text) => pattern.exec(text)?.[0])
        .filter(Boolean)
        .map((name) => `${path}: ${name}`),
    );
    expect(named).toEqual([]);
  });
});

it('the name of an exported type is declared once', () => {
  const declared = sourceFiles().flatMap(({ path, text }) =>
    [...text.matchAll(/^export (?:type|interface|class) (\w+)/gm)].map(([, name]) => ({ name: name!, path })),
  );
  expect(declared.length).toBeGreaterThan(500);
  const several = [...Map.groupBy(declared, ({ name }) => name)].filter(([, all]) => all.length > 1);
  expect(several.map(([name, all]) => `${name}: ${all.map(({ path }) => path).join(', ')}`)).toEqual([]);
});

function questionCodes(): Set<string> {
  const codes = new Set<string>();
  for (const file of files('questionnaires', 'questionnaire.yaml')) {
    const declared = parse(readFileSync(file, 'utf8')) as { sections: { questions: { code: string }[] }[] };
    for (const { questions } of declared.sections) for (const { code } of questions) codes.add(code);
  }
  // All codes that the questionnaires could have, including unused ones.
  for (const letter of 'ABCDEFGHIJKL') for (let n = 1; n <= 20; n += 1) codes.add(letter + String(n).padStart(2, '0'));
  return codes;
}

function frameworkCodes(): Set<string> {
  const columns = { 'dimensions.csv': 'dimension', 'pillars.csv': 'pillar', 'indicators.csv': 'indicator' };
  return new Set(
    Object.entries(columns).flatMap(([name, column]) =>
      files('pipelines/framework', name).flatMap((file) => rows(file).map((row) => row[column]!)),
    ),
  );
}

function countryColumn(column: string): Set<string> {
  return new Set(
    rows(join(root, 'pipelines/reference/countries.csv'))
      .map((row) => row[column]!)
      .filter(Boolean),
  );
}

function languageCodes(): Set<string> {
  const { languages } = parse(readFileSync(join(root, 'texts/languages.yaml'), 'utf8')) as { languages: object };
  return new Set(Object.keys(languages));
}

function files(under: string, name: string): string[] {
  return readdirSync(join(root, under), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.split(/[\\/]/).at(-1) === name)
    .map((file) => join(root, under, file));
}

function rows(file: string): Record<string, string>[] {
  return parseCsv(readFileSync(file, 'utf8'), { columns: true, bom: true }) as Record<string, string>[];
}
