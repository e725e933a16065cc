import { expect, it } from 'vitest';
import { formatList, joinParts, loadTexts } from '../../src/i18n/index.ts';
import { root, sourceFiles } from '../house/source.ts';

const { language } = loadTexts(root);

it.each([
  ['en', 'A, B and C', 'A or B'],
  ['fr', 'A, B et C', 'A ou B'],
  ['es', 'A, B y C', 'A o B'],
  ['ru', 'A, B и C', 'A или B'],
  ['zh', 'A、B和C', 'A或B'],
  ['ar', 'A وB وC', 'A أو B'],
])('a list in a sentence has the words and commas of %s', (code, all, either) => {
  expect(formatList(language(code), ['A', 'B', 'C'])).toBe(all);
  expect(formatList(language(code), ['A', 'B'], 'disjunction')).toBe(either);
});

it.each([
  ['en', ['X', 'A and B', 'C'], 'X; A and B; and C', 'X; A and B; or C'],
  ['fr', ['X', 'A et B', 'C'], 'X\u00a0; A et B\u00a0; et C', 'X\u00a0; A et B\u00a0; ou C'],
  ['es', ['X', 'A y B', 'islas'], 'X; A y B; e islas', 'X; A y B; o islas'],
  ['ru', ['X', 'A и B', 'C'], 'X; A и B; и C', 'X; A и B; или C'],
  ['zh', ['X', 'A和B', 'C'], 'X；A和B；以及C', 'X；A和B；或C'],
  ['ar', ['X', 'A وB', 'C'], 'X؛ A وB؛ وC', 'X؛ A وB؛ أو C'],
])('in %s, semicolons separate names of which one contains "and"', (code, names, all, either) => {
  expect(formatList(language(code), names)).toBe(all);
  expect(formatList(language(code), names, 'disjunction')).toBe(either);
  expect(formatList(language(code), names.slice(1, 2))).toBe(names[1]);
});

it.each(['Bonaire, Saba', 'law or policy', 'A; B'])('separates “%s” from its neighbours by semicolons', (name) => {
  expect(formatList(language('en'), [name, 'C'])).toBe(`${name}; and C`);
});

it('references and chosen answers are separated by the semicolon of the language', () => {
  const joined = ['en', 'fr', 'es', 'ru', 'zh', 'ar'].map((code) => joinParts(code, ['A', 'B']));
  expect(joined).toEqual(['A; B', 'A\u00a0; B', 'A; B', 'A; B', 'A；B', 'A؛ B']);
});

it('pages and workbooks do not join texts with the English semicolon', () => {
  const found = sourceFiles().filter(
    ({ path, text }) => /^(http\/(desk|site)|workbook)\//.test(path) && text.includes(".join('; ')"),
  );
  expect(found.map(({ path }) => path)).toEqual([]);
});
