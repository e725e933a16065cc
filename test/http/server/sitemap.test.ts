/** What search engines find: every published page in every language, and nothing else. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ServedSite } from '../../../src/http/index.ts';
import { texts } from '../../dashboard/bound.ts';
import { serveTypedIn } from '../../journeys/published.ts';
import { everyPage } from '../../journeys/site/every-page.ts';

let served: ServedSite;
let listed: readonly string[];
beforeAll(async () => {
  served = await serveTypedIn();
  const reply = await fetch(new URL('sitemap.xml', served.address));
  expect(reply.headers.get('content-type')).toBe('application/xml; charset=utf-8');
  listed = [...(await reply.text()).matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, address]) => address!);
});
afterAll(() => served.close());

describe('the sitemap', () => {
  it('has the absolute address of each page in each language, once', () => {
    expect(new Set(listed).size).toBe(listed.length);
    for (const { code } of texts.languages) {
      const own = listed.filter((address) => address.startsWith(`${served.address}${code}/`));
      expect(own.length).toBe(listed.length / texts.languages.length);
      for (const path of ['world', 'country/XAA', 'treaties/CETS-185', 'data', 'data/columns'])
        expect(own).toContain(`${served.address}${code}/${path}`);
    }
  });

  it('has only pages that answer at that address, without a redirect', async () => {
    const kinds = new Map(listed.map((address) => [address.slice(served.address.length).split('/')[1]!, address]));
    expect(kinds.size).toBeGreaterThan(10);
    for (const address of kinds.values())
      expect([address, (await fetch(address, { redirect: 'manual' })).status]).toEqual([address, 200]);
  });

  it('has no page of the desk, no draft, no selection and no file', () => {
    const paths = everyPage.map((path) => path.split(/[/?]/)[0]!);
    for (const address of listed) {
      const [, place = ''] = address.slice(served.address.length).split('/');
      expect(paths).toContain(place);
      expect(address).not.toMatch(/[?#]|\.(?:csv|svg|json|docx|pdf)$/);
    }
  });

  it('is named by robots.txt, which excludes drafts', async () => {
    const robots = await (await fetch(new URL('robots.txt', served.address))).text();
    expect(robots).toContain(`Sitemap: ${served.address}sitemap.xml`);
    expect(robots).toContain('Disallow: /drafts/');
  });
});
