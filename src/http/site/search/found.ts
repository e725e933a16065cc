/** What the search over all pages finds: pages of the current releases, by the names of what they are about. */
import { type Binder, isCode, matchOf, type NamedPage } from '../../../dashboard/index.ts';
import { compareNames, type Texts } from '../../../i18n/index.ts';
import type { ShownRelease } from '../prepared/shown.ts';
import { titleOf } from '../prepared/shown.ts';

/** Pages of one dashboard, or the first pages of all. */
export type NamedPages = {
  readonly title: string;
  /** Name of the instrument, if there are several; empty otherwise. */
  readonly instrument: string;
  readonly pages: readonly NamedPage[];
};

/** A page of a name that was found, with what distinguishes it from the others. */
export type PageOfName = {
  /** Address below the language. */
  readonly path: string;
  /** The dashboard, the name of its instrument if there are several, and what the name is a part of. */
  readonly of: readonly [dashboard: string, ...rest: readonly string[]];
};

/** A name that was found, with its pages in the order of the navigation. */
export type FoundName = { readonly text: string; readonly pages: readonly PageOfName[] };

/** Names that were found, best first, and their number, also of those that are not listed. */
export type FoundNames = { readonly names: readonly FoundName[]; readonly count: number };

/** Maximum number of names listed. */
const mostNames = 40;

/** Names are read from a release once for each language. */
export function openPageNames({ binder, texts }: { binder: Binder; texts: Texts }) {
  const kept = new WeakMap<ShownRelease, Map<string, readonly NamedPages[]>>();
  return (all: readonly ShownRelease[], language: string): readonly NamedPages[] =>
    all.flatMap((one) => {
      const known = kept.get(one) ?? new Map<string, readonly NamedPages[]>();
      kept.set(one, known);
      const instrument = all.length < 2 ? '' : titleOf(one, language, texts.working);
      const found =
        known.get(language) ??
        one.dashboards.map((dashboard) => ({
          title: texts.say(language, `dashboards.${dashboard.name}.nav`),
          instrument,
          pages: binder.named(one.release, dashboard, language),
        }));
      known.set(language, found);
      return found;
    });
}

/**
 * The names that contain each word of a text, wherever accents and capitals are, and those whose code the text is, each
 * once with all its pages; names that begin with the text, or have the code, come first.
 */
export function findPages(groups: readonly NamedPages[], text: string, locale: string): FoundNames {
  const compare = compareNames(locale);
  const found = new Map<string, { text: string; starts: boolean; pages: PageOfName[] }>();
  for (const { title, instrument, pages } of groups)
    for (const page of pages) {
      const isMeant = page.code !== undefined && isCode(page.code, text);
      const match = isMeant ? 'start' : matchOf(page.text, text);
      if (match === 'none') continue;
      const name = found.get(page.text) ?? { text: page.text, starts: match === 'start', pages: [] };
      found.set(page.text, name);
      const parts = [instrument, page.within ?? '', isMeant ? page.code! : ''];
      const rest = [...new Set(parts)].filter((part) => part !== '');
      name.pages.push({ path: page.path, of: [title, ...rest] });
    }
  const names = [...found.values()].sort((a, b) => Number(b.starts) - Number(a.starts) || compare(a.text, b.text));
  return {
    names: names.slice(0, mostNames).map(({ text: name, pages }) => ({ text: name, pages })),
    count: names.length,
  };
}
