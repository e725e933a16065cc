/** Comparisons of two public releases of a cycle: computed once; only the data for the page are cached. */
import { groupsAsOf } from '../../../dashboard/index.ts';
import { hasAcceptedReturn } from '../../../domain/index.ts';
import {
  type AnswerChange,
  compareOpened,
  type ReleaseDifference,
  rowsAmong,
  type ScoreChange,
} from '../../../release/index.ts';
import { type PlacesOf, placesOf } from '../page/selection.ts';
import type { PublishedRelease, ReleaseLine, Releases } from '../published.ts';

export type CountryChange = {
  readonly country: string;
  /** Whether its answers were added to the cycle, removed from it, or changed. */
  readonly kind: 'new' | 'gone' | 'changed';
  /** In framework order. */
  readonly scores: readonly ScoreChange[];
  readonly answers: readonly AnswerChange[];
};

export type ReleaseComparison = {
  readonly from: ReleaseLine;
  readonly to: ReleaseLine;
  /** True if the later one is not public. */
  readonly draft: boolean;
  readonly difference: ReleaseDifference;
  /** Of the releases' own cycle, by country. */
  readonly countries: readonly CountryChange[];
  /** Number of scores of earlier cycles that differ in the later release. */
  readonly restated: number;
  /** Name of a country, element, question or choice; its code if the releases have none. */
  readonly name: (language: string, kind: string, id: string) => string;
  /** From the later release, or from the earlier one for a country that is no longer included. */
  readonly placeOf: PlacesOf;
  /** ISO date of the membership of groups; null if the later release does not state it. */
  readonly groupsAsOf: string | null;
  readonly levelOf: (element: string) => string;
  /** Choice list of a question; null if it has none. */
  readonly listOf: (question: string) => string | null;
};

export type Comparisons = {
  /** Null if one of them is not public or does not exist, or if they are of different cycles. */
  readonly compare: (from: string, to: string) => Promise<ReleaseComparison | null>;
};

/** @param most - maximum number of cached comparisons; each contains the changes and the names, but not the releases */
export function openComparisons(releases: Releases, most = 8): Comparisons {
  const kept = new Map<string, Promise<ReleaseComparison | null>>();
  return {
    compare: async (from, to) => {
      const lines = await releases.list();
      const [before, after] = [from, to].map((id) => lines.find((line) => line.id === id));
      if (!before || !after || before.cycle !== after.cycle) return null;
      // A release that was withdrawn and published again has another date.
      const address = [before, after].map(({ id, published }) => `${id} ${published}`).join(' ');
      const known = kept.get(address);
      if (known) return known;
      const made = make(releases, before, after);
      if (kept.size >= most) kept.delete(kept.keys().next().value!);
      kept.set(address, made);
      const forget = () => kept.get(address) === made && kept.delete(address);
      // Null if one was withdrawn in this moment; it may be published again.
      made.then((found) => found ?? forget(), forget);
      return made;
    },
  };
}

async function make(releases: Releases, from: ReleaseLine, to: ReleaseLine): Promise<ReleaseComparison | null> {
  const [before, after] = [await releases.open(from.id), await releases.open(to.id)];
  return before && after ? compareTwo(before, from, after, to) : null;
}

/** Levels of scores, from the few that summarise to the many that are summarised. */
const figureLevels = ['dimension', 'pillar', 'indicator'];

/** Compares two releases of a cycle, public or not; the caller checks who may see them. */
export function compareTwo(
  before: PublishedRelease,
  from: ReleaseLine,
  after: PublishedRelease,
  to: ReleaseLine,
  draft = false,
): ReleaseComparison {
  const difference = compareOpened(compared(before), compared(after));
  const framework = [...before.rows('framework'), ...after.rows('framework')];
  const elements = framework
    .filter(({ level }) => figureLevels.includes(String(level)))
    .sort(
      (a, b) =>
        figureLevels.indexOf(String(a.level)) - figureLevels.indexOf(String(b.level)) ||
        Number(a.position) - Number(b.position),
    );
  const places = new Map(elements.map(({ element }, place) => [String(element), place]));
  const levels = new Map(elements.map(({ element, level }) => [String(element), String(level)]));
  const lists = new Map(framework.flatMap(({ element, list }) => (list ? [[String(element), String(list)]] : [])));
  const own = <C extends { readonly cycle: string }>(changes: readonly C[]) =>
    changes.filter(({ cycle }) => cycle === to.cycle);
  const scores = Map.groupBy(own(difference.scores), ({ country }) => country);
  const answers = Map.groupBy(own(difference.answers), ({ country }) => country);
  const [had, has] = [before, after].map((release) => counted(release, to.cycle));
  const countries = [...new Set([...scores.keys(), ...answers.keys()])].sort().map((country): CountryChange => {
    const was = had!.has(country);
    return {
      country,
      kind: was === has!.has(country) ? 'changed' : was ? 'gone' : 'new',
      scores: (scores.get(country) ?? []).sort((a, b) => places.get(a.element)! - places.get(b.element)!),
      answers: answers.get(country) ?? [],
    };
  });
  const restated = difference.scores.length - own(difference.scores).length;
  const name = namesOf([...after.rows('labels'), ...before.rows('labels')]);
  const levelOf = (element: string) => levels.get(element) ?? '';
  const listOf = (question: string) => lists.get(question) ?? null;
  const placeOf = placesOf([...before.rows('countries'), ...after.rows('countries')]);
  const asOf = groupsAsOf(after);
  return { from, to, draft, difference, countries, restated, name, placeOf, groupsAsOf: asOf, levelOf, listOf };
}

const compared = ({ file, part, rows }: PublishedRelease) => ({
  manifest: JSON.parse(new TextDecoder().decode(file('manifest.json')!)),
  rows,
  file,
  part,
});

/** Countries whose submission is counted in the figures of the cycle. */
const counted = (release: PublishedRelease, cycle: string): ReadonlySet<string> =>
  new Set(
    rowsAmong(release, 'scores', { cycle })
      .filter((row) => row.cycle === cycle && hasAcceptedReturn(row.status))
      .map(({ country }) => String(country)),
  );

function namesOf(labels: ReturnType<PublishedRelease['rows']>): ReleaseComparison['name'] {
  const found = new Map<string, string>();
  for (const { kind, id, language, label } of labels) {
    // The label of the later release comes first; the first language is used if another lacks the label.
    for (const key of [`${kind} ${id} ${language}`, `${kind} ${id}`])
      if (!found.has(key)) found.set(key, String(label));
  }
  return (language, kind, id) => found.get(`${kind} ${id} ${language}`) ?? found.get(`${kind} ${id}`) ?? id;
}
