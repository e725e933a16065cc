/** Writes the tables of a release as files: Parquet and CSV for download, JSON for pages that have no DuckDB. */
import { formulaPattern, numberPattern, sheetText, sheetTextStarts } from '../../domain/index.ts';
import type { MadeTable, OrderedModel } from '../../pipeline/index.ts';
import {
  columnsOf,
  type FileFormat,
  fileFormats,
  type LaneTask,
  literal,
  quoted,
  type StoredBytes,
  type Warehouse,
  type WrittenFile,
  type WrittenTexts,
  writeCsv,
  writeJson,
  writeParquet,
  writeTexts,
} from '../../warehouse/index.ts';
import { inputColumns, inputNames, inputPath } from '../input/load.ts';
import { type About, sha256OfPieces } from './manifest.ts';

export type TableFile = WrittenFile & { readonly path: string; readonly sha256: string };
export type MartFile = TableFile & { readonly mart: string };

/** Path of a published table. */
export const martPath = (mart: string, format: FileFormat): string => `marts/${mart}.${format}`;

/**
 * Every input table as Parquet; they are loaded in the order of their keys.
 *
 * @param seal - hashed before the bytes of each file
 * @param rows - number of rows of each table
 */
export const inputFileTasks = (seal: string, rows: ReadonlyMap<string, number>): LaneTask<TableFile>[] =>
  inputNames.map((table) => ({
    id: inputPath(table),
    work: async (lane) => {
      const written = await writeParquet(lane, `from input.${quoted(table)}`, {
        rows: rows.get(table),
        columns: inputColumns(table),
      });
      return { path: inputPath(table), sha256: sealedHash(seal, written.stored), ...written };
    },
  }));

/** SHA-256 of a secret seal and a file. */
export const sealedHash = (seal: string, { pieces }: StoredBytes): string =>
  sha256OfPieces(
    (function* () {
      yield seal;
      yield* pieces();
    })(),
  );

/** Rows up to which a table is written as texts without files: of more, the engine writes them faster. */
const mostRowsInTexts = 200;

/** The marts in the order in which a release lists them. */
export const martsOf = (models: readonly OrderedModel[]): OrderedModel[] =>
  models.filter(({ schema }) => schema === 'marts').sort((a, b) => (a.name < b.name ? -1 : 1));

/** What is known of a mart when its table is complete. */
export type CompleteMarts = {
  /** Its table, by its id. */
  readonly made: ReadonlyMap<string, MadeTable>;
  /** Parquet files that were written before the others, by path. */
  readonly parquet: ReadonlyMap<string, MartFile>;
  /** Files that need not be written, by its name. */
  readonly takenOf: (mart: string) => readonly MartFile[] | undefined;
};

/**
 * Every mart in each format, sorted by its grain; each task starts as soon as its mart is complete. It returns null if the
 * file is taken from another release.
 */
export function martFileTasks(
  marts: readonly OrderedModel[],
  about: About,
  { made, parquet, takenOf }: CompleteMarts,
): LaneTask<MartFile | null>[] {
  return marts.flatMap((mart) => {
    const path = (format: FileFormat) => martPath(mart.name, format);
    let json: StoredBytes | null = null;
    let texts: WrittenTexts | null = null;
    const write = {
      parquet: (lane: Warehouse) => writeMartParquet(lane, mart, about, made.get(mart.id)!),
      csv: async (lane: Warehouse) =>
        texts === null || mayHaveFormula(texts.json.stored) ? writeMartCsv(lane, mart, about, json!) : texts.csv,
      json: async (lane: Warehouse) => {
        const count = made.get(mart.id)!.rows;
        texts = count <= mostRowsInTexts ? await writeMartTexts(lane, mart, about, count) : null;
        const written = texts?.json ?? (await writeMartJson(lane, mart, about));
        json = written.stored;
        return written;
      },
    };
    return fileFormats.map((format) => ({
      id: path(format),
      // What is in a table decides how it becomes CSV, and is known from its JSON.
      after: [mart.id, ...(format === 'csv' ? [path('json')] : [])],
      work: async (lane: Warehouse) => {
        if (takenOf(mart.name) !== undefined) return null;
        const ready = format === 'parquet' ? parquet.get(path(format)) : undefined;
        if (ready !== undefined) return ready;
        const written = await write[format](lane);
        // Hashed while the other lane is working.
        return { path: path(format), mart: mart.name, sha256: sha256OfPieces(written.stored.pieces()), ...written };
      },
    }));
  });
}

/** The Parquet file of a mart. */
export async function martParquet(
  lane: Warehouse,
  mart: OrderedModel,
  about: About,
  made: MadeTable,
): Promise<MartFile> {
  const written = await writeMartParquet(lane, mart, about, made);
  const path = martPath(mart.name, 'parquet');
  return { path, mart: mart.name, sha256: sha256OfPieces(written.stored.pieces()), ...written };
}

const writeMartParquet = (
  warehouse: Warehouse,
  mart: OrderedModel,
  { cycle, edition, illustrative }: About,
  { rows, columns }: MadeTable,
) =>
  writeParquet(warehouse, `from ${quoted(mart.id)}`, {
    about: { mart: mart.name, cycle, edition, illustrative: String(illustrative) },
    rows,
    columns: columns ?? undefined,
  });

/** @param json - the same table as JSON */
async function writeMartCsv(warehouse: Warehouse, mart: OrderedModel, { illustrative }: About, json: StoredBytes) {
  const columns = Object.keys(mart.columns);
  const risky = mayHaveFormula(json) ? await riskyColumns(warehouse, mart.id) : new Set();
  const cells = columns.map((column) => (risky.has(column) ? asCell(column) : quoted(column)));
  if (statesIllustrative(columns, illustrative)) cells.push('true as illustrative');
  return writeCsv(warehouse, `select ${cells.join(', ')} from ${quoted(mart.id)}`);
}

/** A file for download states in each row that it is illustrative, unless it has a column that states this already. */
const statesIllustrative = (columns: readonly string[], illustrative: boolean): boolean =>
  illustrative && !columns.includes('illustrative') && !columns.includes('kind');

const writeMartTexts = (
  warehouse: Warehouse,
  { id, name, columns }: OrderedModel,
  { cycle, illustrative }: About,
  rows: number,
) =>
  writeTexts(warehouse, {
    table: id,
    columns: Object.keys(columns),
    rows,
    about: { mart: name, cycle, illustrative },
    also: statesIllustrative(Object.keys(columns), illustrative) ? { illustrative: 'true' } : {},
  });

const writeMartJson = (warehouse: Warehouse, mart: OrderedModel, { cycle, illustrative }: About) =>
  writeJson(warehouse, mart.id, Object.keys(mart.columns), { mart: mart.name, cycle, illustrative });

/** Bytes with which a text starts that spreadsheet programs may interpret as a formula, and those of a sign in JSON. */
const formulaStarts = new Set([...new TextEncoder().encode(`\\${sheetTextStarts}`)]);

/**
 * Whether a text of a table may start like a formula: false is certain. Reading the bytes takes a tenth of what the rule
 * takes in a statement, and hardly any table has such a text.
 *
 * @param json - as `writeJson` gives it
 */
function mayHaveFormula(json: StoredBytes): boolean {
  const [quote, comma, bracket] = [0x22, 0x2c, 0x5b];
  let last = 0;
  let isOpen = false;
  for (const piece of json.pieces()) {
    if (isOpen && formulaStarts.has(piece[0]!)) return true;
    isOpen = false;
    for (let at = 0; at < piece.length; at += 1) {
      if (piece[at] !== quote) continue;
      const before = at === 0 ? last : piece[at - 1];
      if (before !== comma && before !== bracket) continue;
      isOpen = at === piece.length - 1;
      if (!isOpen && formulaStarts.has(piece[at + 1]!)) return true;
    }
    last = piece.at(-1) ?? last;
  }
  return false;
}

/** The same rule as `sheetText`, in SQL. Most texts start like a code or a word, so the first test decides them. */
function asCell(column: string): string {
  const name = quoted(column);
  const isPlain = [48, 65, 97].map((from) => `unicode(${name}) between ${from} and ${from === 48 ? 57 : from + 25}`);
  const isFormula = `regexp_matches(${name}, ${literal(formulaPattern)})`;
  const isNumber = `regexp_matches(${name}, ${literal(numberPattern)})`;
  return `case when not (${isPlain.join(' or ')}) and ${isFormula} and not ${isNumber} then '''' || ${name} else ${name} end as ${name}`;
}

/** Columns in which a text may start like a formula. Columns of codes cannot, as all codes are known. */
async function riskyColumns(warehouse: Warehouse, table: string): Promise<Set<string>> {
  const columns = await columnsOf(warehouse, table);
  const isRisky = (text: string) => sheetText(text) !== text;
  return new Set(columns.filter(({ isText, codes }) => isText || codes?.some(isRisky)).map(({ name }) => name));
}
