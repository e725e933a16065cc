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

it('every page, picture and file is made without generating code from strings', async () => {
  const demo = startDemo({ root, folder: join(data, 'folder') }, ['demo', '--states', '4']);
  const start = await demo.reports(/(http:\S+)/);
  const seen = new Map<string, number>();
  // All of one language; of the others a page each, since they are made by the same code.
  const { languages } = loadTexts(root);
  const others = languages.map(({ code }) => `${start}${code}/`).filter((address) => address !== `${start}en/`);
  // So too of the pages, pictures and files of each State, region and element: all of the first of each.
  const another = /\b(?!XAA\b)XA[A-Z]\b|\bEAST\b|\bPREP\.(?!C11(?:\/|$))/;
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

/** Once more where the server had closed the connection, unused while the last page was read, just as it was asked again. */
const get = (address: string): Promise<Response> => fetch(address).catch(() => fetch(address));
