/**
 * Change of a score since the baseline, answer by answer, with the effect of the change of method separate from the
 * real change.
 */
import { key, type Labels, number, type ReleaseIndex, text } from './read.ts';

/** In points; null if too little can be compared, and `class` is then `not_comparable`. */
export type Change = {
  readonly fromCycle: string;
  /** As people name that cycle, such as 2024. */
  readonly fromVersion: string;
  readonly class: string;
  /** Scores of both cycles on the comparable questions, and the difference. */
  readonly from: number | null;
  readonly to: number | null;
  readonly change: number | null;
  readonly questions: number;
  /** Null where some of the answers count with a rounded mean, which differs from them whether or not they changed. */
  readonly changed: number | null;
  readonly achieved: number | null;
  readonly required: number | null;
  readonly pace: number | null;
  /** Share of the paired replications in which the change has the same sign; null if there is no change. */
  readonly sameSign: number | null;
  /** Change of the scores as each cycle published them, and the part of it that is due to the change of method. */
  readonly published: number | null;
  readonly ofMethod: number | null;
  readonly answers: readonly ComparedAnswer[];
};

export type ComparedAnswer = {
  readonly indicator: string;
  readonly item: string;
  readonly label: string;
  readonly listed: boolean;
  readonly from: number | null;
  readonly to: number | null;
  readonly weight: number | null;
  /** Points that the indicator contributes to the change. */
  readonly contribution: number | null;
};

/** @param indicators - those that the element consists of, in order */
export function changeOf(
  rows: ReleaseIndex,
  say: Labels,
  { cycle, country, element, indicators }: { cycle: string; country: string; element: string; indicators: string[] },
): Change | null {
  const row = rows.changes.get(key(cycle, country, element))?.find(({ is_baseline }) => is_baseline === true);
  if (!row) return null;
  const fromCycle = String(row.from_cycle);
  return {
    fromCycle,
    fromVersion: text(rows.cycles.get(key(fromCycle))?.[0]?.version) ?? fromCycle,
    class: String(row.class),
    from: number(row.score_from),
    to: number(row.score_to),
    change: number(row.change),
    questions: number(row.comparable_questions) ?? 0,
    changed: number(row.changed_answers),
    achieved: number(row.achieved_per_year),
    required: number(row.required_per_year),
    pace: number(row.pace),
    sameSign: number(row.same_sign),
    published: number(row.published_change),
    ofMethod: number(row.method_change),
    answers: indicators.flatMap((indicator) =>
      (rows.compared.get(key(cycle, country, indicator)) ?? []).map((one) => ({
        indicator,
        item: String(one.item),
        label: nameOf(rows, say, String(one.item)),
        listed: one.listed === true,
        from: number(one.score_from),
        to: number(one.score_to),
        weight: number(one.weight_in_indicator),
        contribution: number(one.contribution),
      })),
    ),
  };
}

/** The wording of a question, or of all of which the better counts. */
function nameOf(rows: ReleaseIndex, say: Labels, item: string): string {
  const questions = rows.combined.get(item)?.map(({ element }) => String(element)) ?? [item.split('.')[0]!];
  return [...new Set(questions)].map((question) => say('question', question)).join(' / ');
}
