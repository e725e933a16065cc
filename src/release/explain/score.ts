/** Explains a score: from a country's dimension, pillar or indicator down to the cells of its workbook. */
import { Problem } from '../../problem/index.ts';
import { type Change, changeOf } from './change.ts';
import { type ExplainedItem, itemReader } from './item.ts';
import {
  type AskedFigure,
  demand,
  type ExplainedOfCountry,
  type ExplainedRelease,
  type ExplainedRow,
  indexOf,
  key,
  labelsOf,
  modelsOf,
  number,
  text,
} from './read.ts';

/**
 * An element of the framework with its contribution to the element above. Scores are 0 to 100, null if none is
 * published.
 */
export type ExplainedElement = {
  readonly element: string;
  readonly level: string;
  readonly label: string;
  readonly status: string;
  readonly score: number | null;
  /** Bounds: the score if every missing answer scored 0, and if it scored 100. */
  readonly ifMissingZero: number | null;
  readonly ifMissingFull: number | null;
  /** True if both bounds are equal: nothing is missing that could change the score. */
  readonly settled: boolean;
  /** Share, 0 to 1. */
  readonly coverage: number | null;
  readonly threshold: number | null;
  /**
   * Of all questions asked: the share with an answer, the minimum share for a score, and the share that does not
   * apply.
   */
  readonly shareAnswered: number | null;
  readonly answeredThreshold: number | null;
  readonly shareNotApplicable: number | null;
  /**
   * Share of the score above, among the elements that have a score in this country, and the points contributed to it.
   */
  readonly weight: number | null;
  readonly contribution: number | null;
  /** 5th to 95th percentile of the replications; null if there are none. */
  readonly band: ExplainedBand | null;
  readonly below: readonly ExplainedElement[];
  readonly items: readonly ExplainedItem[];
};

export type ExplainedBand = {
  readonly median: number;
  readonly low: number;
  readonly high: number;
  /** Rank interval among `ranked` countries; 1 is the highest. Whole numbers, like every rank. */
  readonly rankLow: number;
  readonly rankHigh: number;
  readonly ranked: number;
  readonly draws: number;
  readonly failed: number;
  /**
   * The third of the interval in which the score lies; null for the middle third, for an interval under one point,
   * and in a release from before this was recorded.
   */
  readonly leaning: 'upper' | 'lower' | null;
  /** True if it leans only because the scale leaves more room on the other side. */
  readonly leansByScale: boolean;
};

export type ExplainedScore = ExplainedOfCountry<'score'> & {
  /** The element above and its score; null for a dimension. */
  readonly parent: { readonly element: string; readonly label: string; readonly score: number | null } | null;
  readonly root: ExplainedElement;
  /** Change since the baseline; null if the cycle has no baseline. */
  readonly change: Change | null;
};

/** @throws Problem `figure_unknown` if the release has no such country, element or cycle */
export function explainScore(
  release: ExplainedRelease,
  { country, element, cycle, language }: AskedFigure,
): ExplainedScore {
  const rows = indexOf(release);
  const say = labelsOf(release, language);
  const itemOf = itemReader(rows, say);
  demand(release, 'cycle', cycle, 'cycles', 'cycle');
  demand(release, 'country', country, 'scores', 'country');
  const questionRow = release.rows('framework').find((row) => row.level === 'question' && row.element === element);
  if (questionRow)
    throw new Problem('figure_unknown', 'figure', {
      kind: 'figure',
      code: element,
      known: [text(questionRow.parent)!],
    });
  demand(release, 'figure', element, 'scores', 'element');

  const row = rows.scores.get(key(cycle, country, element))?.[0];
  if (!row) throw new Problem('figure_unknown', 'figure', { kind: 'figure', code: element, known: [] });
  const root = explainElement(row);
  const change = changeOf(rows, say, { cycle, country, element, indicators: indicatorsOf(root) });
  const above = row.parent === null ? undefined : rows.scores.get(key(cycle, country, row.parent))?.[0];
  return {
    kind: 'score',
    release: release.id,
    cycle,
    illustrative: release.illustrative,
    country,
    countryLabel: say('country', country),
    parent: above
      ? {
          element: String(above.element),
          label: say(String(above.level), String(above.element)),
          score: number(above.score),
        }
      : null,
    root,
    unlisted: unlistedOf(root),
    change,
    models: modelsOf(release, 'scores', ...(change === null ? [] : ['progress', 'compared_answers'])),
  };

  function explainElement(one: ExplainedRow): ExplainedElement {
    const code = String(one.element);
    const below = (rows.children.get(key(cycle, country, code)) ?? []).map(explainElement);
    return {
      element: code,
      level: String(one.level),
      label: say(String(one.level), code),
      status: String(one.status),
      score: number(one.score),
      ifMissingZero: number(one.if_missing_zero),
      ifMissingFull: number(one.if_missing_full),
      settled: one.settled === true,
      coverage: number(one.coverage),
      threshold: number(one.threshold),
      shareAnswered: number(one.share_answered),
      answeredThreshold: number(one.answered_threshold),
      shareNotApplicable: number(one.share_not_applicable),
      weight: number(one.weight),
      contribution: number(one.contribution),
      band: bandOf(rows.bands.get(key(cycle, country, code))?.[0]),
      below: below.sort((a, b) => rows.places.get(a.element)! - rows.places.get(b.element)!),
      items: (rows.items.get(key(cycle, country, code)) ?? []).map((item) => itemOf(item)),
    };
  }
}

const indicatorsOf = ({ level, element, below }: ExplainedElement): string[] =>
  level === 'indicator' ? [element] : below.flatMap(indicatorsOf);

function bandOf(row: ExplainedRow | undefined): ExplainedBand | null {
  if (!row || typeof row.p05 !== 'number') return null;
  return {
    median: row.median as number,
    low: row.p05,
    high: row.p95 as number,
    rankLow: row.rank_p05 as number,
    rankHigh: row.rank_p95 as number,
    ranked: row.ranked as number,
    draws: row.replications as number,
    failed: row.failed as number,
    leaning: row.leaning === 'upper' || row.leaning === 'lower' ? row.leaning : null,
    leansByScale: row.leaning_reason === 'scale',
  };
}

/** Points of the root that no listed part accounts for. A part without a score contributes none. */
function unlistedOf({ score, below, items }: ExplainedElement): number {
  if (score === null) return 0;
  if (below.length > 0) {
    return below.reduce((sum, one) => sum + (one.weight ?? 0) * unlistedOf(one), 0);
  }
  if (items.every(({ listed }) => listed)) return 0;
  return score - items.reduce((sum, { contribution }) => sum + (contribution ?? 0), 0);
}
