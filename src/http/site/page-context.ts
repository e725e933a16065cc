/** What every page needs to be written: its language, where it is, and what it is a page of. */
import type { html } from 'hono/html';
import type { SiteSection } from '../../dashboard/index.ts';
import type { Texts } from '../../i18n/index.ts';
import type { News, ReleaseNotice } from './published.ts';

export type Html = ReturnType<typeof html>;

export type PageContext = {
  readonly texts: Texts;
  readonly language: string;
  /** Address below the language, such as `world` or `country/XAA`; empty for a page that has no twin in other languages. */
  readonly path: string;
  /** What a filter of the page adds to the address, with its question mark: its twins have it too. */
  readonly query?: string;
  /** Where a filter narrows the page: tables of which there is a file of the countries shown. */
  readonly narrowed?: { readonly query: string; readonly tables: ReadonlySet<string> } | null | undefined;
  /** `../` as often as leads to the root of the site: links are relative, so that the site may be under any path. */
  readonly root: string;
  /** The instruments on show, where there are several: the first page of each. */
  readonly instruments: readonly { readonly path: string; readonly text: string; readonly current: boolean }[];
  /** Entries of the navigation, in order. */
  readonly navigation: readonly NavigationEntry[];
  /** Addresses of the stylesheet and of the script, from the root. */
  readonly assets: { readonly style: string; readonly script: string };
  readonly release: ReleaseContext | null;
  /** What happened last, for a page that shows it. */
  readonly news?: News;
  /** Absolute address of the site, with a slash at its end; null, or left out, where it is not known. */
  readonly publicAddress?: string | null;
};

export type NavigationEntry = {
  readonly path: string;
  readonly text: string;
  /** Where it is; none for the first page. */
  readonly section?: SiteSection;
  /** A page of those who work here. */
  readonly apart?: boolean;
};

/** A link to another page of the site. */
export type PageLink = { readonly href: string; readonly text: string };

/** What the head of a page states about the release. */
export type ReleaseContext = {
  readonly id: string;
  /** The cycle as people say it: the version of its questionnaire, such as `2026`. */
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
