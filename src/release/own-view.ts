/**
 * Scores, tiers and uncertainty intervals of one element with a reader's own weights in place of the published ones,
 * next to the published figures. The replications are those of the release: the same seed, and the same random
 * numbers for everything else.
 */
import {
  type Column,
  correlate,
  openScoreTree,
  type PublishedStanding,
  publishedMean,
  type ScoreTreeRunner,
} from '../statistics/index.ts';
import { type LargeTables, rowsAmong } from './files/large-tables.ts';
import { ranksOf } from './steps/bands.ts';
import type { FrameworkElement } from './steps/framework.ts';
import type { KeptScoreTree } from './steps/kept-score-tree.ts';
import { reported } from './steps/score-tree.ts';

type MartRow = Readonly<Record<string, unknown>>;
/** The parts of a release that are read. */
export type ViewedRelease = {
  readonly marts: readonly string[];
  readonly rows: (mart: string) => readonly MartRow[];
  readonly large?: LargeTables | null;
};

/** Multiple of the published weight by part. A part that is not named keeps its weight; 0 excludes it. */
export type OwnWeights = Readonly<Record<string, number>>;

export type ViewedPart = {
  readonly element: string;
  readonly level: string;
  /** Multiple of the published weight. */
  readonly times: number;
  /** Share of the score if every part has a score, 0 to 1. */
  readonly share: number;
  readonly publishedShare: number;
};

/** 5th to 95th percentile of the replications. Ranks: 1 is the highest. */
export type ViewedBand = {
  readonly low: number;
  readonly high: number;
  readonly rankLow: number;
  readonly rankMedian: number;
  readonly rankHigh: number;
};

/** Null if there is no score. */
export type Viewed = { readonly score: number; readonly tier: number; readonly band: ViewedBand | null } | null;

export type ViewedCountry = {
  readonly country: string;
  /** Status of the published score. */
  readonly status: string;
  readonly published: Viewed;
  readonly own: Viewed;
};

export type OwnView = {
  readonly element: string;
  readonly level: string;
  readonly parts: readonly ViewedPart[];
  /** Every invited country, sorted by code. */
  readonly countries: readonly ViewedCountry[];
  /** Replications computed and replications that failed; null if the method is not varied. */
  readonly draws: { readonly made: number; readonly failed: number } | null;
  /**
   * Countries with both scores, and the similarity of both orders; null if there are fewer countries than a group
   * requires.
   */
  readonly agreement: { readonly countries: number; readonly spearman: number | null; readonly shift: number } | null;
};

/** Elements with several parts, whose weights can be changed. */
export const weighable = ({ elements }: KeptScoreTree): FrameworkElement[] =>
  elements.filter(({ level, children }) => level !== 'indicator' && children.length > 1);

/** The parts of an element with their index, weight and share of the published score. */
export function partsOf({ elements }: KeptScoreTree, element: FrameworkElement) {
  const parts = element.children.map((place) => ({ place, ...elements[place]! }));
  const sum = parts.reduce((total, { weight }) => total + weight, 0);
  return parts.map((part) => ({ ...part, publishedShare: part.weight / sum }));
}

/**
 * @param element - one of `weighable`
 * @param run - computes the replications, in this thread or another
 * @returns null if every weight is 0
 */
export async function viewWithWeights(
  release: ViewedRelease,
  kept: KeptScoreTree,
  element: FrameworkElement,
  weights: OwnWeights,
  run: ScoreTreeRunner,
): Promise<OwnView | null> {
  const parts = partsOf(kept, element).map((part) => {
    const times = weights[part.code] ?? 1;
    return { ...part, times, own: part.weight * times };
  });
  const whole = parts.reduce((sum, { own }) => sum + own, 0);
  if (whole === 0) return null;
  const ofParts = partStandings(release, kept, parts);
  const scores = kept.countries.map((country) => {
    const weighed = parts
      .filter(({ own }) => own > 0)
      .map(({ code, own }) => ({ weight: own, ...ofParts.get(`${country}\n${code}`)! }));
    const { known, isPublished } = publishedMean(weighed, kept.least);
    return isPublished ? known! : Number.NaN;
  });
  const bands = await bandsOf(kept, element, parts, scores, run);
  const countries = standings(release, kept, element, scores, bands?.of ?? (() => null));
  const cycle = release.rows('cycles').find((row) => row.cycle === kept.cycle);
  return {
    element: element.code,
    level: element.level,
    parts: parts.map(({ code, level, times, own, publishedShare }) => ({
      element: code,
      level,
      times,
      share: own / whole,
      publishedShare,
    })),
    countries,
    draws: bands && { made: kept.vary!.replications, failed: bands.failed },
    agreement: agreementOf(countries, Number(cycle?.least_group ?? 0)),
  };
}

/**
 * Whether a view with the published weights equals the published figures. It may not for a release of earlier
 * software, whose intervals were computed in another way.
 */
export const isAsPublished = ({ countries }: OwnView): boolean =>
  countries.every(({ published, own }) => isSame(published, own));

function isSame(one: Viewed, other: Viewed): boolean {
  if (one === null || other === null) return one === other;
  const [a, b] = [one.band, other.band];
  const ends = ['low', 'high', 'rankLow', 'rankMedian', 'rankHigh'] as const;
  const alike = a === null || b === null ? a === b : ends.every((end) => a[end] === b[end]);
  return one.score === other.score && one.tier === other.tier && alike;
}

/**
 * The status of each part in each country. Without a published score of a part, its coverage is computed from the
 * kept items.
 */
function partStandings(
  release: ViewedRelease,
  { cycle, countries, scoreTree, data }: KeptScoreTree,
  parts: readonly { readonly code: string; readonly place: number }[],
): Map<string, PublishedStanding> {
  const all = { ...data, published: new Uint8Array(data.published.length).fill(1) };
  const { nominal } = openScoreTree(scoreTree, all, asDeclared);
  const places = new Map(parts.map(({ code, place }) => [code, place]));
  const units = new Map(countries.map((country, unit) => [country, unit]));
  return new Map(
    rowsAmong(release, 'scores', { cycle, element: [...places.keys()] })
      .filter((row) => row.cycle === cycle && places.has(String(row.element)) && units.has(String(row.country)))
      .map((row): [string, PublishedStanding] => {
        const computed =
          nominal[places.get(String(row.element))! * countries.length + units.get(String(row.country))!]!;
        return [
          `${row.country}\n${row.element}`,
          {
            // Without a value that counts, a part has no score, whatever the kept items give.
            known:
              (row.score as number | null) ??
              (Number.isNaN(computed) || Number(row.with_value ?? 0) === 0 ? null : computed),
            isPublished: row.status === 'published',
            applies: row.status !== 'not_applicable',
            asked: Number(row.asked ?? 0),
            answered: Number(row.with_value ?? 0),
          },
        ];
      }),
  );
}

/** The method itself, without variation. */
const asDeclared = {
  noise: 0,
  curves: [1],
  means: ['arithmetic'],
  imputations: ['none'],
  leaveOut: false,
  lowest: 0,
} as const;

async function bandsOf(
  { elements, scoreTree, data, vary, countries }: KeptScoreTree,
  element: FrameworkElement,
  parts: readonly { readonly place: number; readonly own: number }[],
  scores: readonly number[],
  run: ScoreTreeRunner,
) {
  if (vary === null) return null;
  const at = elements.indexOf(element);
  const own = new Map(parts.map((part) => [part.place, part.own]));
  const published = data.published.slice();
  published.set(
    scores.map((score) => (Number.isNaN(score) ? 0 : 1)),
    at * countries.length,
  );
  const bands = await run(
    'bands',
    {
      ...scoreTree,
      elements: scoreTree.elements.map((one, place) => ({ ...one, weight: own.get(place) ?? one.weight })),
    },
    { ...data, published },
    vary,
    vary,
    [at],
  );
  const of = (unit: number): ViewedBand | null =>
    bands.counted[unit] === 0
      ? null
      : {
          low: tenth(reported(bands.score.low[unit]!)!),
          high: tenth(reported(bands.score.high[unit]!)!),
          rankLow: reported(bands.rank.low[unit]!)!,
          rankMedian: reported(bands.rank.median[unit]!)!,
          rankHigh: reported(bands.rank.high[unit]!)!,
        };
  return { failed: bands.failed.length, of };
}

/**
 * Ends of intervals are rounded to a tenth of a point. Weights can be tried without limit, and from many exact ends
 * one could solve for the score of an answer that is not listed.
 */
const tenth = (value: number): number => Math.round(value * 10) / 10;

function standings(
  release: ViewedRelease,
  { cycle, tiers, countries }: KeptScoreTree,
  { code }: FrameworkElement,
  scores: readonly number[],
  bandOf: (unit: number) => ViewedBand | null,
): ViewedCountry[] {
  const ownRows = (mart: string) =>
    rowsAmong(release, mart, { cycle, element: code }).filter((row) => row.cycle === cycle && row.element === code);
  const bands = new Map((release.marts.includes('bands') ? ownRows('bands') : []).map((row) => [row.country, row]));
  const units = new Map(countries.map((country, unit) => [country, unit]));
  return ownRows('scores')
    .map((row): ViewedCountry => {
      const country = String(row.country);
      const unit = units.get(country);
      const score = unit === undefined ? Number.NaN : scores[unit]!;
      const published = typeof row.score === 'number' ? row.score : null;
      // A difference in the last digits only comes from another order of addition: it is the same figure.
      const same = published !== null && Math.abs(published - score) < 1e-9;
      const shown = same ? published : score;
      const tier = tiers.findLastIndex((from) => from <= shown + 1e-9) + 1;
      return {
        country,
        status: String(row.status),
        published:
          published === null
            ? null
            : { score: published, tier: Number(row.tier), band: publishedBand(bands.get(country)) },
        own: Number.isNaN(score) ? null : { score: shown, tier, band: bandOf(unit!) },
      };
    })
    .sort((a, b) => (a.country < b.country ? -1 : 1));
}

function publishedBand(row: MartRow | undefined): ViewedBand | null {
  if (!row || typeof row.p05 !== 'number') return null;
  return {
    low: tenth(row.p05),
    high: tenth(row.p95 as number),
    rankLow: row.rank_p05 as number,
    rankMedian: row.rank_median as number,
    rankHigh: row.rank_p95 as number,
  };
}

/** Spearman's rank correlation and the mean absolute shift of ranks, among countries that have both scores. */
function agreementOf(countries: readonly ViewedCountry[], least: number): OwnView['agreement'] {
  const both = countries.filter(({ published, own }) => published !== null && own !== null);
  if (both.length < Math.max(least, 2)) return null;
  const [before, after] = [both.map(({ published }) => published!.score), both.map(({ own }) => own!.score)];
  const [was, is] = [ranksOf(before), ranksOf(after)];
  const shift = was.reduce<number>((sum, place, at) => sum + Math.abs(is[at]! - place!), 0) / both.length;
  return { countries: both.length, spearman: correlate(before as Column, after as Column, 'spearman'), shift };
}
