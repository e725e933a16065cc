/**
 * Explains a need: the mean score of the area down to the cells, the stated priority, and the projects that address
 * it or do not.
 */
import { Problem } from '../../problem/index.ts';
import { type ExplainedItem, itemReader } from './item.ts';
import {
  type AskedFigure,
  demand,
  type ExplainedOfCountry,
  type ExplainedRelease,
  type ExplainedRow,
  indexOf,
  key,
  type Labels,
  labelsOf,
  modelsOf,
  number,
  type ReleaseIndex,
  text,
} from './read.ts';

export type ExplainedNeed = ExplainedOfCountry<'need'> & {
  readonly area: string;
  readonly label: string;
  /** 0 to 100, higher is worse; null without a score or a stated priority. `status` gives the reason. */
  readonly need: number | null;
  readonly status: string;
  /** Mean score of the area, 0 to 100, and its coverage. */
  readonly mean: number | null;
  readonly coverage: number | null;
  /** Distance of the mean from the target, as a share of the target, 0 to 1. */
  readonly gap: number | null;
  /** The stated priority and the factor by which it multiplies the gap; null if none was stated. */
  readonly priority: {
    readonly label: string;
    readonly factor: number | null;
    readonly place: AnswerCell | null;
  } | null;
  readonly band: { readonly low: number; readonly median: number; readonly high: number } | null;
  /** True if the need is pressing and no project is active; null if either is unknown. */
  readonly unmet: boolean | null;
  readonly projects: readonly ExplainedProject[];
  readonly variants: readonly { readonly label: string; readonly need: number | null }[];
  /** The items that the mean consists of. */
  readonly items: readonly ExplainedItem[];
};

export type AnswerCell = {
  readonly fileName: string;
  readonly revision: number;
  readonly sheet: string;
  readonly cell: string;
};

export type ExplainedProject = {
  readonly provider: string | null;
  readonly project: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly active: boolean;
};

/** @throws Problem `figure_unknown` if the release has no such country, area or cycle */
export function explainNeed(
  release: ExplainedRelease,
  { country, element: area, cycle, language }: AskedFigure,
): ExplainedNeed {
  const rows = indexOf(release);
  const say = labelsOf(release, language);
  demand(release, 'cycle', cycle, 'cycles', 'cycle');
  demand(release, 'country', country, 'scores', 'country');
  const row = rows.needs.get(key(cycle, country, area))?.[0];
  if (!row) throw new Problem('figure_unknown', 'figure', { kind: 'figure', code: area, known: [] });
  const items = itemsOfNeed(rows, say, row);
  const [mean, gap, need] = [number(row.mean_score), number(row.gap), number(row.need)];
  const given = items.reduce((sum, { contribution }) => sum + (contribution ?? 0), 0);
  return {
    kind: 'need',
    release: release.id,
    cycle,
    illustrative: release.illustrative,
    country,
    countryLabel: say('country', country),
    area,
    label: say('area', area),
    need,
    status: String(row.need_status),
    mean,
    coverage: number(row.coverage),
    gap,
    priority: priorityOf(rows, say, row),
    band: bandOf(row),
    unmet: typeof row.unmet === 'boolean' ? row.unmet : null,
    projects: (rows.support.get(key(cycle, country, area)) ?? []).map(projectOf),
    variants: (rows.variants.get(key(cycle, country, area)) ?? []).map((one) => ({
      label: say('need_variant', String(one.variant)),
      need: number(one.need),
    })),
    items,
    unlisted: mean === null || items.every(({ listed }) => listed) ? 0 : mean - given,
    models: modelsOf(release, 'needs'),
  };
}

/** What each answer gives to the mean of the area. */
function itemsOfNeed(rows: ReleaseIndex, say: Labels, { cycle, country, area }: ExplainedRow): ExplainedItem[] {
  const itemOf = itemReader(rows, say);
  return (rows.needItems.get(key(cycle, country, area)) ?? []).flatMap((one) =>
    (rows.scored.get(key(cycle, country, one.item)) ?? []).map((scored) =>
      itemOf(scored, { weight: number(one.weight_in_area), contribution: number(one.contribution) }),
    ),
  );
}

function bandOf({ need_p05, need_median, need_p95 }: ExplainedRow): ExplainedNeed['band'] {
  const low = number(need_p05);
  return low === null ? null : { low, median: number(need_median)!, high: number(need_p95)! };
}

const projectOf = (row: ExplainedRow): ExplainedProject => ({
  provider: text(row.provider),
  project: text(row.project),
  from: text(row.from),
  to: text(row.to),
  active: row.active === true,
});

function priorityOf(rows: ReleaseIndex, say: Labels, row: ExplainedRow): ExplainedNeed['priority'] {
  const { priority: stated, priority_list: list } = row;
  if (stated === null || stated === undefined) return null;
  return {
    label: list ? `${stated} – ${say('choice', `${list}:${stated}`)}` : String(stated),
    factor: number(row.factor),
    place: answerCell(rows.answers.get(key(row.cycle, row.country, row.priority_item))?.[0]),
  };
}

/** Null for an answer that stands in no file. */
function answerCell(answer: ExplainedRow | undefined): AnswerCell | null {
  const cell = text(answer?.cell);
  if (answer === undefined || cell === null) return null;
  return { fileName: String(answer.file_name), revision: Number(answer.revision), sheet: String(answer.sheet), cell };
}
