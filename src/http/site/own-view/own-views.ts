/** Readers' own views: computed on request in a separate thread; recent ones are cached. */
import { Problem } from '../../../problem/index.ts';
import {
  type KeptScoreTree,
  type OwnView,
  type OwnWeights,
  viewWithWeights,
  weighable,
} from '../../../release/index.ts';
import { openScoreTreeThread, type ScoreTreeRunner, type ScoreTreeThread } from '../../../statistics/index.ts';
import { labelsOf } from '../labels.ts';
import type { PageContext, PageLink } from '../page-context.ts';
import type { PublishedRelease } from '../published.ts';
import { writeWeights } from './own-weights.ts';

export const weightsPlace = 'weights';

export type WeighedElement = ReturnType<typeof weighable>[number];

export type OwnViews = {
  /**
   * @returns null if every weight is 0
   * @throws Problem `views_busy` if too many wait
   */
  readonly view: (
    release: PublishedRelease,
    kept: KeptScoreTree,
    element: WeighedElement,
    weights: OwnWeights,
  ) => Promise<OwnView | null>;
  readonly close: () => Promise<void>;
};

/**
 * @param most - maximum number of cached views; each contains the figures of one element
 * @param queue - number of views that may wait to be computed
 * @param run - computes the replications; by default a thread that starts with the first view
 */
export function openOwnViews({ most = 200, queue = 24, run = null as ScoreTreeRunner | null } = {}): OwnViews {
  const kept = new Map<string, Promise<OwnView | null>>();
  let thread: ScoreTreeThread | null = null;
  let waiting = 0;
  const draw: ScoreTreeRunner = async (kind, ...takes) => {
    if (run !== null) return run(kind, ...takes);
    thread ??= openScoreTreeThread();
    const own = thread;
    try {
      return await own.run(kind, ...takes);
    } catch (error) {
      // The thread may have died; the next view starts another.
      if (thread === own) thread = null;
      void own.close();
      throw error;
    }
  };
  const make = async (...[release, scoreTree, element, weights]: Parameters<OwnViews['view']>) => {
    if (waiting >= queue) throw new Problem('views_busy', 'address', {});
    waiting += 1;
    try {
      return await viewWithWeights(release, scoreTree, element, weights, draw);
    } finally {
      waiting -= 1;
    }
  };
  return {
    view: (release, scoreTree, element, weights) => {
      const parts = element.children.map((place) => scoreTree.elements[place]!.code);
      const address = `${release.id} ${element.code}${writeWeights(weights, parts)}`;
      const known = kept.get(address);
      if (known) return known;
      const made = make(release, scoreTree, element, weights);
      if (kept.size >= most) kept.delete(kept.keys().next().value!);
      kept.set(address, made);
      made.catch(() => kept.delete(address));
      return made;
    },
    close: async () => {
      await thread?.close();
      thread = null;
    },
  };
}

/** A link to the weights of an element, or of the nearest one above it; see `weighedAbove`. */
export function linkToWeights(
  release: PublishedRelease,
  { root, language, texts }: PageContext,
  code: string | null,
): PageLink | null {
  const element = weighedAbove(release, code);
  if (element === null) return null;
  const label = labelsOf(release, language)(element.level, element.code);
  const href = `${root}${language}/${release.under ?? ''}${weightsPlace}/${element.code}`;
  return { href, text: texts.say(language, 'pages.links.weights', { label }) };
}

/**
 * The nearest element, from the given one upwards, whose weights can be changed; null if there is none, or if the
 * release keeps no score tree.
 *
 * @param code - null for the first one from the top
 */
export function weighedAbove(release: PublishedRelease, code: string | null): WeighedElement | null {
  const kept = release.scoreTree?.() ?? null;
  if (kept === null) return null;
  const known = weighable(kept);
  if (code === null) return known.find(({ parent }) => parent === null) ?? known[0] ?? null;
  for (let at: string | null = code; at !== null; ) {
    const found = known.find((element) => element.code === at);
    if (found) return found;
    at = kept.elements.find((element) => element.code === at)?.parent ?? null;
  }
  return null;
}
