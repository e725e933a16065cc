/**
 * What a person reviews before publishing a draft: how it differs from what is public, and what has changed since it
 * was built.
 */
import { modelFiles } from '../../pipeline/index.ts';
import { Problem } from '../../problem/index.ts';
import { releases, type Store, type StoredRelease, type Withdrawal, withdrawals } from '../../state/index.ts';
import { basisOf, readBasis, type Stale, staleSince } from '../draft/basis.ts';
import { softwareVersion } from '../draft/draft.ts';
import { freeze } from '../draft/freeze.ts';
import { compareReleases, type ReleaseDifference } from './difference.ts';
import { heldWithdrawn } from './publish.ts';

export type DraftReview = {
  readonly draft: StoredRelease;
  /** The public release of its cycle that pages show; null if none is public. */
  readonly shown: StoredRelease | null;
  /** Null if nothing of the cycle is public. */
  readonly difference: ReleaseDifference | null;
  /** What a build would change now; null if nothing, or if it was not recorded what the draft was built from. */
  readonly stale: Stale | null;
  /** True if a release of the cycle was published after the draft was built. */
  readonly newer: boolean;
  /** The earlier withdrawal of the same release; null if there was none. */
  readonly withdrawnBefore: Withdrawal | null;
  /** Withdrawn countries that it contains; if there are any, it cannot be published. */
  readonly holdsWithdrawn: readonly string[];
};

/**
 * @param id - of a draft, or of a public release that is not shown
 * @throws Problem `release_unknown`
 */
export async function reviewDraft({
  store,
  contentRoot,
  id,
}: {
  store: Store;
  contentRoot: string;
  id: string;
}): Promise<DraftReview> {
  const { connection } = store;
  const draft = await releases.find(connection, id);
  if (!draft) throw new Problem('release_unknown', 'release', { id });
  const shown = await releases.latest(connection, draft.cycle);
  const basis = readBasis(draft.basis);
  const filesOf = (release: StoredRelease) => releases.files(connection, release.id);
  return {
    draft,
    shown,
    difference: shown === null ? null : compareReleases(await filesOf(shown), await filesOf(draft)),
    stale: basis === null ? null : await staleNow(store, contentRoot, draft.cycle, basis),
    newer: basis !== null && shown !== null && shown.id !== id && basis.place < shown.place!,
    withdrawnBefore: (await withdrawals.list(connection)).find((one) => one.id === draft.withdrawal) ?? null,
    holdsWithdrawn: await (await heldWithdrawn(store, id))(connection),
  };
}

type KeptBasis = NonNullable<ReturnType<typeof readBasis>>;

async function staleNow(store: Store, contentRoot: string, cycle: string, before: KeptBasis): Promise<Stale | null> {
  try {
    const inputs = await freeze({ store, contentRoot, cycle, software: softwareVersion() });
    const stale = staleSince(before, basisOf(inputs, modelFiles(contentRoot), before.place));
    return stale.inputs || stale.models ? stale : null;
  } catch (error) {
    // Nothing can be built now, for example after every acceptance was withdrawn.
    if (error instanceof Problem) return { countries: [], inputs: true, models: false };
    throw error;
  }
}
