import { expect, it } from 'vitest';
import { formatList, loadTexts } from '../../src/i18n/index.ts';
import { root } from '../house/source.ts';

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
