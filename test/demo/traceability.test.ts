/**
 * Every answer behind a figure is in the cell that the release names. The test opens the stored workbook of each State
 * with another library than the product's own reader, and reads the cell.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { latestRelease, type OpenRelease } from '../../src/release/index.ts';
import { openStore, uploads } from '../../src/state/index.ts';
import { startDemo } from './process.ts';
import { tinyWorld } from './tiny-world.ts';

const { root, remove } = tinyWorld(['cybercrime']);
const folder = join(mkdtempSync(join(tmpdir(), 'gap-trace-')), 'data');
afterAll(() => {
  remove();
  rmSync(folder, { recursive: true, force: true });
});

type MartRow = Readonly<Record<string, unknown>>;

let release: OpenRelease;
/** By hash of the file */
const workbooks = new Map<string, ExcelJS.Workbook>();

beforeAll(async () => {
  const demo = startDemo({ root, folder }, ['demo', '--states', '6']);
  await demo.reports(/(http:\S+)/);
  await demo.end('SIGINT');
  const store = await openStore({ databaseUrl: null, folder });
  try {
    release = (await latestRelease(store, 'cybercrime-2026'))!;
    const wanted = new Set(answered('question_scores').map((row) => String(row.upload_sha256)));
    for (const country of new Set(release.rows('countries').map((row) => String(row.country)))) {
      for (const cycle of ['cybercrime-2024', 'cybercrime-2026']) {
        for (const upload of await uploads.ofSubmission(store.connection, cycle, country)) {
          if (!wanted.has(upload.sha256)) continue;
          const book = new ExcelJS.Workbook();
          await book.xlsx.load(Buffer.from((await uploads.bytes(store.connection, upload.id))!) as never);
          workbooks.set(upload.sha256, book);
        }
      }
    }
  } finally {
    await store.close();
  }
});

/** Rows of a mart that state what a country answered, and in which cell. */
const answered = (mart: string): MartRow[] =>
  release
    .rows(mart)
    .filter((row) => row.state === 'answered' && row.value_text !== null && row.cell !== null && row.hidden !== true);

const shownIn = (row: MartRow): string =>
  workbooks.get(String(row.upload_sha256))!.getWorksheet(String(row.sheet))!.getCell(String(row.cell)).text.trim();

let choiceLabels: ReadonlyMap<string, readonly string[]> | null = null;

/** All texts that can represent a stored value: the value itself, and the labels of its choices in any language. */
function textsOf(row: MartRow): string[][] {
  choiceLabels ??= new Map(
    Map.groupBy(
      release.rows('labels').filter(({ kind }) => kind === 'choice'),
      ({ id }) => String(id).split(':').slice(1).join(':'),
    )
      .entries()
      .map(([name, labels]) => [name, labels.map(({ label }) => String(label))] as const),
  );
  return String(row.value_text)
    .split(' ')
    .map((name) => [name, ...(choiceLabels!.get(name) ?? [])]);
}

function holds(row: MartRow, shown: string): boolean {
  const value = String(row.value_text);
  if (shown === value || shown.startsWith(`${value}\n`)) return true;
  if (shown !== '' && Number(shown.split('\n')[0]) === Number(value)) return true;
  if (
    /^\d{4}-\d{2}-\d{2}$/.test(value) &&
    !Number.isNaN(Date.parse(shown)) &&
    new Date(shown).toISOString().startsWith(value)
  )
    return true;
  return textsOf(row).every((texts) => texts.some((text) => shown.includes(text)));
}

describe('the cell that a figure leads to', () => {
  it.each(['question_scores', 'answers'])('contains the answer, for every row of %s', (mart) => {
    const rows = answered(mart);
    expect(rows.length).toBeGreaterThan(200);
    const wrong = rows
      .filter((row) => workbooks.has(String(row.upload_sha256)))
      .map((row) => ({
        place: `${row.country} ${row.item} ${row.sheet}!${row.cell}`,
        value: row.value_text,
        shown: shownIn(row),
        row,
      }))
      .filter(({ row, shown }) => !holds(row, shown))
      .map(({ row: _, ...one }) => one);
    expect(wrong).toEqual([]);
    expect(rows.filter((row) => !workbooks.has(String(row.upload_sha256)))).toEqual([]);
  });

  it('distinguishes confirmed answers from new ones', () => {
    const rows = answered('question_scores');
    expect(rows.filter((row) => row.confirmed === true).length).toBeGreaterThan(5);
    expect(rows.filter((row) => row.confirmed === false).length).toBeGreaterThan(100);
  });

  it('is not empty for a confirmed answer', () => {
    const confirmed = answered('question_scores').filter((row) => row.confirmed === true);
    for (const row of confirmed) expect(shownIn(row), `${row.country} ${row.item}`).not.toBe('');
  });
});
