/**
 * A first-time visitor answers the questions of a programme officer from the pages, without a script, and downloads
 * files.
 */
import { readFile } from 'node:fs/promises';
import ExcelJS from 'exceljs';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { DatasetRow } from '../../../src/dashboard/index.ts';
import type { ServedSite } from '../../../src/http/index.ts';
import { label } from '../../dashboard/marts/world.ts';
import { releaseOfBothWorlds } from '../../dashboard/marts.ts';
import { openBrowser } from '../browser.ts';
import { published, serveTypedIn } from '../published.ts';

let served: ServedSite;
let browser: Browser;
let context: BrowserContext;
let page: Page;

/** Makes the two States of Africa eligible for official development assistance. */
const withEligible = (mart: string): readonly DatasetRow[] => {
  const rows = releaseOfBothWorlds.rows(mart);
  if (mart === 'labels') return [...rows, ...label('group', 'oda', 'ODA-eligible', 'Éligibles à l’APD')];
  if (mart !== 'countries') return rows;
  return rows.map((row) => (row.region === '002' ? { ...row, groups: `${row.groups} oda`.trim() } : row));
};
const kept = new Map<string, readonly DatasetRow[]>();
const shown = {
  ...published,
  ...releaseOfBothWorlds,
  rows: (mart: string) => {
    if (!kept.has(mart)) kept.set(mart, withEligible(mart));
    return kept.get(mart)!;
  },
};

beforeAll(async () => {
  [served, browser] = await Promise.all([serveTypedIn(shown), openBrowser()]);
  context = await browser.newContext({ javaScriptEnabled: false, acceptDownloads: true });
  page = await context.newPage();
});
afterAll(async () => {
  await context.close();
  await served.close();
});

const area = 'training_judges';
/** The unmet needs of the region in this area, highest first, as in the mart. */
const expected = released('board')
  .filter((row) => row.region === 'XSR' && row.area === area && Number(row.need ?? 0) > 0)
  .toSorted((a, b) => Number(b.remaining) - Number(a.remaining));

describe('a first-time visitor with a budget, a region and a week', () => {
  it('finds the needs of a region in the training of judges from the home page, in order, with their certainty', async () => {
    await page.goto(`${served.address}en/overview`);
    const door = page.locator('.door', { hasText: 'Needs and support' });
    expect(await door.getByRole('link').first().textContent()).toBe('Needs and support by area');
    await door.getByRole('link', { name: 'Donor profile' }).click();
    await page.getByRole('checkbox', { name: 'Training judges' }).check();
    await page.getByRole('checkbox', { name: 'Southern Reach' }).check();
    await page.getByRole('button', { name: 'Show needs' }).click();
    expect(new URL(page.url()).search).toBe('?area=training_judges&region=XSR');
    const rows = page.locator('#ranking tbody tr');
    const names = await rows.locator('th').allTextContents();
    expect(names.map((name) => name.replace(/Southern Reach.*$/s, '').trim())).toEqual(expected.map(nameOf));
    expect(names.length).toBeGreaterThanOrEqual(3);
    for (let at = 0; at < 3; at += 1) {
      const text = (await rows.nth(at).textContent())!;
      expect(text).toMatch(/(Urgent|High|Medium|Low) priority, gap of \d+% to the target/);
      expect(text).toMatch(/\d+% of replications; rank interval \d+ to \d+/);
    }
  });

  it('comes from the needs of an area, counted for this area, to the certainty of their order with the same choices', async () => {
    const other = await context.newPage();
    await other.goto(`${served.address}en/board/${area}?region=XSR&unmet=yes`);
    const unmet = released('board').filter((row) => row.region === 'XSR' && row.area === area && row.unmet === true);
    const shownRows = await other.locator('#requests tbody tr').count();
    expect(shownRows).toBe(unmet.length);
    expect(await other.locator('.filter-says').textContent()).toMatch(
      unmet.length === 1
        ? /^The page shows one need of one country/
        : `The page shows ${unmet.length} needs, of ${unmet.length} countries`,
    );
    await other.locator('#order').getByRole('link', { name: 'Donor profile' }).click();
    expect(new URL(other.url()).search).toBe(`?area=${area}&region=XSR&unmet=yes`);
    expect(await other.getByRole('checkbox', { name: 'Southern Reach' }).isChecked()).toBe(true);
    // Every rank of a short list has its number.
    const ranks = await other.locator('#places .on-wide svg text').allTextContents();
    for (let rank = 1; rank <= Math.min(unmet.length, 5); rank += 1) expect(ranks).toContain(String(rank));
    await other.close();
  });

  it('reads who funds these and until when, with amounts in their own currency', async () => {
    const supported = released('board').filter(
      (row) => row.region === 'XSR' && row.area === area && Number(row.under_way) > 0,
    );
    expect(supported.length).toBeGreaterThan(0);
    const table = page.locator('#support tbody tr');
    expect(await table.count()).toBe(supported.length);
    for (const row of supported) {
      const text = (await table
        .filter({ hasText: nameOf(row) })
        .first()
        .textContent())!;
      expect(text).toMatch(/Meridian Fund|Harbour Bank/);
      expect(text).toMatch(/2029|31 March 2027/);
      expect(text).toMatch(/EUR (50,000|200,000)|[Nn]o amount given/);
    }
    // Each need without support is marked as such.
    for (const row of expected.filter(({ support_status: status }) => status === 'none'))
      expect(await page.locator('#ranking tbody tr', { hasText: nameOf(row) }).textContent()).toContain('None');
  });

  it('can filter for unmet needs, or reads that there is none', async () => {
    const address = page.url();
    await page.getByRole('checkbox', { name: 'Unmet needs only' }).check();
    await page.getByRole('button', { name: 'Show needs' }).click();
    const unmet = expected.filter((row) => row.unmet === true);
    if (unmet.length === 0) expect(await page.locator('.filter-says').textContent()).toContain('No need matches');
    else expect(await page.locator('#ranking tbody tr').count()).toBe(unmet.length);
    await page.goto(address);
  });

  it('opens the steps to the target for the first, and finds the peer that was named', async () => {
    const first = page.locator('#ranking tbody tr').first();
    const peer = /Peer: (\w+)/.exec((await first.textContent())!)?.[1];
    expect(peer).toBeDefined();
    await first.getByRole('link', { name: /Steps|Target reached|No score/ }).click();
    expect(new URL(page.url()).pathname).toBe(`/en/steps/${expected[0]!.country}`);
    expect(await page.locator('#steps').textContent()).toMatch(/Next step/);
    expect(await page.locator('#peers').textContent()).toContain(peer);
  });

  it('lists the ODA-eligible States of Africa that are not Party to a convention on a given day', async () => {
    await page.goto(`${served.address}en/treaties/CETS-185`);
    await page.getByLabel('Region').selectOption({ label: 'Africa' });
    await page.getByLabel('Group').selectOption({ label: 'ODA-eligible' });
    await page.getByLabel(/Party/).selectOption('not_party');
    await page.getByRole('button', { name: 'Show' }).click();
    expect(new URL(page.url()).search).toBe('?region=002&group=oda&party=not_party');
    const rows = page.locator('section', { hasText: 'States that are not Parties' }).locator('tbody tr', {
      hasText: 'Not a Party',
    });
    expect(await rows.allTextContents()).toEqual([expect.stringMatching(/^MUS.*9 October 2024$/s)]);
  });

  it('reads how two countries differ, and where the difference is uncertain', async () => {
    await page.goto(`${served.address}en/compare?with=XAC,XAD`);
    const text = (await page.locator('main').textContent())!;
    expect(text).toMatch(/distinguishable/i);
    expect(text).toContain('Corvenia');
  });

  it('gets a link, an image, a spreadsheet and a document that each state their source', async () => {
    const link = `${served.address}en/donor?area=training_judges&region=XSR`;
    await page.goto(link);
    expect(page.url()).toBe(link);
    const menu = page.locator('#places details.download');
    await menu.locator('summary').click();
    const take = async (from: typeof menu, name: string) => {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        from.getByRole('link', { name: `${name} – ` }).click(),
      ]);
      expect(download.suggestedFilename()).toMatch(/^illustrative-r-0123456789ab-donor-places/);
      return readFile(await download.path());
    };
    expect((await take(menu, 'Image (PNG)')).toString('latin1')).toContain('r-0123456789ab');
    expect((await take(menu, 'Document (PDF)')).toString('latin1')).toMatch(/^%PDF-1\.7/);
    const book = new ExcelJS.Workbook();
    await book.xlsx.load((await take(menu, 'Data of this chart (Excel)')).buffer as ArrayBuffer);
    const notes = book.worksheets.at(-1)!.getSheetValues().flat().map(String);
    expect(notes).toEqual(expect.arrayContaining(['Release', 'Source', 'Licence']));
    // Also the brief of the first country, on at most two pages.
    const brief = await fetch(`${served.address}release/r-0123456789ab/en/country/${expected[0]!.country}/brief.pdf`);
    expect(Buffer.from(await brief.arrayBuffer()).toString('latin1')).toMatch(/^%PDF-1\.7/);
  });
});

function released(mart: string): readonly DatasetRow[] {
  return published.rows(mart);
}

function nameOf(row: DatasetRow): string {
  const found = released('labels').find((one) => one.kind === 'country' && one.id === row.country);
  return String(found!.label);
}
