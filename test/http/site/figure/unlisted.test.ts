/** Why an answer is not listed: the sentence is true for every reason, and in every language. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { showItems, wordsOf } from '../../../../src/http/site/figure/items.ts';
import type { PageContext } from '../../../../src/http/site/page-context.ts';
import { loadTexts } from '../../../../src/i18n/index.ts';
import type { ExplainedItem } from '../../../../src/release/index.ts';
import { projectRoot } from '../../../release/content.ts';

const texts = loadTexts(projectRoot);
const item = (given: Partial<ExplainedItem>): ExplainedItem => ({
  ...{ item: 'C02', question: 'C02', label: 'A law', listed: false, protection: 'none', state: null },
  ...{ value: null, valueLabel: null, score: null, weight: null, contribution: null, hidden: false },
  ...{ evidence: null, reused: null, fileName: null, sha256: null, revision: null, sheet: null, cell: null },
  facts: [],
  ...given,
});
const shown = async (given: Partial<ExplainedItem>) =>
  String(await showItems(wordsOf({ texts, language: 'en' } as unknown as PageContext), [item(given)]));

describe('an answer that is not listed', () => {
  it('of a section that is not public is not said to count, nor to be chosen so', async () => {
    expect(await shown({})).toContain('>Not listed, as it is not public<');
  });

  it('was not asked if a listed answer shows this', async () => {
    expect(await shown({ hidden: true })).toContain('Not asked, because of the answer to an earlier question');
  });

  it('counts in a rounded mean, also where the choice is about the question that it depends on', async () => {
    expect(await shown({ protection: 'rounded', state: 'answered' })).toContain(
      '>Not listed; counts with the rounded mean of a group of answers<',
    );
  });

  // The country chose for a section; a section without a choice, and an answer that depends on another, are not listed either.
  const choices = {
    en: /as the country chose|country does not list|countries allow/i,
    fr: /choix du pays|pays ne liste|pays autorisent/i,
    es: /eligió el país|país no enumera|países permiten/i,
    ru: /решению страны|страна не включает|страны разрешают/i,
    zh: /该国的选择|国家未列出|国家允许/,
    ar: /اختيار البلد|لا يدرجها البلد|تسمح بعض البلدان/,
  } as const;
  it.each(Object.entries(choices))('is nowhere called a choice of the country: %s', (language, choice) => {
    const files = [
      ...['figure', 'pages', 'releases'].map((area) => `texts/${language}/${area}.yaml`),
      ...['country', 'steps'].map((dashboard) => `dashboards/${dashboard}/texts/${language}.yaml`),
    ];
    expect(files.filter((file) => choice.test(readFileSync(join(projectRoot, file), 'utf8')))).toEqual([]);
  });

  it('is described in the files of data as not listed, and not as decided by a country', () => {
    const tables = ['needs/need_items.yaml', 'progress/compared_answers.yaml', 'answers/question_scores.yaml'];
    for (const table of tables) {
      const text = readFileSync(join(projectRoot, 'pipelines/marts', table), 'utf8');
      expect(text, table).toMatch(/ listed: \{ means: False if (the answer|one of the answers) is not listed,/);
    }
  });
});
