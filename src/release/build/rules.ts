/** Converts the rules of a cycle to rows of the input tables. A verification repeats the same conversion. */
import type { CycleRules } from '../../domain/index.ts';
import { rulesHash } from '../../questionnaire/index.ts';
import type { ManifestRules } from '../files/manifest.ts';
import type { InputRow, Inputs } from '../input/inputs.ts';

type RuleTables = Pick<
  Inputs,
  'tiers' | 'obstacle_questions' | 'priority_factors' | 'need_variants' | 'need_variant_factors' | 'support_parts'
>;

/** Columns of a cycle's own row that come from its rules. */
export function ruledColumns({ year, pace, need, ...rules }: CycleRules) {
  return {
    year,
    pace_on_track: pace.on_track,
    pace_moderate: pace.moderate,
    pace_insufficient: pace.insufficient,
    same_sign: pace.same_sign,
    coverage_threshold: rules.coverageThreshold,
    answered_threshold: rules.answeredThreshold,
    least_group: rules.leastGroup,
    need_target: need?.target ?? null,
    priority_question: need?.question ?? null,
    help_question: need?.help ?? null,
    readiness_question: need?.readiness ?? null,
    support_question: need?.support?.question ?? null,
  } satisfies Partial<InputRow<'cycles'>>;
}

export function ruleRows(cycle: string, { tiers, need }: CycleRules): RuleTables {
  const variants = Object.entries(need?.variants ?? {});
  return {
    tiers: [0, ...tiers].map((from_score, at) => ({ cycle, tier: at + 1, from_score })),
    obstacle_questions: (need?.obstacles ?? []).map((question) => ({ cycle, question })),
    priority_factors: Object.entries(need?.factors ?? {}).map(([choice, factor]) => ({
      cycle,
      choice,
      factor,
      pressing: need!.pressing.includes(choice),
    })),
    need_variants: variants.map(([variant, { target, factors }]) => ({
      cycle,
      variant,
      target,
      priority_counts: factors !== null,
    })),
    need_variant_factors: variants.flatMap(([variant, { factors }]) =>
      Object.entries(factors ?? {}).map(([choice, factor]) => ({ cycle, variant, choice, factor })),
    ),
    support_parts: Object.entries(need?.support?.parts ?? {}).map(([role, part]) => ({ cycle, role, part })),
  };
}

/**
 * Returns the cycles whose figures were not computed with the rules that the manifest names: the hash of the kept
 * rules differs, or the input tables differ from them.
 */
export function cyclesOfOtherRules(named: readonly ManifestRules[], kept: Inputs): string[] {
  const rules = new Map(kept.rules.map((row) => [row.cycle, JSON.parse(row.rules) as CycleRules]));
  return named
    .filter(({ cycle, sha256 }) => {
      const own = rules.get(cycle);
      return own === undefined || rulesHash(own) !== sha256 || !saysTheSame(cycle, own, kept);
    })
    .map(({ cycle }) => cycle);
}

function saysTheSame(cycle: string, rules: CycleRules, kept: Inputs): boolean {
  const row = kept.cycles.find((one) => one.cycle === cycle);
  const columns = Object.entries(ruledColumns(rules));
  if (row === undefined || columns.some(([column, value]) => row[column as keyof typeof row] !== value)) return false;
  return Object.entries(ruleRows(cycle, rules)).every(([table, rows]) => {
    const own: readonly { readonly cycle: string }[] = kept[table as keyof RuleTables];
    return asText(own.filter((one) => one.cycle === cycle)) === asText(rows);
  });
}

/** Independent of the order of rows and columns. */
const asText = (rows: readonly object[]): string =>
  rows
    .map((row) => JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1))))
    .sort()
    .join('\n');
