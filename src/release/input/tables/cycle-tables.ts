/** Cycles with the rules with which they opened, the invited countries and the submissions received. */
import type { TableDeclarations } from './columns.ts';

export const cycleTables = {
  /** Every cycle of the instrument up to the released one, with its rules. `position` counts from 1, oldest first. */
  cycles: {
    key: ['cycle'],
    columns: {
      cycle: 'text',
      instrument: 'text',
      version: 'text',
      position: 'integer',
      /** Year of the reference date; pace is measured in years. */
      year: 'integer',
      baseline_cycle: 'text?',
      target: 'number?',
      target_year: 'integer?',
      /** Points per year achieved over points per year required, at which a class of pace starts. */
      pace_on_track: 'number',
      pace_moderate: 'number',
      pace_insufficient: 'number',
      /** Share of the paired replications in which a change must have the same sign to be reported as a change. */
      same_sign: 'number',
      /** Share of the scored elements that must have a value. */
      coverage_threshold: 'number',
      /** Share of the scored questions that must have a value; questions that do not apply are in the denominator. */
      answered_threshold: 'number',
      /** Groups of fewer countries than this have no mean. */
      least_group: 'integer',
      /** ISO date (UTC) on which it was opened; membership of groups in a release is as of this day of its cycle. */
      opened: 'text',
      /** ISO date on which support must be running to count as active. */
      reference_date: 'text',
      /** Mean score of an area from which on there is no need. */
      need_target: 'number?',
      /** Questions by their role in the needs table; null if the instrument asks for none. */
      priority_question: 'text?',
      help_question: 'text?',
      readiness_question: 'text?',
      support_question: 'text?',
      is_current: 'truth',
    },
  },
  /** The rules with which each cycle opened, as they are hashed; the other tables here contain the same in rows. */
  rules: { key: ['cycle'], columns: { cycle: 'text', rules: 'text' } },
  /** Lower bound of each tier, counted from 1. */
  tiers: { key: ['cycle', 'tier'], columns: { cycle: 'text', tier: 'integer', from_score: 'number' } },
  obstacle_questions: { key: ['cycle', 'question'], columns: { cycle: 'text', question: 'text' } },
  /** The factor by which a stated priority multiplies the gap, and whether it is pressing. */
  priority_factors: {
    key: ['cycle', 'choice'],
    columns: { cycle: 'text', choice: 'text', factor: 'number', pressing: 'truth' },
  },
  /** Alternative assumptions about needs: another target, other factors, or the gap alone. */
  need_variants: {
    key: ['cycle', 'variant'],
    columns: { cycle: 'text', variant: 'text', target: 'number', priority_counts: 'truth' },
  },
  need_variant_factors: {
    key: ['cycle', 'variant', 'choice'],
    columns: { cycle: 'text', variant: 'text', choice: 'text', factor: 'number' },
  },
  /** The parts of the support question: `role` is provider, project, area, from, to, value, iati or use. */
  support_parts: { key: ['cycle', 'role'], columns: { cycle: 'text', role: 'text', part: 'text' } },
  invitations: { key: ['cycle', 'country'], columns: { cycle: 'text', country: 'text' } },
  /** The deadline, and the original one if it was moved. Earlier software did not keep it. */
  deadlines: { key: ['cycle'], columns: { cycle: 'text', deadline: 'text?', first_deadline: 'text?' } },
  /**
   * Dates (UTC) on which a country's first submission and the accepted one were received. Earlier software did not
   * keep them.
   */
  receipts: {
    key: ['cycle', 'country'],
    columns: { cycle: 'text', country: 'text', first_received: 'text', received: 'text?' },
  },
  /** Accepted submissions: a country with a row has reported. */
  submissions: {
    key: ['cycle', 'country'],
    columns: { cycle: 'text', country: 'text', revision: 'integer', version: 'text' },
  },
} as const satisfies TableDeclarations;
