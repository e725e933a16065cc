/** Pages of a draft: what they show, to whom and until when, with a real store and a real server. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../../../src/domain/index.ts';
import { openPublishing } from '../../../src/http/desk/release/publishing.ts';
import { releasesOf, type ServedSite, serve } from '../../../src/http/index.ts';
import { loadTexts } from '../../../src/i18n/index.ts';
import { buildRelease, discardDraft, publishRelease, type Release, saveDraft } from '../../../src/release/index.ts';
import { cycles, folder as kept, openStore, type Store } from '../../../src/state/index.ts';
import { maps } from '../../dashboard/marts.ts';
import { root } from '../../journeys/published.ts';
import { asSecretariat } from '../../people.ts';
import { smallContent } from '../../release/content.ts';
import { frozenCycle, inputsOf } from '../../release/frozen.ts';
import { temporaryDataFolder } from '../../release/temporary.ts';
import { now } from '../../release/world.ts';

const content = smallContent();
const { folder, remove } = temporaryDataFolder();
const at = '2026-05-02T10:00:00.000Z';
const asReviewer: Person = { ...asSecretariat, id: 'reviewer', role: 'reviewer' };
let store: Store;
let served: ServedSite;
let draft: Release;
let person: Person = asSecretariat;
const by = () => ({ store, person: asSecretariat, at });

beforeAll(async () => {
  store = await openStore({ databaseUrl: null, folder });
  const frozen = frozenCycle(content.root, 'preparedness', '2026', now);
  await store.transaction(async (tx) => {
    await kept.make(tx, { kind: 'illustrative', at: frozen.cycle.openedAt });
    await cycles.open(tx, frozen.cycle);
  });
  const publishingBy = openPublishing({ store, contentRoot: content.root, now: () => new Date(at) });
  served = await serve({
    contentRoot: root,
    host: '127.0.0.1',
    port: 0,
    texts: loadTexts(root),
    maps,
    releases: releasesOf(store, () => new Date(at)),
    more: { entries: [], routes: () => [], drafts: () => publishingBy(person).shown },
    report: (error) => {
      throw error;
    },
  });
  draft = await buildRelease({ contentRoot: content.root, inputs: inputsOf(content.root, [frozen]) });
  await saveDraft({ ...by(), release: draft });
});
afterAll(async () => {
  await served.close();
  await store.close();
  content.remove();
  remove();
});

const ask = async (path: string, headers: Record<string, string> = { accept: 'text/html' }) => {
  const reply = await fetch(new URL(path, served.address), { headers, redirect: 'manual' });
  return { status: reply.status, text: await reply.text(), headers: reply.headers };
};
const id = () => draft.manifest.release;
const within = (path: string) => `/drafts/${id()}/${path}`;

describe('the pages of a draft', () => {
  it('show its figures, each marked as a draft, in every language', async () => {
    const english = await ask(within('en/world'));
    expect(english.status).toBe(200);
    expect(english.text).toContain('<b>Draft, not published</b>');
    expect(english.text).toContain('kind-chart');
    const french = await ask(within('fr/data'));
    expect(french.text).toContain('<b>Projet, non publié</b>');
    expect((await ask('/en/world')).text).toContain('Nothing has been published yet');
  });

  it('link only to one another, to the scripts and styles of the site, and to the comparison', async () => {
    const seen = new Set<string>();
    const waiting = [within('en/world')];
    const outside = new Set<string>();
    for (let path = waiting.shift(); path !== undefined && seen.size < 400; path = waiting.shift()) {
      if (seen.has(path)) continue;
      seen.add(path);
      const page = await ask(path);
      expect([path, page.status]).toEqual([path, expect.toBeOneOf([200, 302])]);
      expect([path, page.headers.get('cache-control')]).toEqual([path, 'no-store']);
      expect(page.headers.get('etag')).toBeNull();
      if (!page.headers.get('content-type')?.startsWith('text/html')) continue;
      expect([path, page.text.includes('Draft, not published')]).toEqual([path, true]);
      for (const [, link] of page.text.matchAll(/(?:href|src|data-live)="([^"#]+)/g)) {
        const { pathname, origin, search } = new URL(link!.replaceAll('&amp;', '&'), new URL(path, served.address));
        if (origin !== new URL(served.address).origin) continue;
        // One language is enough.
        if (/^(?!en\/)[a-z]{2}\//.test(pathname.slice(within('').length))) continue;
        // Sorted views are the same page; checking them all would take too long.
        if (new URLSearchParams(search).has('sort')) continue;
        if (pathname.startsWith(within(''))) waiting.push(`${pathname}${search}`);
        else outside.add(pathname.replace(/[A-Z0-9-]{8,}\./i, ''));
      }
    }
    expect(seen.size).toBeGreaterThan(20);
    expect([...seen].some((path) => path.includes('/release/'))).toBe(true);
    expect([...seen].some((path) => path.includes('/live/'))).toBe(true);
    expect([...outside].filter((path) => !path.startsWith('/assets/'))).toEqual([]);
    expect((await ask(within('en/releases'))).headers.get('location')).toBe(`../../../en/drafts/${id()}`);
  });

  it('have files and images that are marked as drafts in their name or content', async () => {
    const csv = await ask(within(`data/${id()}/scores.csv`));
    expect(csv.headers.get('content-disposition')).toContain(`draft-${id()}-scores.csv`);
    expect(csv.text).toBe(new TextDecoder().decode(draft.files.get('marts/scores.csv')));
    expect((await ask(within(`data/${id()}/README.md`))).text).toContain('is not published. Do not cite it.');
    const { text } = await ask(within('en/world'));
    const picture = /href="([^"]*\/release\/[^"]*\.svg)"/.exec(text)![1]!;
    const drawn = await ask(new URL(picture, new URL(within('en/world'), served.address)).pathname);
    expect(drawn.text).toContain('Draft, not published');
  });

  it('are not linked or served elsewhere on the site', async () => {
    for (const path of [`/data/${id()}/scores.csv`, `/data/${id()}/`, `/picture/${id()}/en/world/map.svg`])
      expect([path, (await ask(path)).status]).toEqual([path, 404]);
    expect((await ask('/en/releases')).text).not.toContain(id());
  });

  it('are never shown to people who may not publish, even when cached for those who may', async () => {
    person = asReviewer;
    for (const path of [within('en/world'), within(`data/${id()}/scores.csv`), within('')]) {
      const refused = await ask(path);
      expect([path, refused.status]).toEqual([path, 404]);
      expect(refused.headers.get('cache-control')).toBe('no-store');
    }
    person = asSecretariat;
    expect((await ask(within('en/world'))).status).toBe(200);
  });

  it('disappear once it is discarded, and return once it is built again', async () => {
    await discardDraft({ ...by(), id: id() });
    expect((await ask(within('en/world'))).status).toBe(404);
    expect((await ask(within(`data/${id()}/scores.csv`))).status).toBe(404);
    await saveDraft({ ...by(), release: draft });
    expect((await ask(within('en/world'))).status).toBe(200);
  });

  it('redirect to the public addresses once it is published', async () => {
    await publishRelease({ ...by(), id: id(), seen: null });
    for (const [path, to] of [
      ['en/world', '/en/world'],
      ['fr/country/XAB', '/fr/country/XAB'],
      [`data/${id()}/scores.csv?for=spreadsheet`, `/data/${id()}/scores.csv?for=spreadsheet`],
    ] as const) {
      const reply = await ask(within(path));
      expect([path, reply.status]).toEqual([path, 302]);
      const target = new URL(reply.headers.get('location')!, new URL(within(path), served.address));
      expect(target.pathname + target.search).toBe(to);
      const there = await ask(target.pathname + target.search);
      expect([to, there.status]).toEqual([to, 200]);
      expect(there.text).not.toContain('Draft, not published');
    }
  });
});
