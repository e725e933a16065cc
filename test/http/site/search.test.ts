/** The search over all pages: every page is found by its name, in every language, without a script. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ServedSite } from '../../../src/http/index.ts';
import { findPages } from '../../../src/http/site/search/found.ts';
import { loadTexts } from '../../../src/i18n/index.ts';
import { dashboards } from '../../dashboard/bound.ts';
import { root, serveTypedIn } from '../../journeys/published.ts';

const texts = loadTexts(root);
let served: ServedSite;
beforeAll(async () => {
  served = await serveTypedIn();
});
afterAll(() => served.close());

const ask = async (path: string) => {
  const reply = await fetch(new URL(path, served.address));
  return { status: reply.status, html: await reply.text(), reply };
};
const found = (html: string) =>
  [...(html.split('id="found"')[1] ?? '').matchAll(/<li><a href="([^"]+)">([^<]+)<\/a>/g)].map(([, href, text]) => ({
    href: href!,
    text: text!,
  }));

describe('the search over all pages', () => {
  it('finds a country by a part of its name, on each page of its own, whatever its accents and capitals', async () => {
    const { html, status } = await ask('en/search?q=CÓRVEN');
    expect(status).toBe(200);
    const links = found(html);
    expect(links.map(({ text }) => text)).toContain('Corvenia');
    expect(links.some(({ href }) => /en\/country\/XAC$/.test(href))).toBe(true);
    for (const { href } of links)
      expect((await ask(new URL(href, `${served.address}en/search`).pathname)).status).toBe(200);
  });

  it.each(texts.languages.map(({ code }) => [code]))(
    'finds the first page of every dashboard by its name in "%s"',
    async (code) => {
      for (const { name } of dashboards.all) {
        const title = texts.say(code, `dashboards.${name}.nav`);
        const { html } = await ask(`${code}/search?q=${encodeURIComponent(title)}`);
        expect(
          found(html).some(({ href }) => new RegExp(`${code}/${name}$`).test(href)),
          `${name}: ${title}`,
        ).toBe(true);
      }
    },
  );

  it('finds every page of every choice by its name', () => {
    const site = served.site;
    for (const group of site.named('fr').slice(1))
      for (const { path, text } of group.pages) {
        const pages = findPages(
          [{ ...group, pages: group.pages.filter((one) => one.path === path) }],
          text.toLowerCase(),
          'fr',
        );
        expect(pages[0]?.pages[0]?.path).toBe(path);
      }
    const paths = site.named('fr').flatMap(({ pages }) => pages.map(({ path }) => path));
    for (const kind of ['country/', 'region/', 'area/', 'world/', 'treaties/', 'method/', 'projects?search='])
      expect(
        paths.some((path) => path.startsWith(kind)),
        kind,
      ).toBe(true);
  });

  it('reports how many there are, lists the first ones, and says what to do if there is none', async () => {
    const many = {
      title: 'Countries',
      instrument: '',
      pages: Array.from({ length: 30 }, (_, at) => ({ path: `c/${at}`, text: `Land ${at}` })),
    };
    const [group] = findPages([many], 'land', 'en');
    expect([group!.count, group!.pages.length]).toEqual([30, 12]);
    expect(findPages([many], '2 land', 'en')[0]!.count).toBe(12);
    const { html } = await ask('en/search?q=zzz');
    expect(html).toContain('Nothing found for “zzz”');
    expect(html).toContain('No name contains all of these words.');
    expect((await ask('en/search')).html).not.toContain('id="found"');
  });

  it('writes what was searched for as text, at most sixty characters, and keeps it in the links to other languages', async () => {
    const { html } = await ask(`en/search?q=${encodeURIComponent('"><b>x</b>')}`);
    expect(html).not.toContain('<b>x</b>');
    expect(html).toContain('href="../fr/search?q=%22%3E%3Cb%3Ex%3C%2Fb%3E"');
    expect((await ask(`en/search?q=${'a'.repeat(5000)}`)).html).not.toContain('a'.repeat(61));
  });
});
