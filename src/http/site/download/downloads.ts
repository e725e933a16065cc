/** Files of one chart or table of a page, created on request. */
import {
  type Binder,
  type BoundBlock,
  type BoundFigures,
  type BoundPage,
  type Dashboards,
  type Painter,
  standaloneKeys,
  stillChart,
} from '../../../dashboard/index.ts';
import { type DocumentWriter, dressPicture, type FileFacts } from '../../../document/index.ts';
import { csvOf } from '../../../domain/index.ts';
import type { Texts } from '../../../i18n/index.ts';
import { type Body, makeBody } from '../../server/body.ts';
import { queryOfPlace } from '../prepared/narrowed.ts';
import type { PagePlace, ShownRelease } from '../prepared/shown.ts';
import type { PublishedRelease } from '../published.ts';
import type { Publisher } from '../publisher.ts';
import { type FileOf, fileFacts } from './facts.ts';
import { withoutTags } from './fallback.ts';
import { type FigureFile, figuresOfBlock } from './figures.ts';
import { fileName } from './file-name.ts';
import { unitOfSpec } from './unit.ts';

export type DownloadParts = {
  readonly binder: Binder;
  readonly painter: Painter;
  readonly dashboards: Dashboards;
  readonly texts: Texts;
  readonly writer: DocumentWriter;
  readonly publisher: Publisher;
  /** Absolute address of the site, ending with a slash; null if unknown. */
  readonly publicAddress: () => string | null;
};

/** Content types by file extension. */
export const fileTypes = {
  svg: 'image/svg+xml',
  png: 'image/png',
  pdf: 'application/pdf',
  'vl.json': 'application/json',
  csv: 'text/csv; charset=utf-8; header=present',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
} as const;
export type FileEnding = keyof typeof fileTypes;

/** A block of a page with the facts that its files state about themselves. */
export type FileBlock = {
  readonly block: BoundBlock;
  readonly page: BoundPage;
  readonly facts: FileFacts;
  /** File name without extension. */
  readonly name: string;
  /** The figures of its table or its drawing; null if it has none. */
  readonly figures: FigureFile | null;
};

/** @returns null if the page has no such chart or table */
export function fileBlock(
  parts: DownloadParts,
  { release }: Pick<ShownRelease, 'release'>,
  place: PagePlace,
  id: string,
): FileBlock | null {
  const { dashboard, address, language } = place;
  if (dashboard === null) return null;
  const page = parts.binder.bind(release, dashboard, address, language);
  const block = page.blocks.find((one) => one.id === id && (one.kind === 'chart' || one.kind === 'table'));
  if (block === undefined) return null;
  const figures = figuresOfBlock(release, page, block, { texts: parts.texts, language });
  const facts = factsOfPlace(parts, release, place, page, {
    title: titleOfFile(parts.texts, place, page, block),
    unit: (block.kind === 'chart' ? unitOfSpec(block.chart.spec, language) : null) ?? figures?.unit ?? null,
    asOf: block.asOf,
  });
  // Notes on the protection of answers and on the boundaries of maps are included.
  const notes = block.kind === 'chart' ? block.mapNotes : [];
  const noted = { ...facts, foot: [...facts.foot, ...(page.protection === null ? [] : [page.protection]), ...notes] };
  return withoutTags(parts.texts, language, {
    block,
    page,
    facts: noted,
    name: nameOfFile(release, place, id),
    figures,
  });
}

/** A file names what its page is about, such as the country, as it is read apart from the page. */
function titleOfFile(texts: Texts, { address, language }: PagePlace, page: BoundPage, { title }: BoundBlock): string {
  if (title === '') return page.title;
  if (address.chosen === null || title.includes(page.title)) return title;
  return texts.say(language, 'files.embed.in', { title, page: page.title });
}

/** The facts of a file made from a page, or from one of its blocks. */
export function factsOfPlace(
  { texts, publisher, publicAddress }: Pick<DownloadParts, 'texts' | 'publisher' | 'publicAddress'>,
  release: PublishedRelease,
  place: PagePlace,
  page: BoundPage,
  about: Pick<FileOf, 'title' | 'unit' | 'asOf' | 'ownDates'>,
): FileFacts {
  const { address, language } = place;
  return fileFacts(texts, publisher, publicAddress(), {
    ...about,
    release,
    language,
    page: `${language}/${address.path}${queryOfPlace(place)}`,
    selection: page.filter?.narrowed === true ? page.filter.says : null,
    cycle: page.cycle,
    protection: page.protection,
    real: page.real,
  });
}

export const nameOfFile = (release: PublishedRelease, { address }: PagePlace, id: string): string =>
  fileName(release, [...address.path.split('/'), id, ...Object.values(address.filter ?? {})].join('-'));

/** The drawing of a chart as a separate picture. */
export async function pictureOf({ painter, dashboards }: DownloadParts, { block, facts }: FileBlock): Promise<string> {
  if (block.kind !== 'chart') throw new Error(`the block ${block.id} has no chart`);
  const chart = { ...block.chart, spec: { ...block.chart.spec, background: '#ffffff' } };
  // Its legend is that of the page, which follows the reading direction.
  const drawn = await painter.draw(block.name, stillChart(chart, block.legend === null, dashboards.theme.font));
  return dressPicture(drawn, facts, altOf(block), standaloneKeys(block.legend ?? [], block.chart.dress.patterns));
}

/** The alternative text of a picture. */
export const altOf = (block: BoundBlock): string => [block.title, block.sentence].filter(Boolean).join('. ');

/** @returns null if the block has no file of this type */
export async function bytesOfBlock(
  parts: DownloadParts,
  found: FileBlock,
  ending: FileEnding,
): Promise<Uint8Array | string | null> {
  const { block, facts, figures } = found;
  const { writer, painter, texts } = parts;
  const ofFile = (name: string) => texts.say(facts.language, 'files.facts.of_file', { name });
  if (ending === 'csv') return figures && csvOf(csvRows(figures, facts, ofFile));
  if (ending === 'xlsx') return figures && sheetOf(parts, figures, facts);
  if (block.kind !== 'chart') return null;
  if (ending === 'vl.json') return specOf(await painter.spec(block.name, block.chart), facts);
  if (ending === 'docx') return null;
  return bytesOfPicture(writer, { svg: await pictureOf(parts, found), alt: altOf(block), facts }, ending);
}

export type PictureEnding = 'svg' | 'png' | 'pdf';

/** @param svg - with its title, legend and notes */
export async function bytesOfPicture(
  writer: DocumentWriter,
  { svg, alt, facts }: { readonly svg: string; readonly alt: string; readonly facts: FileFacts },
  ending: PictureEnding,
): Promise<Uint8Array | string> {
  if (ending === 'png') return writer.write({ what: 'png', svg, facts, zoom: 2 });
  if (ending === 'pdf') return writer.write({ what: 'picture_pdf', svg, alt, facts });
  return svg;
}

/** Figures as an Excel file, whose notes state the facts. */
export function sheetOf(
  { writer, texts }: Pick<DownloadParts, 'writer' | 'texts'>,
  figures: BoundFigures,
  facts: FileFacts,
): ReturnType<DocumentWriter['write']> {
  const say = (key: string) => texts.say(facts.language, `files.sheets.${key}`);
  const sheets = { figures: say('figures'), notes: say('notes') };
  const { title, direction, lines: notes, date } = facts;
  return writer.write({ what: 'xlsx', table: { ...figures, title, sheets, direction, notes, date } });
}

/** @returns null if there is no such file */
export async function fileOfBlock(
  parts: DownloadParts,
  of: Pick<ShownRelease, 'release'>,
  place: PagePlace,
  id: string,
  ending: FileEnding,
): Promise<{ readonly body: Body; readonly bytes: Uint8Array } | null> {
  const found = fileBlock(parts, of, place, id);
  const made = found && (await bytesOfBlock(parts, found, ending));
  return found && made !== null ? asFile(made, found.name, ending) : null;
}

export async function asFile(
  made: Uint8Array | string,
  name: string,
  ending: FileEnding,
): Promise<{ readonly body: Body; readonly bytes: Uint8Array }> {
  const bytes = typeof made === 'string' ? Buffer.from(made) : made;
  const headers = { 'content-disposition': `attachment; filename="${name}.${ending}"` };
  return { bytes, body: await makeBody(bytes, fileTypes[ending], false, headers) };
}

/** The facts about the file are repeated in each row, so that they stay with rows that are copied. */
function csvRows(
  { columns, rows }: FigureFile,
  { lines }: FileFacts,
  ofFile: (name: string) => string,
): (string | number | null)[][] {
  const titles = columns.map(({ title }) => title);
  return [
    // A table may have such a column too, such as the cycle of each figure: no file has two of one name.
    [...titles, ...lines.map(({ name }) => (titles.includes(name) ? ofFile(name) : name))],
    ...rows.map((row) => [
      ...row.map((value) => (typeof value === 'boolean' ? String(value) : value)),
      ...lines.map(({ text }) => text),
    ]),
  ];
}

function specOf(spec: string, { title, lines }: FileFacts): string {
  const whole = JSON.parse(spec) as Record<string, unknown>;
  return JSON.stringify({
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    description: title,
    ...whole,
    usermeta: { ...(whole.usermeta as object), ...Object.fromEntries(lines.map(({ name, text }) => [name, text])) },
  });
}
