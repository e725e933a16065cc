/** The public state on which pages depend: cheap to read, before any release is opened. */
import type { Assets } from '../../server/assets.ts';
import type { History, PublicReleases, ReleaseIdentity, ReleaseNotice } from '../published.ts';
import type { Publisher } from '../publisher.ts';
import type { KeptPages, PageShelf } from './kept-pages.ts';

export type PublicState = {
  /** Read first, so that any change while the rest is read changes it. Null if nothing ever changes. */
  readonly version: number | null;
  readonly ids: readonly string[];
  /** The notice of each of these releases. */
  readonly notices: readonly (ReleaseNotice | null)[];
  readonly history: History;
};

/** @param before - earlier state, whose history is reused if the version is the same */
export async function readPublicState(releases: PublicReleases, before: PublicState | null): Promise<PublicState> {
  const version = (await releases.version?.()) ?? null;
  const ids = await releases.latestIds();
  const notices = await Promise.all(ids.map((id) => releases.notice?.(id) ?? null));
  if (before !== null && version !== null && version === before.version)
    return { version, ids, notices, history: before.history };
  const [list, corrections = []] = await Promise.all([releases.list(), releases.corrections?.()]);
  return { version, ids, notices, history: { releases: list, corrections } };
}

/** Statements about the installation, the same on all pages. */
export type SiteSettings = {
  readonly publisher: Publisher;
  readonly publicAddress: string | null;
  readonly entries: readonly { readonly path: string; readonly text: string }[];
  readonly assets: Pick<Assets, 'style' | 'script'>;
};

/**
 * The cached pages of each current release, in their order.
 *
 * @param opened - when each was published, if they are already open; a release that differs from the store has no
 *   cached pages
 * @returns null for each if pages are not cached
 */
export async function shelvesOf(
  kept: KeptPages | null,
  releases: PublicReleases,
  { ids, notices }: Pick<PublicState, 'ids' | 'notices'>,
  { publisher, publicAddress, entries, assets: { style, script } }: SiteSettings,
  opened?: readonly { readonly id: string; readonly published: string | null }[],
): Promise<readonly (PageShelf | null)[]> {
  const identities = kept && releases.identity ? await Promise.all(ids.map((id) => releases.identity!(id))) : [];
  const found = identities.filter((one): one is ReleaseIdentity => one !== null);
  const same =
    opened === undefined ||
    (opened.length === ids.length &&
      opened.every(({ id, published }, at) => id === ids[at] && published === found[at]?.published));
  if (kept === null || found.length < ids.length || !same) return ids.map(() => null);
  const state = {
    releases: ids.map((id, at) => [id, found[at]!.manifest, found[at]!.published, notices[at]] as const),
    site: { publisher, publicAddress, entries, style, script },
  };
  return ids.map((id) => kept.shelf(id, state));
}

/** Identifies the state of the lists of releases and corrections on pages. */
export const newsStamp = (history: History): string => JSON.stringify(history);
