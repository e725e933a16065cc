/** Every file made from a page: pictures, tables, documents, embeds, previews and interactive charts. */
import type { BoundFigures } from '../../../dashboard/index.ts';
import { dressPicture, type FileFacts, type PictureKey } from '../../../document/index.ts';
import type { Body } from '../../server/body.ts';
import type { OpenContext } from '../navigation.ts';
import { narrowedFile } from '../page/narrowed-file.ts';
import { narrowed } from '../prepared/narrowed.ts';
import type { PagePlace, ShownRelease } from '../prepared/shown.ts';
import type { ShownReleases } from '../prepared/shown-releases.ts';
import type { PublishedRelease } from '../published.ts';
import { documentOf } from './document.ts';
import {
  asFile,
  bytesOfPicture,
  type DownloadParts,
  type FileEnding,
  fileOfBlock,
  type PictureEnding,
  sheetOf,
} from './downloads.ts';
import { embedOf } from './embed.ts';
import { type FileOf, fileFacts } from './facts.ts';
import { keepingLastPage } from './last-page.ts';
import { liveOf } from './live.ts';
import { previewOf } from './preview.ts';
import { reportOf } from './report.ts';

/** A drawing with its text alternative and its legend. */
export type OwnDrawing = { readonly svg: string; readonly alt: string; readonly keys: readonly PictureKey[] };

export type PageFiles = {
  /** The dataflow of an interactive chart on a page of a current release; null if there is no such page or chart. */
  readonly live: (address: string, block: string, query?: string) => ReturnType<typeof liveOf>;
  /** A chart or table of a page as a file, of a current release or another. */
  readonly download: (
    release: PublishedRelease,
    address: string,
    block: string,
    ending: FileEnding,
    query?: string,
  ) => ReturnType<typeof fileOfBlock>;
  /**
   * Figures that are in no mart, such as a reader's own view, as an Excel file.
   *
   * @param more - notes before the facts of the file
   * @param name - of the file, without extension
   */
  readonly sheet: (of: FileOf, figures: BoundFigures, more: FileFacts['lines'], name: string) => Promise<Body>;
  /**
   * A drawing of figures that are in no mart as a picture.
   *
   * @param more - notes before the facts of the file, which are also below the picture
   * @param name - of the file, without extension
   */
  readonly picture: (
    of: FileOf,
    draw: (colours: Readonly<Record<string, string>>) => OwnDrawing,
    more: FileFacts['lines'],
    file: { readonly name: string; readonly ending: PictureEnding },
  ) => Promise<Body>;
  /** A report on a whole release, or its annexes, in one language. */
  readonly report: (release: PublishedRelease, asked: Parameters<typeof reportOf>[2]) => ReturnType<typeof reportOf>;
  /** A single chart, as a page that may be framed. */
  readonly embed: (
    release: PublishedRelease,
    address: string,
    block: string,
    query?: string,
  ) => ReturnType<typeof embedOf>;
  /** The picture in link previews of a page. */
  readonly preview: (release: PublishedRelease, address: string, query?: string) => ReturnType<typeof previewOf>;
  /**
   * A table restricted to the countries that a filtered page shows; null if there is no such page or file.
   *
   * @param page - its address, starting with the language
   * @param query - of the address of the file, with the values of the page's filters
   */
  readonly narrowedFile: (
    release: PublishedRelease,
    page: string,
    table: string,
    query: string,
  ) => ReturnType<typeof narrowedFile>;
};

export function pageFiles(made: DownloadParts, shown: ShownReleases, context: OpenContext): PageFiles {
  const parts = { ...made, binder: keepingLastPage(made.binder) };
  const factsOf = (of: FileOf, more: FileFacts['lines']) => {
    const facts = fileFacts(parts.texts, parts.publisher, parts.publicAddress(), of);
    return { ...facts, lines: [...more, ...facts.lines] };
  };
  return {
    live: async (address, id, query = '') => {
      const found = shown.find(address);
      return found ? liveOf(parts, found.of, placeWith(found.of, found.place, query), id) : null;
    },
    download: async (release, address, id, ending, query = '') => {
      const found = shown.findIn(release, address);
      if (found === null) return null;
      const place = placeWith(found.of, found.place, query);
      const document =
        ending === 'pdf' || ending === 'docx' ? await documentOf(parts, found.of, place, id, ending) : null;
      return document ?? fileOfBlock(parts, found.of, place, id, ending);
    },
    sheet: async (of, figures, more, name) => {
      const sheet = await sheetOf(parts, figures, factsOf(of, more));
      return (await asFile(sheet, name, 'xlsx')).body;
    },
    picture: async (of, draw, more, { name, ending }) => {
      const { svg: drawn, alt, keys } = draw(parts.dashboards.theme.colours);
      const stated = factsOf(of, more);
      const selection = of.selection === null ? [] : [of.selection];
      const facts = { ...stated, foot: [...more.map(({ text }) => text), ...selection, ...stated.foot] };
      const svg = dressPicture(drawn, facts, alt, keys);
      return (await asFile(await bytesOfPicture(parts.writer, { svg, alt, facts }, ending), name, ending)).body;
    },
    report: async (release, asked) => reportOf(parts, shown.asShown(release), asked),
    embed: async (release, address, id, query = '') => {
      const found = shown.findIn(release, address);
      if (found === null) return null;
      const { assets } = context(found.place.language, found.place.address.path);
      return embedOf(parts, found.of, placeWith(found.of, found.place, query), id, assets);
    },
    preview: async (release, address, query = '') => {
      const found = shown.findIn(release, address);
      return found && previewOf(parts, found.of, placeWith(found.of, found.place, query));
    },
    narrowedFile: async (release, page, table, query) => {
      const found = shown.findIn(release, `/${page}`);
      if (found === null || found.place.dashboard === null) return null;
      const { dashboard, address, language } = placeWith(found.of, found.place, query);
      const narrow = parts.binder.narrow(found.of.release, dashboard!, address, language);
      return narrow && narrowedFile(release, narrow, page, table);
    },
  };
}

/** The page with the filters of a query, in normal form. */
const placeWith = (of: ShownRelease, place: PagePlace, query: string): PagePlace => {
  const asked = narrowed(of, place, query);
  if ('place' in asked) return asked.place;
  return placeWith(of, place, asked.query.slice(1));
};
