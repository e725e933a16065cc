/** Nothing public is forever: a release, or what one country gave, is removed from everything public, with its reason. */
import { type CountryPart, coversPart, type Person } from '../../domain/index.ts';
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
 * Takes one release out. The one that was published before it is shown from then on.
 *
 * @param id - the whole of it
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
  /** Releases that were public and held the country, in the order of publication. */
  readonly releases: readonly StoredRelease[];
};

/**
 * Takes one country out of everything public at once: every release that holds it is withdrawn. Corrected releases are
 * built after that, by `correctReleases`. Builds leave the country out until `liftWithdrawal`.
 *
 * @param cycle - null for every cycle
 * @returns what was withdrawn; a country that is withdrawn already is given with no release
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
  const known = new Map<string, readonly HeldPart[] | null>();
  for (;;) {
    // A release's files never change, so they are read outside of the transaction.
    await findHeldParts(store, known);
    const done = await store.transaction(async (tx): Promise<CountryWithdrawn | null> => {
      await publicVersion.advance(tx);
      const all = (await releases.listPublic(tx)).toReversed();
      if (all.some(({ id }) => !known.has(id))) return null;
      // What cannot be read may hold it.
      const holding = all.filter(({ id }) => known.get(id)?.some((held) => coversPart(part, held)) ?? true);
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
 * Public releases that hold what a country gave, in the order of publication.
 *
 * @throws Problem `country_not_public` where none does
 */
export async function releasesHolding(store: Store, part: CountryPart): Promise<readonly StoredRelease[]> {
  const known = new Map<string, readonly HeldPart[] | null>();
  await findHeldParts(store, known);
  const all = (await releases.listPublic(store.connection)).toReversed();
  const holding = all.filter(({ id }) => known.get(id)?.some((held) => coversPart(part, held)) ?? true);
  if (holding.length === 0) throw new Problem('country_not_public', 'country', { country: part.country });
  return holding;
}

/**
 * Lets builds take a country in again. What was withdrawn stays so; a new draft has to be built and published.
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

async function findHeldParts(store: Store, known: Map<string, readonly HeldPart[] | null>): Promise<void> {
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
  if (reason.trim() === '') throw new Problem('withdrawal_reason_missing', '--reason', {});
}
