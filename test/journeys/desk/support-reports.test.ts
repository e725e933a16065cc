/** In a browser, the secretariat decides which reports of support describe the same activity. */
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../release/content.ts';
import { barriersOf } from '../barriers.ts';
import { type Installed, install } from '../installation.ts';

const table = `project,title,funders,implementers,countries,areas,start,end,amount,currency,source,as_of
P-1,Judges against cybercrime,Meridian Development Fund,A school,,training_of_judges,2025,2027,5,EUR,A register,2026
`;

let site: Installed;
/** Number of imported reports, whose countries are not among the six States. */
let imported: number;
beforeAll(async () => {
  site = await install();
  writeFileSync(join(site.folder, 'own.csv'), table);
  copyFileSync(join(projectRoot, 'test/cases/iati/regional.xml'), join(site.folder, 'a.xml'));
  await site.gap('cycle', 'open', 'cybercrime-2026', '--illustrative', '--countries', 'XAA,XAB');
  await site.gap('support', 'import', 'a.xml', '--source', 'A publisher');
  await site.gap('support', 'import', 'own.csv', '--source', 'A register');
  imported = site.log.length;
});
afterAll(() => site.close());

describe('a pair of reports', () => {
  it('is linked from the submissions and accessible, on wide and narrow screens, in both languages', async () => {
    const start = await site.visit('en/submissions');
    await start.getByRole('link', { name: 'Decide which reports of support describe the same activity' }).click();
    expect(await start.locator('h1').textContent()).toBe('Reports of support');
    await start.close();
    for (const [language, width] of [
      ['en', 1280],
      ['fr', 360],
    ] as const) {
      const page = await site.visit(`${language}/support-reports`, { width });
      expect(await barriersOf(page)).toEqual([]);
      expect(await page.locator('#pair-1').textContent()).toContain('iati:XX-DEMO-1001-CYBER');
      expect(await page.locator('#pair-1 table').isVisible()).toBe(width === 1280);
      if (width === 360) await page.locator('#pair-1 .fold > summary').click();
      expect(await page.locator('#pair-1 button').first().isVisible()).toBe(true);
      await page.close();
    }
  });

  it('is confirmed with a reason and undone, without scripts, and again by keyboard', async () => {
    const page = await site.visit('en/support-reports', { scripts: false });
    const pair = page.locator('#pair-1');
    await pair.getByLabel('Reason (optional)').fill('The same contract');
    await pair.getByRole('button', { name: 'Count as one activity' }).click();
    expect(await page.getByRole('status').textContent()).toBe(
      'The two reports count as one activity from the next release.',
    );
    expect(await page.locator('#decided').textContent()).toContain('The same contract');
    expect(await page.locator('#once').textContent()).toContain('table:P-1');
    expect(await site.gap('support', 'list')).toMatch(/table:P-1 +iati:XX-DEMO-1001-CYBER/);
    await page.getByRole('button', { name: 'Undo' }).click();
    expect(await page.getByRole('status').textContent()).toBe('The decision was undone.');
    expect(await page.locator('#decided').count()).toBe(0);
    await page.locator('#pair-1').getByRole('button', { name: 'Keep apart' }).focus();
    await page.keyboard.press('Enter');
    expect(await page.locator('#decided').textContent()).toContain('Two activities');
    expect(await page.locator('#pair-1').count()).toBe(0);
    expect(site.log.slice(imported)).toEqual([]);
    expect(site.complaints).toEqual([]);
    await page.close();
  });
});
