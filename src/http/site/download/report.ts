/** The report on a whole release, and its annexes. */
import { type BoundPage, type Dashboard, describeProtection, partOf } from '../../../dashboard/index.ts';
import type { DocumentBlock, DocumentContent } from '../../../document/index.ts';
import { type PagePlace, releaseContext, type ShownRelease } from '../prepared/shown.ts';
import type { PublishedRelease } from '../published.ts';
import { metadataOf } from '../publisher.ts';
import { type DocumentEnding, partsOf, sentencesIn, shellOf, sourcesOf } from './document.ts';
import { documentBlocks, hasOwnDates } from './document-blocks.ts';
import { asFile, type DownloadParts } from './downloads.ts';
import { fileFacts } from './facts.ts';
import { withoutTags } from './fallback.ts';
import { fileName } from './file-name.ts';

/** `report` has what dashboards declare for it; `annexes` have every table and every country. */
export const reportNames = ['report', 'annexes'] as const;
export type ReportName = (typeof reportNames)[number];

/**
 * The report on a release: the chapters that dashboards declare. If none does, and in the annexes: the first page of
 * each dashboard with all tables, then each country by its shortest document.
 *
 * @returns null for a language that the site does not have
 */
export async function reportOf(
  parts: DownloadParts,
  of: ShownRelease,
  { name, language, as }: { readonly name: ReportName; readonly language: string; readonly as: DocumentEnding },
) {
  const { texts, publisher, publicAddress } = parts;
  const { release } = of;
  const places = [...of.places.values()].filter((place) => place.language === language && place.dashboard !== null);
  if (places.length === 0) return null;
  const { title } = metadataOf(texts, language, release, publisher);
  const chapterParts = { ...parts, ...sentencesIn(texts, language) };
  const declared = places.filter((place) => place.dashboard!.declared.report !== undefined);
  const blocks =
    name === 'report' && declared.length > 0
      ? await chaptersOf(chapterParts, release, declared, language)
      : await annexesOf(chapterParts, release, places, language);
  const facts = fileFacts(texts, publisher, publicAddress(), {
    release,
    language,
    title,
    unit: null,
    page: `${language}/${release.under ?? ''}data`,
    asOf: null,
    ownDates: hasOwnDates(blocks),
    selection: null,
    protection: describeProtection(texts, language, release),
    real: false,
  });
  const { cycle, reported, invited } = releaseContext(release);
  const document: DocumentContent = {
    ...shellOf(texts, language, facts),
    kind: texts.say(language, `files.documents.${name}`),
    subtitle: texts.say(language, 'files.documents.report_lede', {
      cycle,
      reported: reported ?? 0,
      invited: invited ?? 0,
    }),
    mostPages: null,
    contents: texts.say(language, 'files.documents.contents'),
    blocks: [...blocks, ...sourcesOf(texts, language, facts, [])],
  };
  return asFile(
    await parts.writer.write({ what: as, document: withoutTags(parts.texts, language, document) }),
    fileName(release as PublishedRelease, name),
    as,
  );
}

type ChapterParts = DownloadParts & Parameters<typeof documentBlocks>[0];

const heading = (text: string, level: 1 | 2, chapter: boolean): DocumentBlock => ({
  kind: 'heading',
  level,
  text,
  chapter,
});

/** The title of a chapter and what it shows. */
const opening = ({ title, lede }: BoundPage): DocumentBlock[] => [
  heading(title, 1, true),
  { kind: 'paragraph', text: lede, look: 'lede' },
];

/** The declared chapters in their order, each of one page, or of the page of each choice without a parent. */
async function chaptersOf(
  parts: ChapterParts,
  release: ShownRelease['release'],
  places: readonly PagePlace[],
  language: string,
): Promise<DocumentBlock[]> {
  const blocks: DocumentBlock[] = [];
  const byDashboard = [...Map.groupBy(places, ({ dashboard }) => dashboard!).entries()].sort(
    ([one], [other]) => one.declared.report!.chapter - other.declared.report!.chapter,
  );
  for (const [dashboard, pages] of byDashboard) {
    const { blocks: declared, each = false } = dashboard.declared.report!;
    // The first choice has two addresses, with and without its name.
    const chosen = new Map(pages.map((place) => [place.address.chosen, place]));
    for (const { address } of each ? chosen.values() : pages.slice(0, 1)) {
      const page = parts.binder.bind(release, dashboard, { ...address, paper: true }, language);
      if (each && page.choices?.options.some(({ current }) => current) === false) continue;
      const inner = await documentBlocks(parts, partsOf(page, { parts: declared.map(partOf) }), 2);
      if (inner.length === 0) continue;
      blocks.push(...opening(page), ...inner);
    }
  }
  return blocks;
}

/** A chapter for each dashboard, then one of the countries. */
async function annexesOf(
  parts: ChapterParts,
  release: ShownRelease['release'],
  places: readonly PagePlace[],
  language: string,
): Promise<DocumentBlock[]> {
  const blocks: DocumentBlock[] = [];
  const annexed = new Map<string, PagePlace[]>();
  const seen = new Set<string>();
  for (const place of places) {
    const { dashboard, address } = place;
    // A page of one country is no chapter: it has its documents, in the chapter of countries.
    const { choice } = dashboard!.declared;
    if (choice?.start === 'first' && choice.value === 'country') continue;
    if (!seen.has(dashboard!.name)) {
      seen.add(dashboard!.name);
      const page = parts.binder.bind(release, dashboard!, { ...address, paper: true }, language);
      // How to compare, where nothing is compared, is for a page.
      if (page.blocks.every(({ kind }) => kind === 'prose')) continue;
      const inner = await documentBlocks(parts, wholeTables(page, dashboard!), 2);
      if (inner.length === 0) continue;
      blocks.push(...opening(page), ...inner);
    } else if (Object.values(dashboard!.declared.documents ?? {}).some(({ pages }) => pages !== undefined)) {
      annexed.set(dashboard!.name, [...(annexed.get(dashboard!.name) ?? []), place]);
    }
  }
  for (const [, countries] of annexed) blocks.push(...(await chapterOfCountries(parts, release, countries, language)));
  return blocks;
}

async function chapterOfCountries(
  parts: ChapterParts,
  release: ShownRelease['release'],
  countries: readonly PagePlace[],
  language: string,
): Promise<DocumentBlock[]> {
  const blocks = [heading(parts.texts.say(language, 'files.documents.countries'), 1, true)];
  for (const { dashboard, address } of countries) {
    const page = parts.binder.bind(release, dashboard!, { ...address, paper: true }, language);
    const [declared] = page.documents;
    if (declared === undefined) continue;
    blocks.push(heading(page.title, 2, false), { kind: 'paragraph', text: page.lede, look: 'plain' });
    // Tables only: a drawing for each country would make the report too large to open.
    const tables = partsOf(page, declared).map(({ block }) => ({ block, table: block.kind === 'chart' }));
    blocks.push(...(await documentBlocks(parts, tables, 3)));
  }
  return blocks;
}

/** Each block, and the table of each chart after it. Of trees, which are long, those of the report. */
const wholeTables = ({ blocks }: BoundPage, { declared }: Dashboard) =>
  blocks
    .filter(({ id, kind }) => kind !== 'tree' || declared.report?.blocks.includes(id))
    .flatMap((block) =>
      block.kind === 'chart' && block.table !== null
        ? [
            { block, table: false },
            { block, table: true },
          ]
        : [{ block, table: false }],
    );
