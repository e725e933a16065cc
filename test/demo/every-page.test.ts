import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { loadTexts } from '../../src/i18n/index.ts';
import { startDemo } from './process.ts';
import { tinyWorld } from './tiny-world.ts';

const { root, remove } = tinyWorld(['preparedness']);
const data = mkdtempSync(join(tmpdir(), 'gap-every-page-'));
afterAll(() => {
  remove();
  rmSync(data, { recursive: true, force: true });
});

it('every page, image and file is generated without code from strings', async () => {
  const demo = startDemo({ root, folder: join(data, 'folder') }, ['demo', '--states', '4']);
  const start = await demo.reports(/(http:\S+)/);
  const seen = new Map<string, number>();
  // All pages of one language, and one page of each other language, since the code is the same.
  const { languages } = loadTexts(root);
  const others = languages.map(({ code }) => `${start}${code}/`).filter((address) => address !== `${start}en/`);
  // For the same reason only the first State, region, treaty and element with all its pages, images and files.
  const another = /\b(?!XAA\b)XA[A-Z]\b|\bEAST\b|\btreaties\/(?!CETS-185\b)[A-Z]|\bPREP\.(?!C11(?:\/|$))/;
  const firsts = others.map((address) => `${address}world`);
  const waiting = [`${start}en/world`, `${start}en/submissions`, ...firsts];
  for (let address = waiting.pop(); address; address = waiting.pop()) {
    const reply = await get(address);
    const text = await reply.text();
    seen.set(address, reply.status);
    if (!reply.headers.get('content-type')?.includes('text/html')) continue;
    for (const [, href] of text.matchAll(/(?:href|src)="([^"#]+)/g)) {
      const next = new URL(href!.replaceAll('&amp;', '&'), reply.url);
      const known =
        waiting.includes(next.href) ||
        seen.has(next.href) ||
        others.some((at) => next.href.startsWith(at)) ||
        another.test(next.pathname);
      if (next.href.startsWith(start) && next.search === '' && !known) waiting.push(next.href);
    }
  }
  const failed = [...seen].filter(([, status]) => status !== 200);
  expect(failed).toEqual([]);
  const pictures = [...seen.keys()].filter((address) => address.endsWith('.svg'));
  expect([seen.size > 60, pictures.length > 10]).toEqual([true, true]);
  const form = new URLSearchParams({ cycle: 'preparedness-2025', country: 'XAA', language: 'en', scope: 'whole' });
  const origin = new URL(start).origin;
  const workbook = await fetch(`${start}en/workbook`, { method: 'POST', body: form, headers: { origin } });
  expect(workbook.headers.get('content-disposition')).toContain('.xlsx');
  expect(demo.reported()).not.toMatch(/EvalError|incident/);
  expect(await demo.end('SIGTERM')).toBe(0);
});

/** Retries once, since the server may close an idle keep-alive connection at the moment of the request. */
const get = (address: string): Promise<Response> => fetch(address).catch(() => fetch(address));
