import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { releasesOf, type ServedSite, serve } from '../../../src/http/index.ts';
import { showComparison } from '../../../src/http/site/releases/comparison.ts';
import { openComparisons } from '../../../src/http/site/releases/comparisons.ts';
import { loadTexts } from '../../../src/i18n/index.ts';
import { buildRelease, type Edition } from '../../../src/release/index.ts';
import { cycles, folder as kept, openStore, type Store } from '../../../src/state/index.ts';
import { maps } from '../../dashboard/marts.ts';
import { root } from '../../journeys/published.ts';
import { asSecretariat } from '../../people.ts';
import { smallContent } from '../../release/content.ts';
import { frozenCycle, inputsOf, type Returned } from '../../release/frozen.ts';
import { publishBuilt } from '../../release/published.ts';
import { full, now } from '../../release/world.ts';

const content = smallContent();
const folder = mkdtempSync(join(tmpdir(), 'releases-'));
let store: Store;
let served: ServedSite;
let ids: { first: string; corrected: string; restricted: string };

/** C03 and C04 corrected in XAA; an answer that is not listed in XAE; XAB no longer included; XAH for the first time. */
const later: Record<string, Returned> = {
  ...Object.fromEntries(Object.entries(now).filter(([country]) => country !== 'XAB')),
  XAA: { answers: { ...full, C01: 3, C04: '-' } },
  XAE: { answers: { ...full, C01: 5, C06: 'Told to nobody' }, publication: { C: 'scores_only' } },
  XAH: { answers: full },
};

beforeAll(async () => {
  store = await openStore({ databaseUrl: null, folder });
  const { cycle } = frozenCycle(content.root, 'preparedness', '2026', now);
  await store.transaction(async (tx) => {
    await kept.make(tx, { kind: 'illustrative', at: cycle.openedAt });
    await cycles.open(tx, cycle);
  });
  ids = {
    restricted: await publish(now, '2026-03-01T09:00:00.000Z', 'restricted'),
    first: await publish(now, '2026-04-01T09:00:00.000Z'),
    corrected: '',
  };
  served = await serve({
    contentRoot: root,
    host: '127.0.0.1',
    port: 0,
    texts: loadTexts(root),
    maps,
    releases: releasesOf(store),
    report: (error) => {
      throw error;
    },
  });
  served.site.close();
});
afterAll(async () => {
  await served.close();
  await store.close();
  content.remove();
  rmSync(folder, { recursive: true });
});

async function publish(returned: Record<string, Returned>, at: string, edition: Edition = 'public'): Promise<string> {
  const frozen = frozenCycle(content.root, 'preparedness', '2026', returned, ['XAA', 'XAB', 'XAH']);
  const release = await buildRelease({
    contentRoot: content.root,
    inputs: inputsOf(content.root, [frozen], { edition }),
  });
  await publishBuilt({ store, release, person: asSecretariat, at });
  return release.manifest.release;
}

async function correct(): Promise<void> {
  ids.corrected ||= await publish(later, '2026-05-01T09:30:00.000Z');
  await served.refresh();
}

const page = async (path: string) => {
  const reply = await fetch(new URL(path, served.address));
  return { status: reply.status, text: await reply.text(), reply };
};
const compared = (more = '') => `en/releases/${ids.first}/compare/${ids.corrected}${more}`;
const about = (text: string, country: string) =>
  text.split(`id="${country}"`)[1]!.split('<details class="unfolds"')[0]!;

describe('the list of releases', () => {
  it('of a cycle with one release states when a second one is published', async () => {
    const { status, text } = await page('en/releases');
    expect(status).toBe(200);
    expect(text).toContain(ids.first);
    expect(text).toContain('The 2026 cycle has only one release so far');
    expect(text).not.toContain('/compare/');
    // People read the names of cycles; their codes are for addresses.
    expect(text.replaceAll(/<[^>]*>/g, ' ')).not.toContain('preparedness-2026');
  });

  it('links each release to its changes and files, and is linked from the data page', async () => {
    await correct();
    const { text } = await page('en/releases');
    expect(text.indexOf(ids.corrected)).toBeLessThan(text.indexOf(ids.first));
    expect(text).toContain(`en/releases/${ids.first}/compare/${ids.corrected}"`);
    expect(text).toContain('1 May 2026, 09:30 UTC');
    expect(text).not.toContain('has only one release so far');
    expect((await page(`data/${ids.corrected}/scores.csv`)).status).toBe(200);
    expect((await page('en/data')).text).toContain('href="../en/releases"');
  });

  it('is filtered by instrument and cycle, where there are several', async () => {
    await correct();
    const { text } = await page('en/releases?cycle=preparedness-2026');
    expect(text).toContain('The page shows 2 releases: Preparedness for health emergencies, 2026.');
    expect((await page('en/releases?cycle=preparedness-1900')).status).toBe(404);
  });

  it('is put in order by its columns, and keeps the order in the form', async () => {
    await correct();
    const at = (text: string) => [ids.corrected, ids.first].map((id) => text.indexOf(`id="r-${id}"`));
    const [late, early] = at((await page('en/releases?sort=releases.published')).text);
    expect(late).toBeGreaterThan(early!);
    const { text } = await page('en/releases?cycle=preparedness-2026&sort=-releases.published');
    const [first, second] = at(text);
    expect(first).toBeLessThan(second!);
    expect(text).toContain('<input type="hidden" name="sort" value="-releases.published">');
    expect(text).toMatch(
      /<th scope="col" class="as-text" aria-sort="descending"><a href="[^"]*releases\?cycle=preparedness-2026&amp;sort=releases\.published#preparedness"/,
    );
    for (const unknown of ['releases.files', 'zzz.country', 'releases.'])
      expect((await page(`en/releases?sort=${unknown}`)).status).toBe(404);
  });

  it('lists only public releases', async () => {
    expect((await page('en/releases')).text).not.toContain(ids.restricted);
    expect((await page(`en/releases/${ids.restricted}/compare/${ids.first}`)).status).toBe(404);
    expect((await page(`data/${ids.restricted}/scores.csv`)).status).toBe(404);
  });
});

it('two releases are compared again after one was withdrawn, or published a second time', async () => {
  const line = { cycle: 'preparedness-2026', instrument: 'preparedness', illustrative: true };
  const counts = { countries: 1, invited: 1, answers: 1 };
  let published = '2026-04-01T09:00:00.000Z';
  let opened = 0;
  const { compare } = openComparisons({
    latestIds: async () => [],
    list: async () => ['first', 'second'].map((id) => ({ id, ...line, ...counts, published })),
    open: async () => {
      opened += 1;
      return null;
    },
  });
  expect(await compare('first', 'second')).toBeNull();
  expect(opened).toBe(2);
  await compare('first', 'second');
  published = '2026-04-02T09:00:00.000Z';
  await compare('first', 'second');
  expect(opened).toBe(6);
});

describe('two releases compared on a page', () => {
  beforeAll(correct);

  it('show each figure before and after, the difference, and the answer that caused it', async () => {
    const { status, text } = await page(compared());
    expect(status).toBe(200);
    const of = about(text, 'XAA');
    expect(of).toMatch(/figure\/XAA\/SRV\.BASE"/);
    expect(of).toMatch(/50\.00<\/td>.*<td class="as-number"[^>]*>[+−]\d/s);
    expect(of).toContain('href="#a-XAA-');
    expect(of).toContain('Not released');
    expect(text).toContain('band-illustrative');
  });

  it('are filtered by name and kind of change, and the files follow', async () => {
    const all = (await page(compared())).text;
    expect(all).toContain('<form class="filter"');
    const gone = (await page(compared('?change=gone'))).text;
    expect(gone).toMatch(/filter-says">The page shows one country with a change: No longer included/);
    expect([gone.includes('id="XAB"'), gone.includes('id="XAA"')]).toEqual([true, false]);
    const [, file] = /href="([^"]+figures\.csv\?change=gone)"/.exec(gone)!;
    const rows = (await page(`en/releases/${ids.first}/compare/${file}`)).text.trim().split(/\r?\n/).slice(1);
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(row.split(',')[3]).toBe('XAB');
    expect((await page(compared('?search=zzz'))).text).toContain('No country with a change matches this selection');
    expect((await page(compared('?change=zzz'))).status).toBe(404);
  });

  it('are put in order by every column of every table', async () => {
    const { text } = await page(compared());
    const orders = [...text.matchAll(/<th scope="col"[^>]*>(<a href="[^"]*[?&;]sort=(-?[\w.]+)#)?/g)];
    expect(orders.every(([, link]) => link !== undefined)).toBe(true);
    const named = [...new Set(orders.map(([, , order]) => order!.replace('-', '')))];
    expect(named.toSorted()).toEqual([
      ...['after', 'before', 'cell', 'change', 'feeds', 'question'].map((column) => `answers.${column}`),
      ...['answers', 'country', 'figures', 'most', 'standing'].map((column) => `countries.${column}`),
      ...['after', 'before', 'cause', 'difference', 'figure'].map((column) => `figures.${column}`),
    ]);
    const countriesIn = (html: string) =>
      [
        ...html
          .split('id="countries"')[1]!
          .split('</table>')[0]!
          .matchAll(/href="#(\w+)">/g),
      ].map(([, code]) => code);
    for (const order of named)
      for (const sign of ['', '-']) expect((await page(compared(`?sort=${sign}${order}`))).status).toBe(200);
    const rising = countriesIn((await page(compared('?sort=countries.country'))).text);
    const falling = countriesIn((await page(compared('?sort=-countries.country'))).text);
    expect(rising.length).toBeGreaterThan(2);
    expect(falling).toEqual(rising.toReversed());
    const differences = [
      ...about((await page(compared('?sort=-figures.difference'))).text, 'XAA').matchAll(
        /data-title="Difference">([+−]?[\d.]+)</g,
      ),
    ].map(([, shown]) => Number(shown!.replace('−', '-')));
    expect(differences.length).toBeGreaterThan(1);
    expect(differences).toEqual(differences.toSorted((a, b) => b - a));
    // The page of one country has the same orders; the files of the page are in the order of the release.
    expect((await page(compared('/XAA?sort=-answers.question'))).text).toContain('aria-sort="descending"');
    expect((await page(compared('?sort=-countries.country'))).text).toMatch(/figures\.csv"/);
    expect((await page(compared('?sort=countries.nothing'))).status).toBe(404);
  });

  it('link each figure to its page', async () => {
    const [, address] = /href="(?:\.\.\/)+(en\/figure\/XAA\/[^"]+)"/.exec((await page(compared())).text)!;
    expect((await page(address!)).status).toBe(200);
  });

  it('state which country is included for the first time, and which is no longer included', async () => {
    const { text } = await page(compared());
    expect(text).toContain('One country is included for the first time');
    expect(text).toContain('One country is no longer included');
    expect(about(text, 'XAH')).toContain('<td class="as-number" data-title="Before">none</td>');
    expect(about(text, 'XAB')).toContain('<td class="as-number" data-title="After">none</td>');
  });

  it('show nothing of an unlisted answer, except that one may have changed the figure', async () => {
    const { text } = await page(compared());
    const of = about(text, 'XAE');
    expect(of).toContain('answers that are not listed');
    expect(of).toContain('No listed answer changed.');
    const csv = (await page(compared('/answers.csv'))).text;
    expect(csv).not.toMatch(/,XAE,/);
    for (const one of [text, csv]) expect(one).not.toMatch(/Told to nobody|Kept between us/);
  });

  it('have CSV files of figures and answers that are marked as illustrative', async () => {
    const { reply, text } = await page(compared('/figures.csv'));
    expect(reply.headers.get('content-type')).toContain('text/csv');
    expect(reply.headers.get('content-disposition')).toContain(
      `illustrative-${ids.first}-${ids.corrected}-figures.csv`,
    );
    expect(text).toMatch(/preparedness-2026,XAA,.*,SRV\.BASE,.*,answers,true/);
    expect((await page(compared('/answers.csv'))).text).toMatch(/,XAA,.*,C04,.*,answered,1,not_released,not_released,/);
  });

  it('have a page only for each country that changed', async () => {
    expect((await page(compared('/XAA'))).text).toContain('SRV.BASE');
    expect((await page(compared('/XAC'))).status).toBe(404);
  });

  it('can be selected in the form of the list, in each language, except unknown releases', async () => {
    const asked = await page(`fr/releases/compare?from=${ids.first}&to=${ids.corrected}`);
    expect(asked.reply.url).toContain(`fr/releases/${ids.first}/compare/${ids.corrected}`);
    expect(asked.text).toContain('Ce qui a changé');
    for (const path of [`en/releases/${ids.first}/compare/ffffffffffff`, 'en/releases/compare?from=..&to=%2F%2Fx']) {
      expect((await page(path)).status).toBe(404);
    }
  });

  it('with more changes than a page can show link to a page for each country', async () => {
    const texts = loadTexts(root);
    const comparison = (await openComparisons(releasesOf(store)).compare(ids.first, ids.corrected))!;
    const [change] = comparison.countries.filter(({ kind }) => kind === 'changed');
    const scores = Array.from({ length: 1_501 }, () => change!.scores[0]!);
    const of = { ...comparison, countries: [{ ...change!, scores }] };
    const context = { ...served.site.context('en', 'releases'), texts };
    const text = String(await showComparison(context, of, null, 'base'));
    expect(text).toContain(`href="base/${change!.country}"`);
    expect(text).not.toContain('<details class="unfolds"');
  });

  it('that are identical state so', async () => {
    const { text } = await page(`en/releases/${ids.first}/compare/${ids.first}`);
    expect(text).toContain('These two releases are identical.');
  });
});
