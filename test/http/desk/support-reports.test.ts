/** The page on which the secretariat decides which reports of support describe the same activity. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { support } from '../../../src/state/index.ts';
import { asSecretariat } from '../../people.ts';
import { projectRoot } from '../../release/content.ts';
import { openWorkplaceUnderTest, type WorkplaceUnderTest } from './workplace.ts';

const table = `project,title,funders,implementers,countries,areas,start,end,amount,currency,source,as_of
P-1,Judges of the Middle Sea against <cybercrime>,Fonds de développement Méridien,A school,XBA XBB,training_of_judges,2025,2027,5,EUR,A register,2026
`;
const fileOf = (name: string, bytes: Buffer) => ({ name, chunks: () => [bytes] });

let at: WorkplaceUnderTest;
beforeAll(async () => {
  at = await openWorkplaceUnderTest();
  await at.desk.openCycle({ cycle: 'cybercrime-2026', kind: 'illustrative', person: asSecretariat });
  const xml = readFileSync(join(projectRoot, 'test/cases/iati/regional.xml'));
  const files = [fileOf('a.xml', xml), fileOf('b.csv', Buffer.from(table))];
  await at.desk.importSupport({ source: 'A publisher', files, person: asSecretariat });
});
afterAll(() => at.close());

const pair = { report: 'iati:XX-DEMO-1001-CYBER', other: 'table:P-1' };
const page = async (language = 'en', query = '') => (await at.ask(`/${language}/support-reports${query}`)).text();
const send = (fields: Record<string, string>) =>
  at.ask('/en/support-reports', { method: 'POST', body: new URLSearchParams(fields) });

describe('the page of support reports', () => {
  it('is linked from the submissions, and shows both reports of a pair with the reasons', async () => {
    expect(await (await at.ask('/en/submissions')).text()).toContain('href="../en/support-reports"');
    const text = await page();
    expect(text).toContain(pair.report);
    expect(text).toContain('Judges of the Middle Sea against &lt;cybercrime&gt;');
    // The table has the year of its project only.
    expect(text).toContain('2025 to 2027');
    expect(text).toContain('similar titles');
    expect(text).toMatch(/a shared organisation: \+20/);
    expect(text).toContain('<span class="once">990,000 EUR</span>');
    expect(text).toContain('Meridian Development Fund (illustrative)');
    expect(await page('fr')).toContain('Compter comme une seule activité');
  });

  it('stores a decision with its reason, shows it and can undo it', async () => {
    const reply = await send({ ...pair, step: 'confirm', reason: 'The two say so' });
    expect(reply.status).toBe(303);
    expect(reply.headers.get('location')).toBe('../en/support-reports?done=confirm');
    const decided = await page('en', '?done=confirm');
    expect(decided).toContain('The two reports count as one activity from the next release.');
    expect(decided).toContain('The two say so');
    expect(await support.decisions(at.store.connection)).toMatchObject([
      { decision: 'same', reason: 'The two say so' },
    ]);
    expect((await send({ ...pair, step: 'undo' })).status).toBe(303);
    expect(await support.decisions(at.store.connection)).toEqual([]);
    expect((await send({ ...pair, step: 'reject', reason: '' })).status).toBe(303);
    expect(await support.decisions(at.store.connection)).toMatchObject([{ decision: 'different', reason: null }]);
  });

  it('refuses an unknown step or report, on the page itself', async () => {
    const unknown = await send({ ...pair, other: 'table:GONE', step: 'confirm' });
    expect(unknown.status).toBe(404);
    expect(await unknown.text()).toContain('No source of support has the report “table:GONE”.');
    expect((await send({ ...pair, step: 'merge' })).status).toBe(400);
    expect(at.incidents).toEqual([]);
  });

  it('refuses a form of another site', async () => {
    const body = new URLSearchParams({ ...pair, step: 'confirm' });
    const reply = await at.ask('/en/support-reports', {
      method: 'POST',
      body,
      headers: { origin: 'http://evil.example' },
    });
    expect(reply.status).toBe(403);
  });
});
