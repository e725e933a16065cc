/** Publishes drafts, and finds releases in the store. */
import { coversPart, type Person } from '../../domain/index.ts';
import { Problem } from '../../problem/index.ts';
import {
  audit,
  publications,
  publicVersion,
  releases,
  type Store,
  type StoredRelease,
  type Transaction,
  withdrawals,
} from '../../state/index.ts';
import { heldParts } from '../draft/parts.ts';
import { demandPublisher } from '../draft/right.ts';
import { type OpenRelease, openRelease } from '../files/open.ts';

/**
 * Publishes a draft, or publishes again a release that a later one superseded. The release published last is shown,
 * independent of the clock.
 *
 * @param id - the full id
 * @param seen - the release of the cycle that was public (null: none) when the person decided; not checked if omitted
 * @returns false if it is the one shown already
 * @throws Problem `not_allowed`, `release_unknown`, `release_not_draft`, `release_holds_withdrawn`,
 *   `release_against_choice`, `draft_moved`
 */
export async function publishRelease({
  store,
  id,
  person,
  at,
  seen,
}: {
  store: Store;
  id: string;
  person: Person;
  at: string;
  seen?: string | null;
}): Promise<boolean> {
  demandPublisher(person);
  const withdrawn = await heldWithdrawn(store, id);
  return store.transaction(async (tx) => {
    const place = await publicVersion.advance(tx);
    const found = await releases.find(tx, id);
    if (!found) throw new Problem('release_unknown', 'release', { id });
    if (found.state === 'withdrawn') throw new Problem('release_not_draft', 'release', { id });
    const shown = (await releases.latest(tx, found.cycle))?.id ?? null;
    if (shown === id) return false;
    if (seen !== undefined && shown !== seen) throw new Problem('draft_moved', 'release', { id });
    const countries = await withdrawn(tx);
    if (countries.length > 0) throw new Problem('release_holds_withdrawn', 'release', { id, countries });
    const beyond = await publications.beyondIn(tx, found.basis);
    const less = [...new Set(beyond.map(({ country }) => country))];
    if (less.length > 0) throw new Problem('release_against_choice', 'release', { id, countries: less });
    await releases.publish(tx, id, { at, by: person.id, place });
    const { cycle, publishedAt, manifestHash, state } = found;
    const details = { manifest: manifestHash, place, published_before: publishedAt };
    await audit.write(tx, person, {
      at,
      action: 'release.publish',
      thing: `release ${id}`,
      cycle,
      from: state,
      to: 'public',
      details,
    });
    return true;
  });
}

/**
 * Withdrawn countries that a release contains, as of a transaction. Its files never change, so they are read before.
 */
export async function heldWithdrawn(
  store: Store,
  id: string,
): Promise<(tx: Transaction | Store['connection']) => Promise<string[]>> {
  const active = await withdrawals.ofCountries(store.connection);
  const held = active.length === 0 ? null : (await heldParts([await releases.files(store.connection, id)]))[0]!;
  return async (connection) => {
    const now = await withdrawals.ofCountries(connection);
    if (now.length === 0) return [];
    // If a country was withdrawn while the files were read, or the files cannot be read, its submissions count as
    // contained.
    if (active.length === 0 || held === null) return now.map(({ country }) => country);
    const covered = held.filter((part) => now.some((one) => coversPart(one, part)));
    return [...new Set(covered.map(({ country }) => country))].sort();
  };
}

/** Drafts first, then by publication, latest first; of one cycle or of all. */
export const listReleases = (store: Store, cycle?: string): Promise<StoredRelease[]> =>
  releases.list(store.connection, cycle);

/** The release that is shown for a cycle, or for the latest cycle that has one; null if nothing is published. */
export async function latestRelease(store: Store, cycle?: string): Promise<OpenRelease | null> {
  const latest = await releases.latest(store.connection, cycle);
  return latest ? openRelease(await releases.files(store.connection, latest.id)) : null;
}

/**
 * A release by its id.
 *
 * @param id - null for the latest public one; its first digits are enough if they are unique
 * @throws Problem `release_unknown`
 */
export async function findRelease(store: Store, id: string | null): Promise<StoredRelease> {
  const known = await releases.list(store.connection);
  const meant = known.filter((release) => id !== null && release.id.startsWith(id));
  const found = id === null ? await releases.latest(store.connection) : meant.length === 1 ? meant[0] : null;
  if (!found) throw new Problem('release_unknown', 'release', { id: id ?? '' });
  return found;
}

/**
 * Every file of a release, including kept inputs.
 *
 * @param id - as `findRelease` takes it
 * @throws Problem `release_unknown`
 */
export async function releaseFiles(store: Store, id: string | null): Promise<ReadonlyMap<string, Uint8Array>> {
  return releases.files(store.connection, (await findRelease(store, id)).id);
}
