import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { showDescription } from '../../../src/http/site/description.ts';
import { showDownloads } from '../../../src/http/site/page/downloads.ts';
import type { PageContext } from '../../../src/http/site/page-context.ts';
import type { PublishedRelease } from '../../../src/http/site/published.ts';
import { dataPackage, metadataOf, publisherOf, readMe } from '../../../src/http/site/publisher.ts';
import { dictionaryCsv, dictionaryOf } from '../../../src/http/site/releases/dictionary.ts';
import { showDictionary } from '../../../src/http/site/releases/dictionary-page.ts';
import { publishedRelease } from '../../../src/http/site/releases.ts';
import { loadTexts } from '../../../src/i18n/index.ts';
import { buildRelease, type Release } from '../../../src/release/index.ts';
import { root } from '../../journeys/published.ts';
import { smallContent } from '../../release/content.ts';
import { frozenCycle, inputsOf } from '../../release/frozen.ts';
import { asBuiltEarlier } from '../../release/moved.ts';
import { now } from '../../release/world.ts';

const content = smallContent();
const texts = loadTexts(root);
let files: Release['files'];
let release: PublishedRelease;
beforeAll(async () => {
  const inputs = inputsOf(content.root, [frozenCycle(content.root, 'preparedness', '2026', now)]);
  files = (await buildRelease({ contentRoot: content.root, inputs })).files;
  release = publishedRelease(files, '2026-04-01T09:00:00.000Z');
});
afterAll(content.remove);

describe('the column dictionary of a release', () => {
  it('explains every column of every table', () => {
    const explained = new Set(dictionaryOf(release).map(({ table, column }) => `${table}.${column}`));
    for (const mart of release.marts) {
      const csv = new TextDecoder().decode(release.file(`marts/${mart}.csv`)!);
      const columns = csv
        .split('\n', 1)[0]!
        .split(',')
        .filter((column) => column !== 'illustrative');
      for (const column of columns)
        expect([mart, column, explained.has(`${mart}.${column}`)]).toEqual([mart, column, true]);
    }
    for (const { table, column, means } of dictionaryOf(release)) expect([table, column, means]).not.toContain('');
  });

  it('does not depend on the folders of the models', async () => {
    const earlier = publishedRelease(asBuiltEarlier(files), '2026-04-01T09:00:00.000Z');
    expect(dictionaryCsv(earlier)).toBe(dictionaryCsv(release));
  });

  it('states units, codes and the meaning of an empty cell', () => {
    const of = (column: string) => dictionaryOf(release).find((one) => one.table === 'scores' && one.column === column);
    expect(of('score')).toMatchObject({ unit: 'points', missing: 'empty_with_status', reason: 'status' });
    expect(of('level')).toMatchObject({ codes: ['indicator', 'pillar', 'dimension'] });
    expect(of('country')).toMatchObject({ missing: 'never' });
  });

  it('is a file whose rows are marked as illustrative', () => {
    const [head, first] = dictionaryCsv(release).split(/\r?\n/);
    expect(head).toBe('\ufefftable,column,position,meaning,unit,codes,missing,reason_column,illustrative');
    expect(first).toMatch(/,true$/);
  });
});

describe('the pages of the data', () => {
  const contextIn = (language: string) =>
    ({
      ...{ texts, language, path: 'data', root: '../', release: null, search: null, preview: null },
      ...{ instruments: [], navigation: [], assets: { style: '', script: '' } },
    }) as unknown as PageContext;
  const pagesIn = async (language: string) => {
    const context = contextIn(language);
    const metadata = metadataOf(texts, language, release, publisherOf(null, null));
    return [await showDownloads(context, release, metadata), await showDictionary(context, release)].map(String);
  };
  const english = (page: string) => [...page.matchAll(/<bdi lang="en">([^<]*)<\/bdi>/g)].map(([, text]) => text);

  it.each(['fr', 'es', 'ru', 'zh', 'ar'])('describe every table and column in %s', async (language) => {
    const [data, columns] = await pagesIn(language);
    expect(english(data!)).toEqual([]);
    expect(english(columns!)).toEqual([]);
    for (const sentence of ['Source: accepted submissions.', 'Question code', 'points']) {
      const [{ text } = { text: '' }] = texts.translate(language, sentence);
      expect(text).not.toBe(sentence === 'points' ? '' : sentence);
      expect(data!.includes(text) || columns!.includes(text)).toBe(true);
    }
  });

  it('mark a description without a translation as English, so that it reads from the left', async () => {
    const shown = async (language: string) => String(await showDescription(contextIn(language), 'Depth of each sea.'));
    expect(await shown('ar')).toBe('<bdi lang="en">Depth of each sea.</bdi>');
    expect(await shown('en')).toBe('Depth of each sea.');
  });
});

describe('licence, citation and contact', () => {
  it('are CC BY 4.0 and none until the installation sets others', () => {
    expect(publisherOf(null, null)).toEqual({
      contact: null,
      licence: { name: 'CC BY 4.0', url: 'https://creativecommons.org/licenses/by/4.0/' },
    });
    const own = publisherOf('plan@example.org', 'Open Licence 2.0');
    expect(own).toEqual({ contact: 'plan@example.org', licence: { name: 'Open Licence 2.0', url: null } });
  });

  it('name the release and its date, and that it is illustrative, in each language', () => {
    for (const { code } of texts.languages) {
      const { citation } = metadataOf(texts, code, release, publisherOf(null, null));
      for (const part of [release.id, '2026-04-01']) expect(citation).toContain(part);
      // The cycle, apart from the date.
      expect(citation).toMatch(/2026(?!-)/);
      expect(citation).toMatch(/illustrati|ilustrativ|условн|示例|توضيح/iu);
    }
  });

  it('are in the files that describe the release', () => {
    const own = publisherOf('plan@example.org', null);
    const described = JSON.parse(dataPackage(texts, release, own));
    expect(described).toMatchObject({
      illustrative: true,
      licenses: [{ name: 'CC BY 4.0', path: 'https://creativecommons.org/licenses/by/4.0/' }],
      contributors: [{ title: 'plan@example.org', role: 'contact' }],
    });
    const scores = described.resources.find(({ name }: { name: string }) => name === 'scores');
    expect(scores.hash).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(scores.schema.fields.map(({ name }: { name: string }) => name)).toContain('score');
    const text = readMe(texts, release, own);
    for (const part of ['CC BY 4.0', 'plan@example.org', release.id, 'Illustrative data']) expect(text).toContain(part);
  });
});
