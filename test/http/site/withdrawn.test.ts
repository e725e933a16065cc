import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { releasesOf, type ServedSite, serve } from '../../../src/http/index.ts';
import { loadTexts } from '../../../src/i18n/index.ts';
import {
  buildRelease,
  correctReleases,
  publishRelease,
  type Release,
  saveDraft,
  withdrawCountry,
  withdrawRelease,
} from '../../../src/release/index.ts';
import { cycles, folder as kept, openStore, releases, type Store, work } from '../../../src/state/index.ts';
import { maps } from '../../dashboard/marts.ts';
import { root } from '../../journeys/published.ts';
import { asSecretariat } from '../../people.ts';
import { smallContent } from '../../release/content.ts';
import { frozenCycle, inputsOf, type Returned } from '../../release/frozen.ts';
import { publishBuilt } from '../../release/published.ts';
import { temporaryDataFolder } from '../../release/temporary.ts';
import { now } from '../../release/world.ts';

const content = smallContent();
const { folder, remove } = temporaryDataFolder();
const reason = 'Its figures were entered in the wrong unit.';
const at = '2026-05-02T10:00:00.000Z';
let stores: Store[];
let nodes: ServedSite[];
let built: { first: Release; second: Release; draft: Release };
const store = () => stores[0]!;
const by = () => ({ store: store(), person: asSecretariat, at });
const idOf = (release: Release) => release.manifest.release;
const without = (...left: string[]) =>
  Object.fromEntries(Object.entries(now).filter(([country]) => !left.includes(country)));

/** A second server with its own store connection and its own prepared pages, like a second process. */
async function node(): Promise<ServedSite> {
  const own = await openStore({ databaseUrl: null, folder });
  stores.push(own);
  const texts = loadTexts(root);
  const clock = () => new Date(at);
  const served = await serve({
    contentRoot: root,
    host: '127.0.0.1',
    port: 0,
    texts,
    maps,
    releases: releasesOf(own, clock),
    report: (error) => {
      throw error;
    },
  });
  // Stops its timer, so that only requests make it check for changes.
  served.site.close();
  return served;
}

const build = (returned: Record<string, Returned>) =>
  buildRelease({
    contentRoot: content.root,
    inputs: inputsOf(content.root, [frozenCycle(content.root, 'preparedness', '2026', returned)]),
  });

beforeAll(async () => {
  stores = [await openStore({ databaseUrl: null, folder })];
  const { cycle } = frozenCycle(content.root, 'preparedness', '2026', now);
  await store().transaction(async (tx) => {
    await kept.make(tx, { kind: 'illustrative', at: cycle.openedAt });
    await cycles.open(tx, cycle);
  });
  nodes = [await node(), await node()];
  built = { first: await build(without('XAB')), second: await build(now), draft: await build(without('XAC')) };
});
afterAll(async () => {
  for (const served of nodes) await served.close();
  for (const one of stores) await one.close();
  content.remove();
  remove();
});

type Asked = { status: number; text: string; headers: Headers };
async function ask(path: string, accept = 'text/html'): Promise<Asked[]> {
  return Promise.all(
    nodes.map(async ({ address }) => {
      const reply = await fetch(new URL(path, address), { headers: { accept }, redirect: 'manual' });
      return { status: reply.status, text: await reply.text(), headers: reply.headers };
    }),
  );
}
const statuses = async (path: string, accept?: string) => (await ask(path, accept)).map(({ status }) => status);
const addressesOf = (id: string) => [
  `data/${id}/`,
  ...['scores.csv', 'scores.parquet', 'scores.json', 'manifest.json'].map((file) => `data/${id}/${file}`),
  `picture/${id}/en/world/world.svg`,
  `preview/${id}/en/world.png`,
  ...['svg', 'png', 'pdf', 'xlsx', 'csv', 'vl.json'].map((ending) => `release/${id}/en/world/map.${ending}`),
  `release/${id}/en/world/map`,
  `release/${id}/en/report.docx`,
];

describe('what is public', () => {
  it('is nothing at first, and the page shows the preparation', async () => {
    expect((await ask('en/world'))[0]!.text).toContain('Nothing has been published yet');
    await store().transaction((tx) => work.note(tx, { name: 'release preparedness-2026', share: 0.42, at }));
    const [page] = await ask('en/world');
    expect(page!.text).toContain('42%');
    expect(page!.text).toContain('<progress');
    expect(page!.text).toContain('http-equiv="refresh"');
    const long = new Date(Date.parse(at) - 600_000).toISOString();
    await store().transaction((tx) => work.note(tx, { name: 'release preparedness-2026', share: 0.42, at: long }));
    expect((await ask('en/world'))[0]!.text).toContain('Nothing has been published yet');
    await store().transaction((tx) => work.clear(tx, 'release preparedness-2026'));
  });

  it('shows a release with the next request after it was published, in every process', async () => {
    for (const release of [built.first, built.second]) {
      await publishBuilt({ ...by(), release });
      for (const { status, text } of await ask('en/world')) {
        expect(status).toBe(200);
        expect(text).toContain(idOf(release));
      }
    }
  });

  it('has no address of a draft', async () => {
    await saveDraft({ ...by(), release: built.draft });
    const id = idOf(built.draft);
    const all = [
      ...addressesOf(id),
      `en/releases/${id}/compare/${idOf(built.second)}`,
      `en/releases/${idOf(built.first)}/compare/${id}`,
    ];
    for (const path of all) expect([path, await statuses(path)]).toEqual([path, [404, 404]]);
    for (const { text } of await ask('en/releases')) expect(text).not.toContain(id);
  });

  it('is revalidated by browsers before they show a copy', async () => {
    for (const path of [
      'en/world',
      `data/${idOf(built.second)}/scores.csv`,
      `data/${idOf(built.first)}/scores.parquet`,
    ]) {
      for (const { headers } of await ask(path)) expect(headers.get('cache-control')).toBe('no-cache');
    }
  });
});

describe('what was withdrawn', () => {
  it('is gone with the next request in every process, and the earlier release is shown with a notice', async () => {
    const id = idOf(built.second);
    // Prepared in both servers: drawn, compressed and compared.
    const compared = `en/releases/${idOf(built.first)}/compare/${id}`;
    for (const path of ['en/world', 'en/country/XAB', compared]) expect(await statuses(path)).toEqual([200, 200]);
    await withdrawRelease({ ...by(), id, reason });
    for (const path of [...addressesOf(id), compared]) {
      for (const { status, text, headers } of await ask(path)) {
        expect([path, status]).toEqual([path, 410]);
        expect(text).toContain(reason);
        expect(text).toContain(`data/${idOf(built.first)}/`);
        expect(headers.get('cache-control')).toBe('no-store');
        const framed = path === `release/${id}/en/world/map`;
        expect([path, headers.get('content-security-policy')!.includes('frame-ancestors *')]).toEqual([path, framed]);
      }
    }
    for (const { text } of await ask('en/world')) {
      expect(text).toContain(idOf(built.first));
      expect(text).toContain(`Release ${id} was withdrawn. Reason: ${reason}`);
    }
    expect((await ask('fr/world'))[0]!.text).toContain('a été retirée');
  });

  it('is reported to programs, with the address of the replacing file', async () => {
    const [old, replacement] = [idOf(built.second), idOf(built.first)];
    for (const { headers, text } of await ask(`data/${old}/scores.csv`, '*/*')) {
      expect(headers.get('content-type')).toBe('application/problem+json');
      expect(headers.get('link')).toBe(`</data/${replacement}/scores.csv>; rel="successor-version"`);
      expect(JSON.parse(text)).toMatchObject({
        type: '/errors#release_withdrawn',
        status: 410,
        reason,
        withdrawn_at: at,
        replacement: `/data/${replacement}/scores.csv`,
      });
    }
  });

  it('is in the public list with its reason', async () => {
    const [page] = await ask('en/releases');
    const list = page!.text.split('id="corrections"')[1]!;
    expect(list).toContain(reason);
    expect(list).toContain(idOf(built.second));
    expect(list).toContain('2 May 2026, 10:00 UTC');
  });

  it('for one country has no pages, every file is corrected, and the pages show the corrected release', async () => {
    await saveDraft({ ...by(), release: built.second });
    await publishRelease({ ...by(), id: idOf(built.second) });
    expect(await statuses('en/country/XAB')).toEqual([200, 200]);
    await withdrawCountry({ ...by(), country: 'XAB', cycle: null, reason: 'Consent was withdrawn.' });
    // Before the corrected release is ready, the older one is shown, which never included the country.
    for (const { text } of await ask('en/world')) expect(text).toContain(idOf(built.first));
    expect(await statuses(`data/${idOf(built.second)}/scores.csv`)).toEqual([410, 410]);
    await correctReleases({ ...by(), contentRoot: content.root });
    const shown = (await releases.latest(store().connection))!;
    expect(shown.corrects).toBe(idOf(built.second));
    for (const path of ['en/country/XAB', 'fr/country/XAB', 'en/figure/XAB/CAP']) {
      for (const { status, text } of await ask(path)) {
        expect([path, status]).toEqual([path, 410]);
        expect(text).toContain('Consent was withdrawn.');
      }
    }
    for (const { text, status } of await ask(`data/${shown.id}/scores.csv`)) {
      expect(status).toBe(200);
      expect(text).not.toContain('XAB');
      expect(text).toContain('XAA');
    }
    for (const { text } of await ask('en/world')) {
      expect(text).toContain(`replaces release ${idOf(built.second)}`);
      expect(text).not.toContain('country/XAB');
    }
    const [old] = await ask(`data/${idOf(built.second)}/scores.csv`, '*/*');
    expect(JSON.parse(old!.text).replacement).toBe(`/data/${shown.id}/scores.csv`);
  });

  it('leaves a page with a notice where nothing else is public', async () => {
    for (const { id } of await releases.listPublic(store().connection))
      await withdrawRelease({ ...by(), id, reason: 'All of it was wrong.' });
    for (const { status, text } of await ask('en/world')) {
      expect(status).toBe(200);
      expect(text).toContain('The published release was withdrawn');
      expect(text).toContain('All of it was wrong.');
    }
    expect(await statuses('en/data')).toEqual([200, 200]);
    const list = (await ask('en/releases'))[0]!.text;
    expect(list).toContain('All of it was wrong.');
    expect(list).toContain('No release is public now.');
    expect(list).not.toContain('yet');
    const [gone] = await ask(`data/${idOf(built.second)}/scores.csv`);
    expect(gone!.text).toContain('The list of withdrawals states which release replaces it, if one does.');
  });
});
