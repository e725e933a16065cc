/** Descriptions of published tables in the language of a page, sentence by sentence, and never a stale translation. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { marksOfRead, openContent } from '../../src/content/index.ts';
import { loadTexts, sentencesOf } from '../../src/i18n/index.ts';
import { modelDescriptions } from '../../src/pipeline/index.ts';
import { root } from '../journeys/published.ts';

const descriptions = modelDescriptions(root)!;
const sentences = [...new Set(descriptions.flatMap(sentencesOf))];
const translationsIn = (language: string) =>
  new Map(Object.entries(openContent(root, `pipelines/texts/${language}.yaml`).file!.value as Record<string, string>));
const translated = ['fr', 'es', 'ru', 'zh', 'ar'];

describe('a description', () => {
  it('is translated sentence by sentence', () => {
    expect(
      sentencesOf('One row per item. value_text is null.\n\nSource: pipelines/a.csv, b.csv. "Need" counts.'),
    ).toEqual(['One row per item. value_text is null.', 'Source: pipelines/a.csv, b.csv.', '"Need" counts.']);
  });
});

describe.each(translated)('descriptions of tables in %s', (language) => {
  const translations = translationsIn(language);

  it('are complete: each sentence of a model that readers see, and no other', () => {
    expect(sentences.length).toBeGreaterThan(800);
    expect(sentences.filter((sentence) => !translations.has(sentence))).toEqual([]);
    expect([...translations.keys()].filter((sentence) => !sentences.includes(sentence))).toEqual([]);
  });

  it('keep the names of tables, columns, codes and files, and all numbers', () => {
    const names = /\b(?:pipelines|questionnaires|src|docs)\/[\w<>/.]*|\bmarts\.\w+|\b[a-z]+(?:_[a-z0-9]+)+|\d+/g;
    const lost = [...translations].flatMap(([sentence, text]) =>
      [...new Set(sentence.match(names) ?? [])]
        .map((name) => name.replace(/[.,]$/, ''))
        .filter((name) => !text.includes(name))
        .map((name) => [name, sentence]),
    );
    expect(lost).toEqual([]);
  });
});

describe('a description on a page', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gap-described-'));
  mkdirSync(join(folder, 'pipelines/texts'), { recursive: true });
  cpSync(join(root, 'texts'), join(folder, 'texts'), { recursive: true });
  writeFileSync(
    join(folder, 'pipelines/texts/fr.yaml'),
    '"One row per sea.": "Une ligne par mer."\n"Depth": "Profondeur"\n',
  );
  writeFileSync(join(folder, 'pipelines/texts/zh.yaml'), '"One row per sea.": "每海一行。"\n"Depth.": "深度。"\n');
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const texts = loadTexts(folder);

  it('keeps the sentences that have no translation in English, and joins the others', () => {
    expect(texts.translate('fr', 'One row per sea. One row per ocean. Source: a list. One row per sea.')).toEqual([
      { language: 'fr', text: 'Une ligne par mer.' },
      { language: 'en', text: 'One row per ocean. Source: a list.' },
      { language: 'fr', text: 'Une ligne par mer.' },
    ]);
    expect(texts.translate('zh', 'One row per sea. Depth.')).toEqual([{ language: 'zh', text: '每海一行。深度。' }]);
  });

  it('is in English in a language without translations, and on English pages', () => {
    for (const language of ['en', 'ar'])
      expect(texts.translate(language, 'Depth')).toEqual([{ language: 'en', text: 'Depth' }]);
  });

  it('is read when a page of its language shows one, and not at start', () => {
    const isRead = (language: string) =>
      marksOfRead().some(([path]) => path === join(folder, `pipelines/texts/${language}.yaml`));
    writeFileSync(join(folder, 'pipelines/texts/es.yaml'), '"Depth": "Profundidad"\n');
    const own = loadTexts(folder);
    own.say('es', 'pages.data.title');
    expect(isRead('es')).toBe(false);
    expect(own.translate('es', 'Depth')).toEqual([{ language: 'es', text: 'Profundidad' }]);
    expect(isRead('es')).toBe(true);
  });
});
