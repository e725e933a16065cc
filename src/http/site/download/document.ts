/** The content of documents of a page, and what all documents share. */
import type { BoundDocument, BoundPage } from '../../../dashboard/index.ts';
import type { DocumentBlock, DocumentContent, FileFacts } from '../../../document/index.ts';
import type { Texts } from '../../../i18n/index.ts';
import type { PagePlace, ShownRelease } from '../prepared/shown.ts';
import { documentBlocks, hasOwnDates } from './document-blocks.ts';
import { asFile, type DownloadParts, factsOfPlace, nameOfFile } from './downloads.ts';
import { withoutTags } from './fallback.ts';

export type DocumentEnding = 'pdf' | 'docx';

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
  const page = parts.binder.bind(release, dashboard, { ...address, paper: true }, language);
  const declared = page.documents.find((one) => one.name === name);
  if (declared === undefined) return null;
  const blocks = await documentBlocks({ ...parts, ...sentencesIn(parts.texts, language) }, partsOf(page, declared), 1);
  const facts = factsOfPlace(parts, release, place, page, {
    title: page.title,
    unit: null,
    asOf: null,
    ownDates: hasOwnDates(blocks),
  });
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

export const shellOf = (texts: Texts, language: string, facts: FileFacts) => ({
  facts,
  pageOf: texts.say(language, 'files.page_of'),
  furtherRows: texts.say(language, 'files.further_rows'),
});

/** Sentences that the blocks of a document need. */
export const sentencesIn = (texts: Texts, language: string) => ({
  pair: (name: string, text: string) => texts.say(language, 'files.pair', { name, text }),
  dated: (asOf: string) => texts.say(language, 'files.foot.as_of', { as_of: asOf }),
});

/** The end of every document: how to read it, and its sources. */
export function sourcesOf(
  texts: Texts,
  language: string,
  { lines }: FileFacts,
  reservations: readonly string[],
): DocumentBlock[] {
  const note = (text: string): DocumentBlock => ({ kind: 'paragraph', text, look: 'note' });
  return [
    { kind: 'heading', level: 1, text: texts.say(language, 'files.documents.sources') },
    ...reservations.map(note),
    note(lines.map(({ name, text }) => sentencesIn(texts, language).pair(name, text)).join(' · ')),
  ];
}

export const partsOf = (page: BoundPage, { parts }: Pick<BoundDocument, 'parts'>) =>
  parts.flatMap(({ block: id, table }) => {
    const block = page.blocks.find((one) => one.id === id);
    return block === undefined ? [] : [{ block, table }];
  });
