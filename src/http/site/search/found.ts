/** What the search over all pages finds: pages of the current releases, by the names of what they are about. */
import { type Binder, matchOf, type NamedPage } from '../../../dashboard/index.ts';
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

export type FoundPages = NamedPages & {
  /** Number of matches, also of those that are not listed. */
  readonly count: number;
};

/** Maximum number of pages listed of one dashboard. */
const mostOfOne = 12;

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
 * The pages whose names contain each word of a text, wherever accents and capitals are; names that begin with the text
 * come first.
 */
export function findPages(groups: readonly NamedPages[], text: string, locale: string): FoundPages[] {
  const compare = compareNames(locale);
  return groups.flatMap((group) => {
    const matches = group.pages
      .map((page) => ({ page, match: matchOf(page.text, text) }))
      .filter(({ match }) => match !== 'none')
      .sort((a, b) => Number(b.match === 'start') - Number(a.match === 'start') || compare(a.page.text, b.page.text));
    if (matches.length === 0) return [];
    return [{ ...group, pages: matches.slice(0, mostOfOne).map(({ page }) => page), count: matches.length }];
  });
}
