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
type Found = { name: string; links: { href: string; text: string }[] };
const linksOf = (html: string) =>
  [...html.matchAll(/<a href="([^"]+)">([^<]+)<\/a>/g)].map(([, href, text]) => ({ href: href!, text: text! }));
/** The names of a result, each with its links. */
const found = (html: string): Found[] =>
  [
    ...(html.split('id="found"')[1] ?? '').matchAll(
      /<li><b>(?<name>[^<]+)<\/b>(?: <small[^>]*>[^<]*<\/small>)?<ul>(?<several>.*?)<\/ul><\/li>|<li>(?<one><a href="[^"]+">[^<]+<\/a>)/gs,
    ),
  ].map(({ groups: { name, several, one } = {} }) => {
    const links = linksOf(several ?? one!);
    return { name: name ?? links[0]!.text, links };
  });
const allLinks = (html: string) => found(html).flatMap(({ links }) => links);

describe('the search over all pages', () => {
  it('finds a country by a part of its name, on each page of its own, whatever its accents and capitals', async () => {
    const { html, status } = await ask('en/search?q=CÓRVEN');
    expect(status).toBe(200);
    // A name is listed once, with all of its pages.
    expect(found(html).map(({ name }) => name)).toEqual(['Corvenia']);
    const links = allLinks(html);
    expect(links.map(({ text }) => text)).toEqual(['Countries', 'Donor profile', 'Steps to the target']);
    expect(links.some(({ href }) => /en\/country\/XAC$/.test(href))).toBe(true);
    expect(new Set(links.map(({ href }) => href)).size).toBe(links.length);
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
          allLinks(html).some(({ href }) => new RegExp(`${code}/${name}$`).test(href)),
          `${name}: ${title}`,
        ).toBe(true);
      }
    },
  );

  it('finds every page of every choice by its name', () => {
    const site = served.site;
    for (const group of site.named('fr').slice(1))
      for (const { path, text } of group.pages) {
        const { names } = findPages(
          [{ ...group, pages: group.pages.filter((one) => one.path === path) }],
          text.toLowerCase(),
          'fr',
        );
        expect(names[0]?.pages[0]?.path).toBe(path);
      }
    const paths = site.named('fr').flatMap(({ pages }) => pages.map(({ path }) => path));
    for (const kind of ['country/', 'region/', 'area/', 'world/', 'treaties/', 'method/', 'projects?search='])
      expect(
        paths.some((path) => path.startsWith(kind)),
        kind,
      ).toBe(true);
  });

  it.each([
    ['en', 'xac', 'country/XAC', 'XAC'],
    ['fr', 'CAP.SUB', 'method/CAP.SUB', 'CAP.SUB'],
    ['ar', 'cap sub', 'world/CAP.SUB', 'CAP.SUB'],
    ['fr', 'cets185', 'treaties/CETS-185', 'CETS 185'],
  ])('finds in "%s" what has the code "%s", and states it', async (code, text, path, stated) => {
    const result = (await ask(`${code}/search?q=${encodeURIComponent(text)}`)).html;
    expect(allLinks(result).map(({ href }) => href)).toContain(`../${code}/${path}`);
    expect(/<small class="under">([^<]+)<\/small>/.exec(result)![1]!.replaceAll('\u00a0', ' ')).toContain(stated);
  });

  it('finds a question by its name and by its code, on the page that shows it alone', async () => {
    const questions = served.site.named('en').flatMap(({ pages }) => pages.filter((one) => /^method\?/.test(one.path)));
    expect(questions.length).toBeGreaterThan(5);
    const { code, text, path } = questions[3]!;
    for (const sought of [code!, code!.toLowerCase(), text]) {
      const result = (await ask(`en/search?q=${encodeURIComponent(sought)}`)).html;
      expect(allLinks(result).map(({ href }) => href)).toContain(`../en/${path}`);
      expect(result).toMatch(new RegExp(`<small class="under">[^<]*${code}`));
    }
    const { html } = await ask(`en/method?search=${code}`);
    expect(html).toContain('The page shows one question');
    expect(html).toContain(text);
  });

  it('takes no part of a code for a code', () => {
    const pages = [{ path: 'a', text: 'Land', code: 'XAC' }];
    const group = { title: 'Countries', instrument: '', pages };
    expect(findPages([group], 'XA', 'en').count).toBe(0);
    expect(findPages([group], '-', 'en').count).toBe(0);
  });

  it('reports how many there are, lists the first ones, and says what to do if there is none', async () => {
    const many = {
      title: 'Countries',
      instrument: '',
      pages: Array.from({ length: 50 }, (_, at) => ({ path: `c/${at}`, text: `Land ${at}` })),
    };
    const { names, count } = findPages([many], 'land', 'en');
    expect([count, names.length]).toEqual([50, 40]);
    expect(findPages([many], '2 land', 'en').count).toBe(14);
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

  it('names each page of a name, and what distinguishes pages of one name', () => {
    const group = (title: string, instrument: string, ...pages: { path: string; text: string; within?: string }[]) => ({
      title,
      instrument,
      pages,
    });
    const groups = [
      group('Countries', 'First', { path: 'a', text: 'Land' }),
      group('Countries', 'Second', { path: 'b', text: 'Land' }, { path: 'c', text: 'New land', within: 'Old' }),
    ];
    expect(findPages(groups, 'land', 'en').names).toEqual([
      {
        text: 'Land',
        pages: [
          { path: 'a', of: ['Countries', 'First'] },
          { path: 'b', of: ['Countries', 'Second'] },
        ],
      },
      { text: 'New land', pages: [{ path: 'c', of: ['Countries', 'Second', 'Old'] }] },
    ]);
  });

  it.each([
    ['en', 'budapest', '(Budapest Convention)'],
    ['fr', 'lanzarote', '(Convention de Lanzarote)'],
  ])('finds a treaty by its usual name in "%s"', async (code, text, name) => {
    const [first] = found((await ask(`${code}/search?q=${encodeURIComponent(text)}`)).html);
    expect(first!.name).toContain(name);
    expect(first!.links[0]!.href).toMatch(/treaties\/CETS-(185|201)$/);
  });

  it('is offered on every page but its own, as a form that needs no script', async () => {
    for (const path of ['en/overview', 'fr/country/XAC', 'ar/treaties/CETS-185', 'en/releases', 'zh/no-such-page']) {
      const html = await (await fetch(new URL(path, served.address), { headers: { accept: 'text/html' } })).text();
      const language = path.slice(0, 2);
      const [, action] = /<form role="search" method="get" action="([^"]+)"><input type="search" name="q"/.exec(html)!;
      expect(new URL(action!, new URL(path, served.address)).pathname).toBe(`/${language}/search`);
    }
    expect((await ask('en/search')).html.match(/role="search"/g)).toHaveLength(1);
  });
});
