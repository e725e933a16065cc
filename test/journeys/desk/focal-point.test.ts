import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { convert, soffice } from '../../libreoffice.ts';
import { cellOf, open } from '../../workbook/a-workbook.ts';
import { type Installed, install } from '../installation.ts';
import { fillIn, mayBePublished, offences, type SavedFile, saves, send } from '../workbook.ts';

/** The tests run in order: each starts where the previous one ended. */
let site: Installed;
let taken: SavedFile;
const releases: string[] = [];

beforeAll(async () => {
  site = await install();
  await site.gap('cycle', 'open', 'cybercrime-2026', '--illustrative', '--countries', 'XAA,XAB,XAC');
});
afterAll(() => site.close());

describe('a focal point', () => {
  it('downloads the workbook of the country, with "illustrative" in its name and content', async () => {
    const page = await site.visit('en/upload');
    await page.getByLabel('Country').first().selectOption({ label: 'State XAA' });
    taken = await saves(page, () => page.getByRole('button', { name: 'Download the workbook' }).click());
    expect(taken.name).toBe('illustrative-cybercrime-2026-XAA-en.xlsx');
    await page.goto(`${site.address}en/submissions`);
    expect(await page.getByRole('row', { name: /State XAA/ }).textContent()).toContain('Downloaded');
    await page.close();
  });

  it('reads on the receipt which cell is wrong, why and how to correct it, and finds it marked in the annotated copy', async () => {
    const page = await site.visit('en/upload');
    await send(page, await fillIn(taken, offences(3, { ...mayBePublished, C04: 'perhaps', C07: 12 })));
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('State XAA: receipt');
    expect(await page.locator('.verdict').textContent()).toContain('revision 1 for State XAA');
    const sheet = page.locator('section.sheet', { hasText: 'Sheet “C Offences”' });
    const [first, second] = await sheet.getByRole('row').filter({ hasText: 'Error' }).allInnerTexts();
    expect(first).toMatch(/G9\s+C04\s+System interference: seriously hindering a system/);
    expect(first).toContain('“perhaps” is not one of the choices.');
    expect(first).toMatch(/Select a choice from the list|Choose/);
    expect(second).toMatch(/G12\s+C07/);
    const copy = await saves(page, () => page.getByRole('link', { name: 'Annotated copy' }).click());
    const marked = cellOf(await open(copy.buffer), 'C04', 'answer');
    expect(marked.value).toBe('perhaps');
    expect(JSON.stringify(marked.note)).toContain('is not one of the choices');
    await page.close();
  });

  it('corrects it, in LibreOffice if it is installed, and sees the changes of the second revision', async () => {
    const page = await site.visit('en/upload');
    const corrected = await fillIn(taken, offences(3, { ...mayBePublished, C04: 1 }));
    await send(
      page,
      soffice ? { ...corrected, buffer: Buffer.from(await convert(corrected.buffer, 'xlsx')) } : corrected,
    );
    expect(await page.locator('.verdict').textContent()).toContain('revision 2 for State XAA');
    expect(await page.locator('#findings').textContent()).toContain('No errors');
    const counted = await page.locator('#cells dl > div').allInnerTexts();
    expect(counted.map((text) => text.split('\n').slice(0, 2).join(' '))).toEqual([
      'Read 13',
      'Changed 2',
      'Unchanged 11',
      'Kept 0',
      'Not counted 0',
    ]);
    await page.getByRole('link', { name: 'See the submission' }).click();
    const changes = await page.locator('#changes tbody tr').allInnerTexts();
    expect(changes).toHaveLength(2);
    expect(changes[0]).toMatch(/C04.*1 – /s);
    await page.close();
  });
});

describe('the secretariat', () => {
  it('accepts the revision, and builds the release with its progress on the page', async () => {
    const page = await site.visit('en/submissions/cybercrime-2026/XAA');
    await accept(page, 2, 'The ministry confirmed the answers by letter.');
    expect(await page.getByRole('status').first().textContent()).toContain('Accepted');
    await page.getByRole('link', { name: 'Build the release' }).click();
    releases.push(await buildRelease(page));
    await page.close();
  });

  it('sees the score of the answers, down to the cell of each', async () => {
    const page = await site.visit('en/figure/XAA/CAP.SUB');
    // Eleven offences at level 3 and one at level 1, of 0 to 4.
    expect(await score(page)).toBe('70.83');
    expect(await lineOf(page, 'C04')).toMatch(
      /1 – .*25\.00.*C Offences, G9\s*cybercrime-2026-XAA-[0-9a-f]{8}\.xlsx, revision 2/s,
    );
    await page.close();
  });

  it('receives C04 at level 3 in a newer revision, accepts it in place of the earlier one, and publishes again', async () => {
    const page = await site.visit('en/upload');
    await send(page, await fillIn(taken, offences(3, mayBePublished)));
    expect(await page.locator('.verdict').textContent()).toContain('Revision 2 stays accepted and in the figures');
    await page.getByRole('link', { name: 'See the submission' }).click();
    await accept(page, 3, 'C04 as the ministry wrote.');
    expect(await page.locator('#timeline').textContent()).toContain('Revision 3 was accepted in place of revision 2');
    await page.getByRole('link', { name: 'Build the release' }).click();
    releases.push(await buildRelease(page));
    await page.close();
  });

  it('sees CAP.SUB increased by 50 points over 12 items, as docs/method.md states, and C04 at its new level', async () => {
    const page = await site.visit('en/country/XAA#CAP.SUB');
    await page
      .locator('[id="CAP.SUB"]')
      .getByRole('link', { name: /uncertainty and sources/ })
      .click();
    await page.waitForURL('**/figure/XAA/CAP.SUB');
    expect(await score(page)).toBe('75.00');
    expect(await lineOf(page, 'C04')).toMatch(
      /3 – .*75\.00.*C Offences, G9\s*cybercrime-2026-XAA-[0-9a-f]{8}\.xlsx, revision 3/s,
    );
    const [before, after] = await Promise.all(releases.map((release) => publishedScore(release)));
    expect(after! - before!).toBeCloseTo(50 / 12, 9);
    await page.close();
  });

  it('reads the changes of the release: this figure and only this answer', async () => {
    const page = await site.visit('en/releases');
    await page.getByRole('link', { name: `Since ${releases[0]}` }).click();
    expect(await page.locator('.lede').textContent()).toContain('One figure changed, in one country.');
    expect(await page.locator('#why').textContent()).toContain('One corrected answer, in one country.');
    await page.goto(`${page.url()}/XAA`);
    expect(await page.locator('main').textContent()).toMatch(/C04.*1 – .*3 – /s);
    expect(site.complaints).toEqual([]);
    expect(site.log).toEqual([]);
    await page.close();
  });
});

const score = (page: Page) => page.locator('.figure-facts dd b').first().textContent();
const lineOf = (page: Page, question: string) => page.getByRole('row', { name: question }).first().textContent();

/** The score of CAP.SUB with all digits, from the file of the release. */
async function publishedScore(release: string): Promise<number> {
  const text = await (await fetch(`${site.address}data/${release}/scores.csv`)).text();
  const [heads, ...rows] = text
    .trim()
    .split('\n')
    .map((line) => line.split(','));
  const row = rows.find((cells) => cells[heads!.indexOf('country')] === 'XAA' && cells.includes('CAP.SUB'))!;
  return Number(row[heads!.indexOf('score')]);
}

/** Accepts with a reason, which is required since answers about the submission itself are missing. */
async function accept(page: Page, revision: number, reason: string): Promise<void> {
  await page.locator('#reason-accept').fill(reason);
  await page.getByRole('button', { name: `Accept revision ${revision}` }).click();
}

/** Builds a draft, waits on the progress page until it is complete, and publishes it. @returns id of the release */
async function buildRelease(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Build a draft' }).click();
  await page.getByRole('progressbar').waitFor();
  await page.getByRole('heading', { level: 1, name: 'The draft is built' }).waitFor();
  await page.getByRole('link', { name: 'Compare and publish' }).click();
  await page.locator('#decide').getByRole('button', { name: 'Publish' }).click();
  await page.getByRole('heading', { level: 1, name: 'The release is published' }).waitFor();
  const [id] = /[0-9a-f]{12}/.exec((await page.locator('.lede').textContent())!)!;
  return id;
}
