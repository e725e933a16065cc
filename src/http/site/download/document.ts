/** The content of documents: for a page, and the report on a whole release. */
import { type BoundBlock, type BoundDocument, type BoundPage, describeProtection } from '../../../dashboard/index.ts';
import type { DocumentBlock, DocumentContent, FileFacts } from '../../../document/index.ts';
import type { Texts } from '../../../i18n/index.ts';
import { type PagePlace, releaseContext, type ShownRelease } from '../prepared/shown.ts';
import type { PublishedRelease } from '../published.ts';
import { metadataOf } from '../publisher.ts';
import { documentBlocks } from './document-blocks.ts';
import { asFile, type DownloadParts, factsOfPlace, nameOfFile } from './downloads.ts';
import { fileFacts } from './facts.ts';
import { withoutTags } from './fallback.ts';
import { fileName } from './file-name.ts';

type DocumentEnding = 'pdf' | 'docx';

/** @returns null if the page offers no such document */
export async function documentOf(
  parts: DownloadParts,
  { release }: Pick<ShownRelease, 'release'>,
  place: PagePlace,
  name: string,
  as: DocumentEnding,
) {
  const { dashboard, address, language } = place;
  if (dashboard === null) return null;
  const page = parts.binder.bind(release, dashboard, address, language);
  const declared = page.documents.find((one) => one.name === name);
  if (declared === undefined) return null;
  const facts = factsOfPlace(parts, release, place, page, { title: page.title, unit: null });
  const blockParts = { ...parts, pair: pairIn(parts.texts, language) };
  const blocks = await documentBlocks(blockParts, partsOf(page, declared), 1);
  const document: DocumentContent = {
    ...shellOf(parts.texts, language, facts),
    kind: declared.kind,
    subtitle: page.lede,
    mostPages: declared.mostPages,
    contents: null,
    blocks: [...blocks, ...sourcesOf(parts.texts, language, facts, page.reservations)],
  };
  return asFile(
    await parts.writer.write({ what: as, document: withoutTags(parts.texts, language, document) }),
    nameOfFile(release, place, name),
    as,
  );
}

/**
 * The report on a release: the first page of each dashboard as a chapter, then each country by its shortest document.
 *
 * @returns null for a language that the site does not have
 */
export async function reportOf(parts: DownloadParts, of: ShownRelease, language: string, as: DocumentEnding) {
  const { texts, publisher, publicAddress } = parts;
  const { release } = of;
  const places = [...of.places.values()].filter((place) => place.language === language && place.dashboard !== null);
  if (places.length === 0) return null;
  const { title } = metadataOf(texts, language, release, publisher);
  const facts = fileFacts(texts, publisher, publicAddress(), {
    release,
    language,
    title,
    unit: null,
    page: `${language}/${release.under ?? ''}data`,
    selection: null,
    protection: describeProtection(texts, language, release),
    real: false,
  });
  const blocks = await chaptersOf({ ...parts, pair: pairIn(texts, language) }, release, places, language);
  const { cycle, reported, invited } = releaseContext(release);
  const document: DocumentContent = {
    ...shellOf(texts, language, facts),
    kind: texts.say(language, 'files.documents.report'),
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
    fileName(release as PublishedRelease, 'report'),
    as,
  );
}

type ChapterParts = DownloadParts & Parameters<typeof documentBlocks>[0];

const heading = (text: string, level: 1 | 2, newPage: boolean): DocumentBlock => ({
  kind: 'heading',
  level,
  text,
  newPage,
});

/** A chapter for each dashboard, then one of the countries. */
async function chaptersOf(
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
      const page = parts.binder.bind(release, dashboard!, address, language);
      // How to compare, where nothing is compared, is for a page.
      if (page.blocks.every(({ kind }) => kind === 'prose')) continue;
      const inner = await documentBlocks(parts, wholeTables(page.blocks), 2);
      if (inner.length === 0) continue;
      blocks.push(heading(page.title, 1, true), { kind: 'paragraph', text: page.lede, look: 'lede' }, ...inner);
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
    const page = parts.binder.bind(release, dashboard!, address, language);
    const [declared] = page.documents;
    if (declared === undefined) continue;
    blocks.push(heading(page.title, 2, false), { kind: 'paragraph', text: page.lede, look: 'plain' });
    // Tables only: a drawing for each country would make the report too large to open.
    const tables = partsOf(page, declared).map(({ block }) => ({ block, table: block.kind === 'chart' }));
    blocks.push(...(await documentBlocks(parts, tables, 3)));
  }
  return blocks;
}

const shellOf = (texts: Texts, language: string, facts: FileFacts) => ({
  facts,
  pageOf: texts.say(language, 'files.page_of'),
});

const pairIn = (texts: Texts, language: string) => (name: string, text: string) =>
  texts.say(language, 'files.pair', { name, text });

/** The end of every document: how to read it, and its sources. */
function sourcesOf(
  texts: Texts,
  language: string,
  { lines }: FileFacts,
  reservations: readonly string[],
): DocumentBlock[] {
  const note = (text: string): DocumentBlock => ({ kind: 'paragraph', text, look: 'note' });
  return [
    { kind: 'heading', level: 1, text: texts.say(language, 'files.documents.sources') },
    ...reservations.map(note),
    note(lines.map(({ name, text }) => pairIn(texts, language)(name, text)).join(' · ')),
  ];
}

const partsOf = (page: BoundPage, { parts }: BoundDocument) =>
  parts.flatMap(({ block: id, table }) => {
    const block = page.blocks.find((one) => one.id === id);
    return block === undefined ? [] : [{ block, table }];
  });

/** Each block, and the table of each chart after it. */
const wholeTables = (blocks: readonly BoundBlock[]) =>
  blocks.flatMap((block) =>
    block.kind === 'chart' && block.table !== null
      ? [
          { block, table: false },
          { block, table: true },
        ]
      : [{ block, table: false }],
  );
