/** Freezes a cycle, computes its release and saves it as a draft, which only the secretariat sees. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Person } from '../../domain/index.ts';
import { modelFiles } from '../../pipeline/index.ts';
import { Problem } from '../../problem/index.ts';
import {
  audit,
  folder,
  publicVersion,
  type ReleaseFile,
  releases,
  type Store,
  type Transaction,
} from '../../state/index.ts';
import { buildRelease, type OnProgress, type Release } from '../build/build.ts';
import { codeState } from '../build/code-state.ts';
import { manifestPath, sha256 } from '../files/manifest.ts';
import { basisOf } from './basis.ts';
import { findFollowed } from './find-followed.ts';
import { freeze } from './freeze.ts';
import { noteWork } from './noted-work.ts';
import { demandPublisher } from './right.ts';

/** Outcome of a build: a new draft, or the same bytes as a release that already exists. */
export type DraftOutcome = 'new' | 'draft' | 'public' | 'was_withdrawn';

export type Drafted = { readonly release: Release; readonly outcome: DraftOutcome };

/**
 * Freezes a cycle, builds its public edition and saves it as a draft.
 *
 * @param cycle - its id, or the version alone while only one open cycle has it
 * @param at - UTC instant of the build, which is not written to any file of the release
 * @param scratch - folder for temporary files; by default the system's
 * @param code - the code of this process, exactly; a release that the same code built is followed. Null builds all
 * @throws Problem `not_allowed`, and what freezing and building throw; nothing is saved then
 */
export async function draftCycle({
  store,
  contentRoot,
  cycle,
  person,
  at,
  scratch,
  code = codeState(),
  onProgress = () => {},
}: {
  store: Store;
  contentRoot: string;
  cycle: string;
  person: Person;
  at: string;
  scratch?: string;
  code?: string | null;
  onProgress?: OnProgress;
}): Promise<Drafted> {
  demandPublisher(person);
  const noted = noteWork(store, `release ${cycle}`, at);
  const report: OnProgress = (step, says, share) => {
    noted.at(share);
    onProgress(step, says, share);
  };
  try {
    report('freeze', cycle, 0);
    const version = await publicVersion.read(store.connection);
    const inputs = await freeze({ store, contentRoot, cycle, software: softwareVersion() });
    const built = basisOf(inputs, modelFiles(contentRoot), version);
    const follows = await findFollowed(store.connection, inputs.about.cycle, code);
    const place = scratch === undefined ? {} : { scratch };
    const release = await buildRelease({
      contentRoot,
      inputs,
      ...place,
      onProgress: report,
      takesAnswers: true,
      follows,
      code,
    });
    report('save', release.manifest.release, 0.97);
    const basis = JSON.stringify({ ...built, ...(code !== null && { code, tables: release.tables }) });
    const outcome = await saveDraft({ store, release, basis, person, at });
    report('done', release.manifest.release, 1);
    return { release, outcome };
  } finally {
    await noted.end();
  }
}

export type SaveDraft = {
  readonly release: Release;
  readonly basis?: string | null;
  readonly person: Person;
  readonly at: string;
};

/**
 * Saves a built release as a draft, in one transaction with its audit line.
 *
 * @throws Problem `not_allowed`
 */
export function saveDraft({ store, ...asked }: SaveDraft & { store: Store }): Promise<DraftOutcome> {
  demandPublisher(asked.person);
  return store.transaction(async (tx) => {
    await publicVersion.advance(tx);
    return saveIn(tx, asked);
  });
}

/** Does the same within a transaction that has already locked the set of public releases. */
export async function saveIn(
  tx: Transaction,
  { release: { manifest, files }, basis = null, person, at }: SaveDraft,
): Promise<DraftOutcome> {
  const { release: id, cycle } = manifest;
  const found = await releases.find(tx, id);
  if (found?.state === 'public' || found?.state === 'draft') {
    if (basis !== null) await releases.rebase(tx, id, basis);
    return found.state;
  }
  const built = { id, builtAt: at, builtBy: person.id, basis };
  const manifestHash = sha256(files.get(manifestPath)!);
  if (found) await releases.redraft(tx, built);
  else {
    const kind = (await folder.kind(tx)) ?? (manifest.illustrative ? 'illustrative' : 'real');
    await releases.save(
      tx,
      { ...built, cycle, kind, manifestHash, corrects: manifest.corrects ?? null },
      rowsOf(files),
    );
  }
  await audit.write(tx, person, {
    at,
    action: 'release.build',
    thing: `release ${id}`,
    cycle,
    from: found?.state ?? null,
    to: 'draft',
    details: { manifest: manifestHash, files: files.size },
  });
  return found ? 'was_withdrawn' : 'new';
}

function* rowsOf(files: Release['files']): Generator<ReleaseFile> {
  for (const [path, bytes] of files) yield { path, bytes, sha256: sha256(bytes) };
}

/**
 * Removes a draft. A draft of a release that was withdrawn earlier returns to the state withdrawn.
 *
 * @throws Problem `not_allowed`, `release_unknown`, `release_not_draft`
 */
export async function discardDraft({
  store,
  id,
  person,
  at,
}: {
  store: Store;
  id: string;
  person: Person;
  at: string;
}): Promise<void> {
  demandPublisher(person);
  await store.transaction(async (tx) => {
    await publicVersion.advance(tx);
    const found = await releases.find(tx, id);
    if (!found) throw new Problem('release_unknown', 'release', { id });
    if (found.state !== 'draft') throw new Problem('release_not_draft', 'release', { id });
    await releases.discard(tx, found);
    await audit.write(tx, person, {
      at,
      action: 'release.discard',
      thing: `release ${id}`,
      cycle: found.cycle,
      from: 'draft',
      to: found.withdrawal === null ? 'discarded' : 'withdrawn',
      details: { manifest: found.manifestHash },
    });
  });
}

/** Version in the package.json of this software, wherever its content folder is. */
export function softwareVersion(): string {
  const file = join(import.meta.dirname, '../../../package.json');
  const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version: string };
  return version;
}
