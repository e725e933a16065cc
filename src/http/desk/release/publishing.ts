/** Operations of the pages of drafts and withdrawals, on the store of the installation. */
import { may, type Person } from '../../../domain/index.ts';
import { Problem } from '../../../problem/index.ts';
import {
  type DraftReview,
  demandPublisher,
  discardDraft,
  liftWithdrawal,
  publishRelease,
  releasesHolding,
  reviewDraft,
  withdrawCountry,
  withdrawRelease,
} from '../../../release/index.ts';
import { releases, type Store, type StoredRelease, type Withdrawal, withdrawals } from '../../../state/index.ts';
import type { Drafts, PublishedRelease, ReleaseLine } from '../../site/published.ts';
import { lineOf } from '../../site/release-line.ts';
import { compareTwo, type ReleaseComparison } from '../../site/releases/comparisons.ts';
import { publishedRelease } from '../../site/releases.ts';

export type ReviewedDraft = {
  readonly review: DraftReview;
  readonly line: ReleaseLine;
  /** Null if nothing of its cycle is public. */
  readonly comparison: ReleaseComparison | null;
};

export type Publishing = {
  /** Drafts of a cycle, newest first. */
  readonly drafts: (cycle: string) => Promise<readonly StoredRelease[]>;
  readonly review: (id: string) => Promise<ReviewedDraft>;
  /** The pages of a draft as they would be published. */
  readonly shown: Drafts;
  /** @param seen - the release that was public when the person decided; empty for none */
  readonly publish: (id: string, seen: string) => Promise<void>;
  readonly discard: (id: string) => Promise<void>;
  /** Public releases, most recently published first. */
  readonly listPublic: () => Promise<readonly StoredRelease[]>;
  /**
   * Public releases that a withdrawal would affect.
   *
   * @throws Problem `release_not_public`, `country_not_public` if there are none
   */
  readonly takenOut: (asked: {
    readonly release: string | null;
    readonly country: string | null;
    readonly cycle: string | null;
  }) => Promise<readonly StoredRelease[]>;
  readonly withdrawRelease: (id: string, reason: string) => Promise<void>;
  readonly withdrawCountry: (country: string, cycle: string | null, reason: string) => Promise<void>;
  readonly restoreCountry: (country: string, cycle: string | null, reason: string) => Promise<void>;
  /** Countries that builds exclude, oldest withdrawal first. */
  readonly countriesWithdrawn: () => Promise<readonly (Withdrawal & { readonly country: string })[]>;
};

type PublishingWorld = { readonly store: Store; readonly contentRoot: string; readonly now: () => Date };

/** @returns a function from a person to what they may do with drafts and releases */
export const openPublishing =
  (world: PublishingWorld) =>
  (person: Person): Publishing =>
    publishingBy(world, person);

function publishingBy({ store, contentRoot, now }: PublishingWorld, person: Person): Publishing {
  const { connection } = store;
  const act = () => ({ store, person, at: now().toISOString() });
  // For a person who may not publish, a draft does not exist.
  const demand = (id: string) => {
    if (!may(person, 'release.publish', { country: null })) throw new Problem('release_unknown', 'release', { id });
  };
  const find = async (id: string): Promise<StoredRelease> => {
    demand(id);
    const found = await releases.find(connection, id);
    if (!found) throw new Problem('release_unknown', 'release', { id });
    return found;
  };
  const open = async ({ id, publishedAt }: StoredRelease): Promise<PublishedRelease> =>
    publishedRelease(await releases.files(connection, id), publishedAt ?? '');
  return {
    drafts: async (cycle) => {
      demand('');
      return (await releases.list(connection, cycle)).filter(({ state }) => state === 'draft');
    },
    review: async (id) => {
      demand(id);
      const review = await reviewDraft({ store, contentRoot, id });
      const { draft, shown } = review;
      const after = await open(draft);
      const line = lineOf({ ...after, published: draft.builtAt });
      if (shown === null) return { review, line, comparison: null };
      const before = await open(shown);
      return { review, line, comparison: compareTwo(before, lineOf(before), after, line, true) };
    },
    shown: {
      stateOf: async (id) => (await find(id)).state,
      open: async (id) => {
        const draft = await find(id);
        return {
          ...publishedRelease(await releases.files(connection, id), ''),
          published: null,
          draft: true,
          id: draft.id,
        };
      },
    },
    publish: async (id, seen) => {
      await publishRelease({ ...act(), id, seen: seen === '' ? null : seen });
    },
    discard: (id) => discardDraft({ ...act(), id }),
    listPublic: async () => {
      demandPublisher(person);
      return releases.listPublic(connection);
    },
    takenOut: async ({ release, country, cycle }) => {
      demandPublisher(person);
      if (country !== null) return releasesHolding(store, { country, cycle });
      const found = (await releases.listPublic(connection)).filter(({ id }) => id === release);
      if (found.length === 0) throw new Problem('release_not_public', 'release', { id: release ?? '' });
      return found;
    },
    withdrawRelease: (id, reason) => withdrawRelease({ ...act(), id, reason }),
    withdrawCountry: async (country, cycle, reason) => {
      await withdrawCountry({ ...act(), country, cycle, reason });
    },
    restoreCountry: async (country, cycle, reason) => {
      await liftWithdrawal({ ...act(), country, cycle, reason });
    },
    countriesWithdrawn: async () => {
      demandPublisher(person);
      return withdrawals.ofCountries(connection);
    },
  };
}
