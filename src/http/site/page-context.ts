/** The context in which every page is written: its language, its address, and the release that it shows. */
import type { html } from 'hono/html';
import type { SiteSection } from '../../dashboard/index.ts';
import type { Texts } from '../../i18n/index.ts';
import type { News, ReleaseNotice } from './published.ts';

export type Html = ReturnType<typeof html>;

export type PageContext = {
  readonly texts: Texts;
  readonly language: string;
  /**
   * Address below the language, such as `world` or `country/XAA`; empty for a page that has no version in other
   * languages.
   */
  readonly path: string;
  /** The query of the page's filter, with its question mark; the versions in other languages have it too. */
  readonly query?: string;
  /** Set if a filter narrows the page: the tables that can be downloaded for the countries shown. */
  readonly narrowed?: { readonly query: string; readonly tables: ReadonlySet<string> } | null | undefined;
  /** `../` repeated up to the root of the site: links are relative, so that the site may be below any path. */
  readonly root: string;
  /** The current instruments, if there are several: the first page of each. */
  readonly instruments: readonly { readonly path: string; readonly text: string; readonly current: boolean }[];
  /** Entries of the navigation, in order. */
  readonly navigation: readonly NavigationEntry[];
  /** Address of the search over all pages, below the language; null for a draft, which has none. */
  readonly search: string | null;
  /** Addresses of the stylesheet and of the script, relative to the root. */
  readonly assets: { readonly style: string; readonly script: string };
  readonly release: ReleaseContext | null;
  /**
   * The picture of a page that has none of its own: that of the first page of a current release, with its title. Null
   * if there is none.
   */
  readonly cover: { readonly release: string; readonly path: string; readonly title: string } | null;
  /** Recent events, for a page that shows them. */
  readonly news?: News;
  /** Absolute address of the site, ending with a slash; null or omitted if unknown. */
  readonly publicAddress?: string | null;
};

export type NavigationEntry = {
  readonly path: string;
  readonly text: string;
  /** Section of the navigation; none for the home page. */
  readonly section?: SiteSection;
  /** True for a working page. */
  readonly apart?: boolean;
};

/** A link to another page of the site. */
export type PageLink = { readonly href: string; readonly text: string };

/** What the header of a page states about the release. */
export type ReleaseContext = {
  readonly id: string;
  /** The short name of the cycle: the version of its questionnaire, such as `2026`. */
  readonly cycle: string;
  readonly illustrative: boolean;
  readonly draft: boolean;
  readonly published: string | null;
  readonly notice: ReleaseNotice | null;
  /** Reference date of the answers, ISO; null in a release from before it was published. */
  readonly referenceDate: string | null;
  readonly reported: number | null;
  readonly invited: number | null;
};

/** A text of `texts/<language>/pages.yaml`. */
export const say = (
  context: Pick<PageContext, 'texts' | 'language'>,
  key: string,
  values: Record<string, string | number | boolean> = {},
): string => context.texts.say(context.language, `pages.${key}`, values);
