import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReleaseView } from '../../../src/dashboard/index.ts';
import { byteOrderMark, csvOf } from '../../../src/domain/index.ts';
import { lineOf, type PublishedRelease, type ServedSite, serve } from '../../../src/http/index.ts';
import { openNarrowed } from '../../../src/http/site/prepared/narrowed.ts';
import type { PagePlace, ShownRelease } from '../../../src/http/site/prepared/shown.ts';
import { loadTexts } from '../../../src/i18n/index.ts';
import { maps, releaseOfBothWorlds } from '../../dashboard/marts.ts';
import { published, root } from '../../journeys/published.ts';

const view = releaseOfBothWorlds as ReleaseView;
const shown: PublishedRelease = {
  ...published,
  ...view,
  file: (path) => {
    const mart = /^marts\/(\w+)\.csv$/.exec(path)?.[1];
    if (mart === undefined || !view.marts.includes(mart)) return null;
    const rows = view.rows(mart);
    const columns = Object.keys(rows[0] ?? {});
    const cells = rows.map((row) => columns.map((column) => (row[column] == null ? null : String(row[column]))));
    return Buffer.from(csvOf([columns, ...cells]).slice(byteOrderMark.length));
  },
};
const next: PublishedRelease = { ...shown, id: 'r-later' };
const list = [shown];
let version = 0;
let site: ServedSite;

beforeAll(async () => {
  site = await serve({
    contentRoot: root,
    host: '127.0.0.1',
    port: 0,
    texts: loadTexts(root),
    maps,
    releases: {
      latestIds: async () => [list[0]!.id],
      open: async (id) => [shown, next].find((release) => release.id === id) ?? null,
      list: async () => list.map(lineOf),
      version: () => version,
    },
    report: (error) => {
      throw error;
    },
  });
  await site.site.drawn();
});
afterAll(() => site.close());

describe('a page of an earlier cycle', () => {
  it('states that cycle and its number of countries in the header', async () => {
    const factsOf = async (path: string) => {
      const text = await (await fetch(new URL(path, site.address))).text();
      return ['cycle', 'reported'].map(
        (name) => new RegExp(`fact-${name}"><span class="name">[^<]+</span> ([^<]+)<`).exec(text)?.[1],
      );
    };
    expect(await factsOf('en/world')).toEqual(['2026', '10 of 12']);
    expect(await factsOf('en/world?cycle=cybercrime-2024')).toEqual(['2024', '9 of 12']);
  });
});

describe('a page filtered by its address', () => {
  it('shows the matching countries, keeps the treaty, and links to the other language and to the unfiltered page', async () => {
    const text = await page('en/treaties/CETS-185?region=150');
    expect(text).toContain('The page shows 2 countries and territories: Europe.');
    expect(text).toContain('<option value="150" selected>Europe</option>');
    expect(text).toContain('href="../../fr/treaties/CETS-185?region=150"');
    expect(text).toContain('<a href="../../en/treaties/CETS-185">Show all countries</a>');
    expect(text).toContain('href="../../en/treaties/CETS-189?region=150"');
    const form = /<form class="filter[^>]*>/.exec(text)![0];
    expect(form).toContain('method="get" action="../../en/treaties/CETS-185"');
    const table = text.slice(text.indexOf('id="states"'));
    for (const country of ['GHA', 'BRA', 'JPN', 'MUS']) expect(table).not.toContain(`id="${country}"`);
  });

  it('does not change the unfiltered page, which stays prepared', async () => {
    const whole = await page('fr/treaties');
    expect(whole).toContain('La page affiche les 6 pays et territoires.');
    const some = await page('fr/treaties?group=coe');
    expect(some).toContain('La page affiche 2 pays et territoires\u00a0: Membres du Conseil de l’Europe.');
    expect(await page('fr/treaties')).toBe(whole);
    expect(await page('fr/treaties?utm_source=x')).toBe(whole);
    expect((await ask('fr/treaties?group=coe')).headers.get('etag')).not.toBe(
      (await ask('fr/treaties')).headers.get('etag'),
    );
  });

  it.each([
    ['en/treaties?region=150&group=', 'treaties?region=150'],
    ['en/treaties?region=&group=', 'treaties'],
    ['en/treaties/CETS-185?group=coe&region=150', 'CETS-185?region=150&group=coe'],
    ['en/treaties?utm_source=x&region=002', 'treaties?region=002'],
    // A page shows the cycle of its release anyway.
    ['en/world?cycle=cybercrime-2026', 'world'],
  ])('%s, as a form or a user writes it, redirects to the canonical address', async (path, to) => {
    const reply = await ask(path);
    expect([reply.status, reply.headers.get('location')]).toEqual([302, to]);
    const there = await fetch(new URL(to, `${site.address}${path}`));
    expect([there.status, there.redirected]).toEqual([200, false]);
  });

  it.each([
    'en/treaties?region=999',
    'fr/treaties?region=XNR',
    'en/treaties?region=%3Cscript%3Ealert(1)%3C/script%3E',
    'en/treaties?region=150&region=002',
    'en/treaties/CETS-185?group=coe%20eu',
    'picture/r-0123456789ab/en/treaties/map.svg?region=999',
    'live/r-0123456789ab/en/treaties/map.json?group=x',
  ])('%s is not found, and its values are not repeated on the page', async (path) => {
    const reply = await ask(path);
    expect(reply.status).toBe(404);
    const text = await reply.text();
    expect(text).toMatch(/cannot show that selection|ne peut pas afficher cette sélection/);
    expect(text).not.toMatch(/<script>alert|999|XNR/);
    const back = path.replace(/\?.*/, '');
    if (/^(en|fr)\//.test(path)) expect(text).toContain(`href="${'../'.repeat(back.split('/').length - 1)}${back}"`);
  });

  it('with other letter case or an extra slash redirects to its address, with the selection', async () => {
    const reply = await ask('EN/Treaties/?region=150');
    expect([reply.status, reply.headers.get('location')]).toEqual([308, '../../en/treaties?region=150']);
  });

  it('has images and dataflows of the same countries, which state the selection', async () => {
    const text = await page('en/treaties/CETS-185?region=150');
    const [, picture] = /href="\.\.\/\.\.\/(release\/[^"]*map\.svg\?region=150)"/.exec(text)!;
    const reply = await ask(picture!);
    expect(reply.headers.get('content-disposition')).toContain('-treaties-CETS-185-map-150.svg');
    const svg = await reply.text();
    expect(svg).toContain('Selection: Europe');
    expect(svg.match(/outside the selection/g)!.length).toBeGreaterThanOrEqual(4);
    const whole = await page(picture!.replace(/\?.*/, ''));
    expect(whole).not.toMatch(/outside the selection|Selection:/i);
    const [, live] = /data-live="\.\.\/\.\.\/(live\/[^"]*map\.json\?region=150)"/.exec(text)!;
    const { datasets } = JSON.parse(await page(live!)) as { datasets: Record<string, { standing: string }[]> };
    expect(datasets.shapes!.filter(({ standing }) => standing === 'outside').length).toBe(4);
  });

  it('has files of the countries shown, with the selection in every row, and files of all countries', async () => {
    const text = await page('en/treaties/CETS-185?region=150');
    const links = [...text.matchAll(/href="\.\.\/\.\.\/(data\/[^"]*\.csv[^"]*)" download>([^<]*)</g)].map(
      ([, href, says]) => ({ href: href!.replaceAll('&amp;', '&'), says: says! }),
    );
    const ofShown = links.filter(({ href }) => href.includes('page=en/treaties/CETS-185&region=150'));
    expect(ofShown.length).toBeGreaterThan(0);
    expect(ofShown.every(({ says }) => says.endsWith(', countries shown'))).toBe(true);
    const status = ofShown.find(({ href }) => href.includes('/treaty_status.csv'))!;
    expect(links).toContainEqual({
      href: status.href.replace('&page=en/treaties/CETS-185&region=150', ''),
      says: 'Download data (CSV): treaty_status, all countries',
    });
    const reply = await ask(status.href);
    expect(reply.headers.get('content-disposition')).toContain('-treaty_status-150.csv');
    const rows: Record<string, string>[] = parse(await reply.text(), { bom: true, columns: true });
    expect(rows.length).toBeGreaterThan(0);
    expect(new Set(rows.map(({ selection }) => selection))).toEqual(new Set(['en/treaties/CETS-185?region=150']));
    const regions = new Map(view.rows('countries').map((row) => [row.country, row.region]));
    expect(new Set(rows.map(({ country }) => regions.get(country!)))).toEqual(new Set(['150']));
    const expected = view.rows('treaty_status').filter(({ country }) => regions.get(country as string) === '150');
    expect(rows.length).toBe(expected.length);
  });

  it.each([
    'treaty_status.csv?page=en/treaties&region=999',
    'treaty_status.csv?page=en/data&region=150',
    'treaty_status.csv?page=en/treaties',
    'treaty_status.parquet?page=en/treaties&region=150',
    'treaties.csv?page=en/treaties&region=150',
  ])('never serves another file instead of one that it does not have: %s', async (file) => {
    expect((await ask(`data/r-0123456789ab/${file}`)).status).toBe(404);
  });

  it('without a matching country states so and links back', async () => {
    const text = await page('en/treaties?region=019&group=eu');
    expect(text).toContain('No country or territory matches this selection: Americas · European Union members.');
    expect(text).toContain('>Show all countries</a>');
    expect(text).not.toContain('<svg class="chart');
  });

  it('shows the current release: a later one replaces it at once', async () => {
    expect(await page('en/treaties?region=142')).toContain('r-0123456789ab');
    list[0] = next;
    version += 1;
    const later = await page('en/treaties?region=142');
    expect(later).toContain('r-later');
    expect(later).not.toContain('r-0123456789ab');
  });
});

describe('pages that are drawn on request', () => {
  const place = {} as PagePlace;
  const of = {} as ShownRelease;

  it('are drawn once for all requests, and the most recent ones are cached', async () => {
    let drawn = 0;
    const pages = openNarrowed(async () => ({ nth: ++drawn }) as never, { most: 2 });
    await Promise.all(['a', 'a', 'b'].map((address) => pages.page(of, address, place)));
    expect(drawn).toBe(2);
    await pages.page(of, 'a', place);
    await pages.page(of, 'c', place);
    await pages.page(of, 'a', place);
    expect(drawn).toBe(3);
    await pages.page(of, 'b', place);
    expect(drawn).toBe(4);
  });

  it('are refused when too many requests wait, and drawn again after a failure', async () => {
    const waiting: ((error: Error) => void)[] = [];
    const pages = openNarrowed(() => new Promise((_, fail) => waiting.push(fail)), { queue: 1 });
    const first = pages.page(of, 'a', place);
    await expect(pages.page(of, 'b', place)).rejects.toMatchObject({ code: 'pages_busy' });
    waiting[0]!(new Error('no'));
    await expect(first).rejects.toThrow('no');
    void pages.page(of, 'a', place).catch(() => {});
    expect(waiting.length).toBe(2);
  });
});

const ask = (path: string) => fetch(`${site.address}${path}`, { redirect: 'manual', headers: { accept: 'text/html' } });
const page = async (path: string) => (await ask(path)).text();
