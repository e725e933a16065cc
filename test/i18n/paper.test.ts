import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { listDashboards } from '../../src/dashboard/index.ts';

const root = join(import.meta.dirname, '../..');

/** Words with which a page asks its reader to do something that paper does not offer. */
const words: Readonly<Record<string, RegExp>> = {
  en: /\b(choose|select|click|tap|open (a|an|the)|links?)\b/i,
  fr: /(?<!\p{L})(choisissez|sélectionnez|cliquez|ouvrez|liens?|renvoie(nt)? à (son|sa|ses|leur)s? )/iu,
  es: /(?<!\p{L})(elija|seleccione|haga clic|pulse|abra|enlaces?|conduce a su|lleva a su)(?!\p{L})/iu,
  ru: /(?<!\p{L})(выберите|нажмите|откройте|ссылк|вед[её]т к)/iu,
  zh: /(点击|打开|链接|点选|请选择|(?<!方法)选择\p{L}{1,6}可查|可查看|可追溯)/u,
  ar: /(?<!\p{L})(اختر|اختاروا|انقر|افتح|رابط|روابط|ويقود كل)/u,
};

const chosenPart = /\{paper, select, true \{([^{}]*)\} other \{((?:[^{}]|\{[^{}]*\})*)\}\}/g;
/** Of a text for both, what a document shows; of a placeholder or a choice between texts, no name and no keyword. */
const onPaper = (text: string) =>
  text.replace(chosenPart, '$1').replace(/\{\w+(?:, (?:select|plural|selectordinal|number),?)?/g, '{');

function textsOf(name: string, language: string): [key: string, text: string][] {
  const file = parse(readFileSync(join(root, 'dashboards', name, 'texts', `${language}.yaml`), 'utf8'));
  const found: [string, string][] = [];
  const walk = (node: unknown, key: string): void => {
    if (typeof node === 'string') found.push([key, node]);
    else if (node !== null && typeof node === 'object')
      for (const [part, below] of Object.entries(node)) walk(below, key === '' ? part : `${key}.${part}`);
  };
  for (const part of ['page', 'chosen', 'blocks', 'reservations', 'documents']) walk(file[part], part);
  // Controls of a page, which no document has.
  return found.filter(([key]) => !/\.(live|tab)$/.test(key));
}

describe('texts of documents', () => {
  const names = listDashboards(root).all.map(({ name }) => name);

  it.each(Object.keys(words))('in %s, ask the reader for nothing that paper does not offer', (language) => {
    const found = names.flatMap((name) =>
      textsOf(name, language)
        .filter(([, text]) => words[language]!.test(onPaper(text)))
        .map(([key, text]) => `${name} ${key}: ${text}`),
    );
    expect(found).toEqual([]);
  });

  it('differ from those of the page where it asks: otherwise this test would find nothing', () => {
    const texts = textsOf('world', 'en').filter(([, text]) => text.includes('{paper'));
    expect(texts.length).toBeGreaterThan(0);
    for (const [, text] of texts) expect(words.en!.test(text)).toBe(true);
  });
});
