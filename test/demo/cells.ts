/** Reads the cells that a release names with another library than the product's own reader. */
import ExcelJS from 'exceljs';
import type { OpenRelease } from '../../src/release/index.ts';
import { type Store, uploads } from '../../src/state/index.ts';

export type MartRow = Readonly<Record<string, unknown>>;

export type Cells = {
  /** Rows of a mart that state what a country answered, and in which cell. */
  readonly answered: (mart: string) => MartRow[];
  /** Whether the workbook of a row was stored. */
  readonly isStored: (row: MartRow) => boolean;
  /** The text in the cell of a row. */
  readonly shownIn: (row: MartRow) => string;
  /** Whether a text is the value of a row. */
  readonly holds: (row: MartRow, shown: string) => boolean;
};

/** Opens the stored workbooks behind the answers of a release of these cycles. */
export async function openCells(store: Store, release: OpenRelease, cycles: readonly string[]): Promise<Cells> {
  const answered = (mart: string) =>
    release
      .rows(mart)
      .filter((row) => row.state === 'answered' && row.value_text !== null && row.cell !== null && row.hidden !== true);
  const wanted = new Set(answered('question_scores').map((row) => String(row.upload_sha256)));
  const workbooks = new Map<string, ExcelJS.Workbook>();
  for (const country of new Set(release.rows('countries').map((row) => String(row.country)))) {
    for (const cycle of cycles) {
      for (const upload of await uploads.ofSubmission(store.connection, cycle, country)) {
        if (!wanted.has(upload.sha256)) continue;
        const book = new ExcelJS.Workbook();
        await book.xlsx.load(Buffer.from((await uploads.bytes(store.connection, upload.id))!) as never);
        workbooks.set(upload.sha256, book);
      }
    }
  }
  const labels = choiceLabels(release);
  return {
    answered,
    isStored: (row) => workbooks.has(String(row.upload_sha256)),
    shownIn: (row) =>
      workbooks.get(String(row.upload_sha256))!.getWorksheet(String(row.sheet))!.getCell(String(row.cell)).text.trim(),
    holds: (row, shown) => holds(row, shown, labels),
  };
}

/** The labels of each choice in all languages. */
const choiceLabels = (release: OpenRelease): ReadonlyMap<string, readonly string[]> =>
  new Map(
    Map.groupBy(
      release.rows('labels').filter(({ kind }) => kind === 'choice'),
      ({ id }) => String(id).split(':').slice(1).join(':'),
    )
      .entries()
      .map(([name, labels]) => [name, labels.map(({ label }) => String(label))] as const),
  );

function holds(row: MartRow, shown: string, labels: ReadonlyMap<string, readonly string[]>): boolean {
  const value = String(row.value_text);
  if (shown === value || shown.startsWith(`${value}\n`)) return true;
  if (shown !== '' && Number(shown.split('\n')[0]) === Number(value)) return true;
  if (
    /^\d{4}-\d{2}-\d{2}$/.test(value) &&
    !Number.isNaN(Date.parse(shown)) &&
    new Date(shown).toISOString().startsWith(value)
  )
    return true;
  // All texts that can represent a stored value: the value itself, and the labels of its choices in any language.
  const texts = value.split(' ').map((name) => [name, ...(labels.get(name) ?? [])]);
  return texts.every((those) => those.some((text) => shown.includes(text)));
}
