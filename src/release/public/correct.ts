/**
 * Builds corrected releases, from kept inputs, for releases that were withdrawn with a country or because of its
 * narrower choice.
 */
import { coversPart, narrowedReason, type Person } from '../../domain/index.ts';
import { Problem } from '../../problem/index.ts';
import {
  audit,
  type Connection,
  type CountryWithdrawal,
  publications,
  publicVersion,
  releases,
  type Store,
  type StoredRelease,
  withdrawals,
} from '../../state/index.ts';
import { compile, type OnProgress, prepareAudit, type Release } from '../build/build.ts';
import { codeState } from '../build/code-state.ts';
import type { FollowedRelease } from '../build/followed.ts';
import { keptVolume } from '../build/memory.ts';
import { readBasis } from '../draft/basis.ts';
import { saveIn } from '../draft/draft.ts';
import { followedOf } from '../draft/find-followed.ts';
import { noteWork } from '../draft/noted-work.ts';
import { erratumOf, heldParts, submissionsPath, withoutParts } from '../draft/parts.ts';
import { demandPublisher } from '../draft/right.ts';
import { sealPath } from '../files/manifest.ts';
import { readManifest } from '../files/open.ts';
import { loadInputs, readKeptInputs } from '../input/load.ts';

export type Corrected = {
  readonly withdrawn: string;
  /** Id of the release that replaces it; null if none does. */
  readonly release: string | null;
  /** Why none replaces it: nothing is left of its cycle, or the build failed. */
  readonly why: 'nothing_left' | Error | null;
};

export type CorrectReleases = {
  readonly store: Store;
  readonly contentRoot: string;
  readonly person: Person;
  readonly at: string;
  readonly scratch?: string;
  /** The code of this process, exactly. A correction follows the release that it replaces if the same code built it. */
  readonly code?: string | null;
  /** Receives the current release and the share of the total completed, 0 to 1. */
  readonly onProgress?: (release: string, share: number) => void;
};

/**
 * Builds and publishes a corrected release for every release that was withdrawn with a country and not replaced yet,
 * each at the same place in the order of publication. After an interruption, another call continues the work.
 *
 * @throws Problem `not_allowed`
 */
export async function correctReleases({
  store,
  contentRoot,
  person,
  at,
  scratch,
  code = codeState(),
  onProgress = () => {},
}: CorrectReleases): Promise<readonly Corrected[]> {
  demandPublisher(person);
  const waiting = await waitingForCorrection(store);
  const done: Corrected[] = [];
  const noted = noteWork(store, 'corrections', at);
  for (const [nth, release] of waiting.entries()) {
    const onShare: OnProgress = (_, __, share) => {
      noted.at((nth + share) / waiting.length);
      onProgress(release.id, (nth + share) / waiting.length);
    };
    try {
      const id = await correct({ store, contentRoot, person, at, scratch, code, onProgress: onShare }, release);
      done.push({ withdrawn: release.id, release: id, why: id === null ? 'nothing_left' : null });
    } catch (error) {
      // A release whose correction fails stays withdrawn, and does not prevent the correction of the others.
      done.push({ withdrawn: release.id, release: null, why: error as Error });
    }
  }
  await noted.end();
  return done;
}

/**
 * Releases that were withdrawn with a country or because of its narrower choice and are not replaced, in the order of
 * publication.
 */
export async function waitingForCorrection({ connection }: Store): Promise<StoredRelease[]> {
  const idsOf = (all: readonly CountryWithdrawal[]) => new Set(all.map(({ id }) => id));
  const [acts, choices] = [
    idsOf(await withdrawals.ofCountries(connection)),
    idsOf(await withdrawals.ofChoices(connection)),
  ];
  const waiting: StoredRelease[] = [];
  for (const release of await releases.list(connection)) {
    const { state, withdrawal, replacedBy, basis } = release;
    if (state !== 'withdrawn' || replacedBy !== null || withdrawal === null) continue;
    // If the choice is as wide as before, nothing needs correction: the release can be built and published again.
    const narrowed = choices.has(withdrawal) && (await publications.beyondIn(connection, basis)).length > 0;
    if (acts.has(withdrawal) || narrowed) waiting.push(release);
  }
  return waiting.sort((a, b) => a.place! - b.place!);
}

type Work = Pick<CorrectReleases, 'store' | 'contentRoot' | 'person' | 'at'> & {
  readonly scratch: string | undefined;
  readonly code: string | null;
  readonly onProgress: OnProgress;
};

/** @returns the id of the corrected release; null if nothing of its own cycle is left */
async function correct(work: Work, withdrawn: StoredRelease): Promise<string | null> {
  const files = await releases.files(work.store.connection, withdrawn.id);
  const held = (await heldParts([files]))[0]!;
  if (held === null) throw new Problem('release_unreadable', 'release', { id: withdrawn.id, file: submissionsPath });
  for (;;) {
    const active = await excludedParts(work.store.connection, withdrawn);
    const left = held.filter((part) => !active.some((one) => coversPart(one, part)));
    if (!left.some(({ cycle }) => cycle === withdrawn.cycle)) return null;
    const taken = active.filter((one) => held.some((part) => coversPart(one, part)));
    const built = await build(
      work,
      files,
      taken,
      followedOf(withdrawn, (path) => files.get(path)),
    );
    // If another country was withdrawn meanwhile, the build may contain it, so it is repeated.
    if (await putInPlace(work, withdrawn, built, active)) return built.manifest.release;
  }
}

type Taken = Pick<CountryWithdrawal, 'country' | 'cycle' | 'reason' | 'at'>;

/**
 * The submissions that no correction may contain: withdrawn ones, and those whose choice now allows less than the
 * release shows.
 */
async function excludedParts(connection: Connection, { basis, withdrawal }: StoredRelease): Promise<Taken[]> {
  const all = (await withdrawals.list(connection)).toReversed();
  const own = all.find(({ id }) => id === withdrawal)!;
  const narrowed = (await publications.beyondIn(connection, basis)).map((part): Taken => {
    const known = all.find(
      ({ byChoice, country, cycle }) => byChoice && country === part.country && cycle === part.cycle,
    );
    return { ...part, reason: narrowedReason, at: (known ?? own).at };
  });
  const acts = await withdrawals.ofCountries(connection);
  const unsaid = narrowed.filter((part) => !acts.some((one) => coversPart(one, part)));
  return [...acts, ...unsaid].map(({ country, cycle, reason, at }) => ({ country, cycle, reason, at }));
}

/** The basis of the withdrawn release, without the choices of the removed countries, and with what corrected it. */
function basisWithout(
  basis: string | null,
  taken: readonly Taken[],
  { code, tables }: { code: string | null; tables: Release['tables'] },
): string | null {
  const before = readBasis(basis);
  if (before === null) return null;
  const { code: _, tables: __, ...whole } = before;
  const left = <V>(all: Readonly<Record<string, V>>) =>
    Object.fromEntries(
      Object.entries(all).filter(([key]) => {
        const [cycle = '', country = ''] = key.split(' ');
        return !taken.some((one) => coversPart(one, { country, cycle }));
      }),
    );
  const parts = { ...whole, revisions: left(whole.revisions), choices: left(whole.choices ?? {}) };
  return JSON.stringify(code === null ? parts : { ...parts, code, tables });
}

/** Applies the same method to the same inputs, without the countries. */
async function build(
  { contentRoot, scratch, code, onProgress }: Work,
  files: ReadonlyMap<string, Uint8Array>,
  taken: readonly Taken[],
  follows: FollowedRelease | undefined,
): Promise<Release> {
  const text = (path: string) => new TextDecoder().decode(files.get(path));
  const manifest = readManifest(files);
  const { format: _, release, engine: __, seeds: ___, inputs: kept, models, files: ____, ...about } = manifest;
  const corrected = { ...about, corrects: release, errata: [...(about.errata ?? []), ...taken.map(erratumOf)] };
  let audit: (release: Release) => void = () => {};
  const built = await compile({
    sources: new Map(models.map(({ path }) => [path.replace(/^models\//, ''), text(path)])),
    about: corrected,
    seal: text(sealPath),
    volume: keptVolume(kept),
    load: async (opening) => {
      const tables = withoutParts(await readKeptInputs(await opening, files, manifest), taken);
      // With one country fewer, the protected answers of the others are audited again, as in any build.
      audit = prepareAudit(contentRoot, { about: corrected, tables });
      await loadInputs(opening, tables, { takesAnswers: true });
    },
    scratch,
    onProgress,
    follows,
    code,
  });
  audit(built);
  return built;
}

/**
 * In one transaction, saves and publishes the corrected release and redirects the address of the withdrawn one to it.
 *
 * @returns false if the set of withdrawn countries changed since it was built
 */
async function putInPlace(
  { store, person, at, code }: Work,
  withdrawn: StoredRelease,
  release: Release,
  builtWith: readonly Taken[],
): Promise<boolean> {
  const { release: id, cycle } = release.manifest;
  return store.transaction(async (tx) => {
    await publicVersion.advance(tx);
    if (JSON.stringify(await excludedParts(tx, withdrawn)) !== JSON.stringify(builtWith)) return false;
    const now = await releases.find(tx, withdrawn.id);
    // Another process has corrected it, or it was published again after the withdrawal was lifted.
    if (now?.state !== 'withdrawn' || now.replacedBy !== null) return true;
    await saveIn(tx, {
      release,
      basis: basisWithout(withdrawn.basis, builtWith, { code, tables: release.tables }),
      person,
      at,
    });
    await releases.publish(tx, id, { at, by: person.id, place: withdrawn.place! });
    await releases.replace(tx, withdrawn.id, id);
    await audit.write(tx, person, {
      at,
      action: 'release.correct',
      thing: `release ${id}`,
      cycle,
      from: 'draft',
      to: 'public',
      details: { corrects: withdrawn.id, place: withdrawn.place },
    });
    return true;
  });
}
