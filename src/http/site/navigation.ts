/** The context of every page: instruments, navigation, release, and the root of its links. */
import type { Dashboards } from '../../dashboard/index.ts';
import type { Texts } from '../../i18n/index.ts';
import type { Assets } from '../server/assets.ts';
import type { PageContext } from './page-context.ts';
import { releaseContext, type ShownRelease, titleOf } from './prepared/shown.ts';
import type { ShownReleases } from './prepared/shown-releases.ts';

/** @param path - address below the language */
export type OpenContext = (language: string, path: string) => PageContext;

export type NavigationParts = {
  readonly texts: Texts;
  readonly dashboards: Dashboards;
  readonly assets: Pick<Assets, 'style' | 'script'>;
  /** Entries after the dashboards: pages of other routes. */
  readonly entries: readonly { readonly path: string; readonly text: string }[];
  readonly shown: Pick<ShownReleases, 'all' | 'at'>;
  readonly publicAddress: () => string | null;
  /** True for the pages of a draft, which are two levels below the root of the site. */
  readonly draft: boolean;
};

export function openNavigation(parts: NavigationParts): OpenContext {
  const { texts, dashboards, assets, entries, shown, publicAddress, draft } = parts;
  const above = draft ? '../../' : '';
  return (language, path) => {
    const current = shown.at(path);
    const under = current?.release.under ?? '';
    const offered = current?.dashboards ?? dashboards.all;
    return {
      texts,
      language,
      path,
      root: '../'.repeat(path.split('/').length),
      instruments: shown.all().map((one) => ({
        path: `${one.release.under}${one.dashboards[0]?.name ?? 'data'}`,
        text: titleOf(one, language, texts.working),
        current: one === current,
      })),
      navigation: [
        ...offered.map(({ name, declared }) => ({
          path: `${under}${name}`,
          text: texts.say(language, `dashboards.${name}.nav`),
          ...(name !== dashboards.all[0]?.name && { section: declared.section ?? ('countries' as const) }),
        })),
        { path: `${under}data`, text: texts.say(language, 'pages.nav.data'), section: 'method' },
        { path: 'releases', text: texts.say(language, `pages.nav.${draft ? 'draft' : 'releases'}`), section: 'method' },
        ...entries.map(({ path: entry, text }) => ({ path: entry, text: texts.say(language, text), apart: true })),
      ],
      search: draft ? null : 'search',
      // Assets of the site itself, whose root is two levels above that of a draft's pages.
      assets: { style: `${above}${assets.style}`, script: `${above}${assets.script}` },
      release: current === undefined ? null : releaseContext(current.release),
      cover: draft ? null : coverOf(current ?? shown.all()[0], language, texts.working),
      publicAddress: publicAddress(),
    };
  };
}

function coverOf(shown: ShownRelease | undefined, language: string, working: string): PageContext['cover'] {
  const first = shown?.dashboards[0];
  if (shown === undefined || first === undefined) return null;
  const { id, under } = shown.release;
  return { release: id, path: `${under}${first.name}`, title: titleOf(shown, language, working) };
}
