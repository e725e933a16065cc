/** The product with small content and its own store, server and page cache. Files are typed in instead of filled in. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type Desk, openDesk } from '../../src/collection/index.ts';
import { loadTheme } from '../../src/dashboard/index.ts';
import { type Answer, blankContent, countAnswers } from '../../src/domain/index.ts';
import { openFront } from '../../src/http/front.ts';
import { releasesOf, type ServedSite, serve } from '../../src/http/index.ts';
import { type Assets, makeAssets } from '../../src/http/server/assets.ts';
import { openKeptBodies } from '../../src/http/server/kept-bodies.ts';
import { openKeptPages } from '../../src/http/site/prepared/kept-pages.ts';
import { publisherOf } from '../../src/http/site/publisher.ts';
import { loadTexts } from '../../src/i18n/index.ts';
import { openStore, type Store } from '../../src/state/index.ts';
import type { CheckedWorkbook } from '../../src/workbook/index.ts';
import { maps } from '../dashboard/marts.ts';
import { root } from '../journeys/published.ts';
import { asSecretariat } from '../people.ts';
import { smallContent } from '../release/content.ts';
import { full } from '../release/world.ts';
import { type Cell, type Choices, type Country, countries, type Section, sections } from './model.ts';

export const cycle = 'preparedness-2026';

export type World = {
  readonly store: Store;
  readonly desk: Desk;
  readonly contentRoot: string;
  readonly now: () => string;
  readonly ask: (path: string, accept?: string) => Promise<Response>;
  /** All cached pages, as readers receive them. */
  readonly keptPages: () => string[];
  readonly close: () => Promise<void>;
};

/** A text that occurs only with an answer of this section. */
export const markOf = (country: Country, section: Section, file: number): string =>
  `mark-${country}-${section}-${file}-end`;
export const marks = /mark-(X\w\w)-(\w)-(\d+)-end/g;
/** A text only for the secretariat. */
export const secret = 'never-in-public';

export type TypedFile = { country: Country; choices: Choices; answer: number | null; file: number };

/** The questions that have the text of a section. */
const marked: Readonly<Record<string, Section>> = { B03: 'B', C01: 'C', D02: 'D' };

function answersOf({ country, choices, answer, file }: TypedFile): Answer[] {
  const items = Object.entries({ ...full, C02: answer }).filter(([id]) => !/^A01\.|^D03/.test(id));
  const plain = items.map(([id, typed], at): Answer => {
    const value = typed !== null && typeof typed === 'object' ? (typed as { value: string | number }).value : typed;
    const section = marked[id.split('.')[0]!];
    const words = section === undefined ? null : markOf(country, section, file);
    const isLoud = value !== null && !id.startsWith('C06');
    return {
      ...blank(id, `F${at + 10}`),
      ...(value !== null && { state: 'answered', value, raw: String(value) }),
      ...(isLoud && words !== null && { comment: words, evidence: `Article ${words}` }),
      ...(id === 'C06' && { value: secret, raw: secret, state: 'answered' }),
      note: value === null ? null : secret,
    };
  });
  return [
    ...plain,
    ...sections.flatMap((section, at) => choiceCell(`A01.${section}`, choices[section], `G${at + 10}`)),
  ];
}

const blank = (id: string, cell: string): Answer => ({
  ...blankContent,
  question: id.split('.')[0]!,
  part: id.includes('.') ? id : null,
  sheet: `Section ${id.slice(0, 1)}`,
  cell,
});

function choiceCell(id: string, cell: Cell, at: string): Answer[] {
  const one = blank(id, at);
  if (cell === 'left_out') return [];
  if (cell === 'blank') return [one];
  if (cell === 'declined') return [{ ...one, state: 'not_released', raw: 'not released' }];
  if (cell === 'withdrawn') return [{ ...one, withdrawn: true, raw: 'withdrawn' }];
  const value = cell === 'invalid' ? 'everything' : cell;
  return [{ ...one, state: 'answered', value, raw: value }];
}

export const bytesOf = (typed: TypedFile): Uint8Array => new TextEncoder().encode(JSON.stringify(typed));

function check(bytes: Uint8Array): CheckedWorkbook {
  const typed = JSON.parse(new TextDecoder().decode(bytes)) as TypedFile;
  const answers = answersOf(typed);
  return {
    outcome: 'clean',
    identity: { instrument: 'preparedness', version: '2026', cycle, country: typed.country, language: 'en' },
    counts: countAnswers(answers),
    answers,
    findings: [],
    reported: [],
    illustrative: true,
    version: '2026',
  };
}

// Shared by all worlds, since none changes it.
const all = loadTexts(root);
const texts = { ...all, languages: all.languages.filter(({ code }) => code === 'en') };
let made: Promise<Assets> | null = null;
const content = smallContent();
const treaties = 'pipelines/reference/illustrative/treaties.csv';
const [heading] = readFileSync(join(root, treaties), 'utf8').split('\n');
writeFileSync(join(content.root, treaties), `${heading}\n`);
export const removeContent = content.remove;

export async function openWorld(): Promise<World> {
  made ??= makeAssets(loadTheme(root), texts.languages);
  const assets = await made;
  const folder = mkdtempSync(join(tmpdir(), 'gap-walk-'));
  const store = await openStore({ databaseUrl: null, folder });
  let ticks = Date.parse('2026-02-01T10:00:00.000Z');
  const clock = () => {
    ticks += 1_000;
    return new Date(ticks);
  };
  let ids = 0;
  const desk = openDesk({
    store,
    contentRoot: content.root,
    checker: { check: async (bytes) => check(bytes), annotate: async () => new Uint8Array() },
    now: clock,
    newId: () => {
      ids += 1;
      return `u-${ids}`;
    },
  });
  await desk.openCycle({ cycle, person: asSecretariat, kind: 'illustrative', countries: [...countries] });
  const served = await serveKept(store, folder, assets, clock);
  return {
    store,
    desk,
    contentRoot: content.root,
    now: () => clock().toISOString(),
    ask: (path, accept = 'text/html') =>
      fetch(new URL(path, served.address), { headers: { accept }, redirect: 'manual' }),
    keptPages: () => readKept(join(folder, 'pages')),
    close: async () => {
      await served.close();
      await desk.stopReading();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function serveKept(store: Store, folder: string, assets: Assets, now: () => Date): Promise<ServedSite> {
  const releases = releasesOf(store, now);
  const kept = openKeptPages({ folder, made: 'walk', now });
  const settings = { publisher: publisherOf(null, null), publicAddress: null, entries: [] };
  const opened = await openFront({ host: '127.0.0.1', port: 0, assets, releases, kept, settings });
  return serve({
    contentRoot: root,
    host: '127.0.0.1',
    port: 0,
    texts,
    maps,
    releases,
    front: { opened, assets, kept },
    report: (error) => {
      throw error;
    },
  });
}

function readKept(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const folders = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return folders.flatMap(({ parentPath, name }) => {
    const body = openKeptBodies(parentPath).read(name);
    return body ? [gunzipSync(body.sent.gzip.bytes).toString('utf8')] : [];
  });
}
