/** Withdraws a release, or the submissions of one country, from everything public, with a reason. */
import { type CountryPart, coversPart, givenReason, type Person } from '../../domain/index.ts';
import { Problem } from '../../problem/index.ts';
import {
  audit,
  publicVersion,
  releases,
  type Store,
  type StoredRelease,
  type Transaction,
  type Withdrawal,
  withdrawals,
} from '../../state/index.ts';
import { type HeldPart, heldParts, submissionsPath } from '../draft/parts.ts';
import { demandPublisher } from '../draft/right.ts';

type Act = { readonly store: Store; readonly reason: string; readonly person: Person; readonly at: string };

/**
 * Withdraws one release. From then on the release published before it is shown.
 *
 * @param id - the full id
 * @throws Problem `not_allowed`, `withdrawal_reason_missing`, `release_unknown`, `release_not_public`
 */
export async function withdrawRelease({ store, id, reason, person, at }: Act & { id: string }): Promise<void> {
  demandPublisher(person);
  demandReason(reason);
  await store.transaction(async (tx) => {
    await publicVersion.advance(tx);
    const found = await releases.find(tx, id);
    if (!found) throw new Problem('release_unknown', 'release', { id });
    if (found.state !== 'public') throw new Problem('release_not_public', 'release', { id });
    const withdrawal = await withdrawals.add(tx, {
      release: id,
      country: null,
      cycle: null,
      reason,
      at,
      person: person.id,
    });
    await takeOut(tx, person, found, withdrawal, at);
  });
}

export type CountryWithdrawn = {
  readonly withdrawal: number;
  /** Releases that were public and contained the country, in the order of publication. */
  readonly releases: readonly StoredRelease[];
};

/**
 * Withdraws one country from everything public at once: every release that contains it is withdrawn.
 * `correctReleases` then builds corrected releases. Builds exclude the country until `liftWithdrawal`.
 *
 * @param cycle - null for every cycle
 * @returns what was withdrawn; for a country that was withdrawn already, no releases
 * @throws Problem `not_allowed`, `withdrawal_reason_missing`, `country_not_public`
 */
export async function withdrawCountry({
  store,
  country,
  cycle,
  reason,
  person,
  at,
}: Act & { country: string; cycle: string | null }): Promise<CountryWithdrawn> {
  demandPublisher(person);
  demandReason(reason);
  const part = { country, cycle };
  const known: KnownParts = new Map();
  for (;;) {
    // The files of a release never change, so they are read outside the transaction.
    await findHeldParts(store, known);
    const done = await store.transaction(async (tx): Promise<CountryWithdrawn | null> => {
      await publicVersion.advance(tx);
      const all = await releases.listPublic(tx);
      if (all.some(({ id }) => !known.has(id))) return null;
      const holding = holdersOf(part, all, known);
      const before = (await withdrawals.ofCountries(tx)).find((one) => one.country === country && one.cycle === cycle);
      if (before && holding.length === 0) return { withdrawal: before.id, releases: [] };
      if (holding.length === 0) throw new Problem('country_not_public', 'country', { country });
      const row = { release: null, ...part, reason, at, person: person.id };
      const withdrawal = before?.id ?? (await withdrawals.add(tx, row));
      for (const release of holding) await takeOut(tx, person, release, withdrawal, at);
      await audit.write(tx, person, {
        at,
        action: 'country.withdraw',
        thing: `country ${country}`,
        cycle,
        country,
        from: 'public',
        to: 'withdrawn',
        details: { withdrawal, releases: holding.length },
      });
      return { withdrawal, releases: holding };
    });
    if (done !== null) return done;
  }
}

/**
 * Public releases that contain a country's submission, in the order of publication.
 *
 * @throws Problem `country_not_public` if there is none
 */
export async function releasesHolding(store: Store, part: CountryPart): Promise<readonly StoredRelease[]> {
  const known: KnownParts = new Map();
  await findHeldParts(store, known);
  const holding = holdersOf(part, await releases.listPublic(store.connection), known);
  if (holding.length === 0) throw new Problem('country_not_public', 'country', { country: part.country });
  return holding;
}

/**
 * Allows builds to include a country again. Withdrawn releases stay withdrawn; a new draft must be built and
 * published.
 *
 * @throws Problem `not_allowed`, `withdrawal_reason_missing`, `withdrawal_unknown`
 */
export async function liftWithdrawal({
  store,
  country,
  cycle,
  reason,
  person,
  at,
}: Act & { country: string; cycle: string | null }): Promise<Withdrawal> {
  demandPublisher(person);
  demandReason(reason);
  return store.transaction(async (tx) => {
    await publicVersion.advance(tx);
    const active = await withdrawals.ofCountries(tx);
    const found = active.find((one) => one.country === country && one.cycle === cycle);
    if (!found) throw new Problem('withdrawal_unknown', 'country', { country });
    await withdrawals.lift(tx, found.id, { at, person: person.id, reason });
    await audit.write(tx, person, {
      at,
      action: 'country.restore',
      thing: `country ${country}`,
      cycle,
      country,
      from: 'withdrawn',
      to: 'restored',
      details: { withdrawal: found.id },
    });
    return found;
  });
}

/** What each public release holds, by its id; null of one that cannot be read. */
type KnownParts = Map<string, readonly HeldPart[] | null>;

/** In the order of publication. A release that cannot be read may contain it. */
const holdersOf = (part: CountryPart, newestFirst: readonly StoredRelease[], known: KnownParts): StoredRelease[] =>
  newestFirst.filter(({ id }) => known.get(id)?.some((held) => coversPart(part, held)) ?? true).toReversed();

async function findHeldParts(store: Store, known: KnownParts): Promise<void> {
  const fresh = (await releases.listPublic(store.connection)).filter(({ id }) => !known.has(id));
  const files = await Promise.all(fresh.map(({ id }) => inputsHeld(store, id)));
  const held = await heldParts(files);
  for (const [at, { id }] of fresh.entries()) known.set(id, held[at]!);
}

async function inputsHeld(store: Store, id: string): Promise<ReadonlyMap<string, Uint8Array>> {
  const file = await releases.file(store.connection, id, submissionsPath);
  return new Map(file ? [[file.path, file.bytes]] : []);
}

async function takeOut(tx: Transaction, person: Person, release: StoredRelease, withdrawal: number, at: string) {
  await releases.withdraw(tx, release.id, withdrawal);
  await audit.write(tx, person, {
    at,
    action: 'release.withdraw',
    thing: `release ${release.id}`,
    cycle: release.cycle,
    from: 'public',
    to: 'withdrawn',
    details: { manifest: release.manifestHash, withdrawal },
  });
}

function demandReason(reason: string): void {
  if (givenReason(reason) === null) throw new Problem('withdrawal_reason_missing', '--reason', {});
}
