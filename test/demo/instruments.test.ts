import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadAllHints } from '../../src/demo/index.ts';
import { fullEntitlement } from '../../src/domain/index.ts';
import { latestRelease } from '../../src/release/index.ts';
import { answers, audit, openStore, type Store, submissions } from '../../src/state/index.ts';
import { type Cells, openCells } from './cells.ts';
import { type DemoProcess, startDemo } from './process.ts';
import { tinyWorld } from './tiny-world.ts';

const { root, remove } = tinyWorld(['cybercrime', 'preparedness']);
const folder = mkdtempSync(join(tmpdir(), 'gap-demo-'));
let demo: DemoProcess;
let at: string;
let store: Store;

beforeAll(async () => {
  demo = startDemo({ root, folder }, ['demo', '--states', '6']);
  at = await demo.reports(/(http:\S+)/);
  store = await openStore({ databaseUrl: null, folder });
});
afterAll(async () => {
  await store.close();
  await demo.end('SIGINT');
  remove();
  rmSync(folder, { recursive: true, force: true });
});

const page = async (path: string) => (await fetch(`${at}${path}`)).text();

describe('the demo of all instruments', () => {
  it('publishes each cycle, and compares it with the one before', async () => {
    for (const [instrument, { cycles }] of loadAllHints(root)) {
      for (const { version } of cycles) {
        const release = (await latestRelease(store, `${instrument}-${version}`))!;
        expect(release.manifest.illustrative).toBe(true);
        const scores = release.rows('scores').filter(({ score }) => score !== null);
        expect(scores.length, `${instrument}-${version}`).toBeGreaterThan(20);
        expect(new Set(release.rows('cycles').map((row) => row.instrument))).toEqual(new Set([instrument]));
      }
    }
    const last = (await latestRelease(store, 'cybercrime-2026'))!;
    expect(last.rows('progress').filter(({ change }) => change !== null).length).toBeGreaterThan(10);
  });

  it('publishes in the order of the cycles, though releases are built at the same time', async () => {
    const cycles = [...loadAllHints(root)].flatMap(([id, hints]) =>
      hints.cycles.map(({ version }) => `${id}-${version}`),
    );
    const published = (await audit.list(store.connection)).filter(({ action }) => action === 'release.publish');
    expect(published.map(({ cycle }) => cycle)).toEqual(cycles);
  });

  it('says at once what it does, then what is done of how much, and at the end where to look', () => {
    const printed = demo.reported();
    expect(printed).toMatch(/^Demo with fictional States\. All their answers are illustrative\./);
    expect(printed).toMatch(/0 % {2}0:\d\d {2}Workbooks of cybercrime-2024: 0 of 6/);
    expect(printed).toMatch(/Computing the figures: release \d of 3/);
    expect(printed).toContain(`${at}en/submissions  the work of the secretariat`);
  });

  it('shows the first instrument on the home page, and links to the other', async () => {
    const [front, other] = [await page('en/world'), await page('fr/preparedness/country/XAB')];
    expect(wordsOf(front)).toContain('Cycle 2026');
    expect(front).toContain('State XAB');
    expect(front).toContain('href="../en/preparedness/overview"');
    expect(wordsOf(other)).toContain('Cycle 2025');
    expect(other).toContain('État XAB');
  });

  it('has every page of its navigation, in each language', async () => {
    for (const start of ['en/world', 'fr/world', 'en/preparedness/world', 'fr/preparedness/world']) {
      const [, navigation = ''] = /<nav class="main-nav"(.*?)<\/nav>/s.exec(await page(start))!;
      const addresses = [...navigation.matchAll(/href="([^"]+)"/g)].map(([, href]) => new URL(href!, at + start).href);
      expect(addresses.length).toBeGreaterThan(3);
      for (const address of addresses) expect((await fetch(address)).status, `${address} ${demo.reported()}`).toBe(200);
    }
    expect(demo.reported()).not.toContain('incident');
  });

  it('has accepted the answers that the content prescribes', async () => {
    for (const [instrument, { cycles, sure }] of loadAllHints(root)) {
      const cycle = `${instrument}-${cycles.at(-1)!.version}`;
      for (const [country, certain] of Object.entries(sure)) {
        const submission = (await submissions.find(store.connection, cycle, country))!;
        expect(submission).toMatchObject({ state: 'accepted', errors: 0 });
        const said = await answers.ofRevision(store.connection, { cycle, country, revision: 1 }, fullEntitlement);
        for (const [id, value] of Object.entries(certain)) {
          expect(said.find(({ question, part }) => (part ?? question) === id)).toMatchObject({ value });
        }
      }
    }
  });

  it('keeps each workbook as it was uploaded, with "illustrative" in its name', async () => {
    const said = await answers.accepted(store.connection, 'cybercrime-2026', fullEntitlement);
    expect(said.length).toBeGreaterThan(300);
    for (const { fileName, uploadSha256 } of said) {
      expect(fileName).toMatch(/^illustrative-/);
      expect(uploadSha256).toMatch(/^[0-9a-f]{64}$/);
    }
    expect(new Set(said.map(({ evidenceState }) => evidenceState))).toEqual(
      new Set(['self_reported', 'evidenced', 'verified']),
    );
  });
});

describe('the cell that a figure leads to', () => {
  let cells: Cells;

  beforeAll(async () => {
    const release = (await latestRelease(store, 'cybercrime-2026'))!;
    cells = await openCells(store, release, ['cybercrime-2024', 'cybercrime-2026']);
  });

  // Every answer behind a figure is in the cell that the release names.
  it.each(['question_scores', 'answers'])('contains the answer, for every row of %s', (mart) => {
    const rows = cells.answered(mart);
    expect(rows.length).toBeGreaterThan(200);
    const wrong = rows
      .filter((row) => cells.isStored(row))
      .map((row) => ({
        place: `${row.country} ${row.item} ${row.sheet}!${row.cell}`,
        value: row.value_text,
        shown: cells.shownIn(row),
        row,
      }))
      .filter(({ row, shown }) => !cells.holds(row, shown))
      .map(({ row: _, ...one }) => one);
    expect(wrong).toEqual([]);
    expect(rows.filter((row) => !cells.isStored(row))).toEqual([]);
  });

  it('distinguishes confirmed answers from new ones', () => {
    const rows = cells.answered('question_scores');
    expect(rows.filter((row) => row.confirmed === true).length).toBeGreaterThan(5);
    expect(rows.filter((row) => row.confirmed === false).length).toBeGreaterThan(100);
  });

  it('is not empty for a confirmed answer', () => {
    const confirmed = cells.answered('question_scores').filter((row) => row.confirmed === true);
    for (const row of confirmed) expect(cells.shownIn(row), `${row.country} ${row.item}`).not.toBe('');
  });
});

const wordsOf = (page: string) => page.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
