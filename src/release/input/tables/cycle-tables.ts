/** Cycles with the rules they opened with, who was invited and what was received. */
import type { TableDeclarations } from './columns.ts';

export const cycleTables = {
  /** Every cycle of the instrument up to the one released, with the rules set for it. `position` from 1, oldest first. */
  cycles: {
    key: ['cycle'],
    columns: {
      cycle: 'text',
      instrument: 'text',
      version: 'text',
      position: 'integer',
      /** Year of the reference date: what pace is counted in. */
      year: 'integer',
      baseline_cycle: 'text?',
      target: 'number?',
      target_year: 'integer?',
      /** Points a year achieved over points a year required, from which a class of pace begins. */
      pace_on_track: 'number',
      pace_moderate: 'number',
      pace_insufficient: 'number',
      /** Share of paired draws in which a change must have the same sign to be reported as one. */
      same_sign: 'number',
      /** Share of scored elements that must have a value. */
      coverage_threshold: 'number',
      /** Share of the scored questions asked, those that do not apply included, that must have a value. */
      answered_threshold: 'number',
      /** Groups of fewer countries have no mean. */
      least_group: 'integer',
      /** Day on which support must run to be active, ISO date. */
      reference_date: 'text',
      /** Mean score of an area at which nothing is needed. */
      need_target: 'number?',
      /** Questions by their part in the needs table; null if the instrument asks for none. */
      priority_question: 'text?',
      help_question: 'text?',
      readiness_question: 'text?',
      support_question: 'text?',
      is_current: 'truth',
    },
  },
  /** The rules with which each cycle opened, as they are hashed; the other tables here have the same in rows. */
  rules: { key: ['cycle'], columns: { cycle: 'text', rules: 'text' } },
  /** Lower bound of each tier, from 1. */
  tiers: { key: ['cycle', 'tier'], columns: { cycle: 'text', tier: 'integer', from_score: 'number' } },
  obstacle_questions: { key: ['cycle', 'question'], columns: { cycle: 'text', question: 'text' } },
  /** What a stated priority multiplies the gap by, and whether it is pressing. */
  priority_factors: {
    key: ['cycle', 'choice'],
    columns: { cycle: 'text', choice: 'text', factor: 'number', pressing: 'truth' },
  },
  /** What else a need could be made of: another target, other factors, or the gap alone. */
  need_variants: {
    key: ['cycle', 'variant'],
    columns: { cycle: 'text', variant: 'text', target: 'number', priority_counts: 'truth' },
  },
  need_variant_factors: {
    key: ['cycle', 'variant', 'choice'],
    columns: { cycle: 'text', variant: 'text', choice: 'text', factor: 'number' },
  },
  /** Which part of the support question states what: `role` is provider, project, area, from, to, value, iati or use. */
  support_parts: { key: ['cycle', 'role'], columns: { cycle: 'text', role: 'text', part: 'text' } },
  invitations: { key: ['cycle', 'country'], columns: { cycle: 'text', country: 'text' } },
  /** The due date, and the day that was set first where it was moved. Earlier software did not keep it. */
  deadlines: { key: ['cycle'], columns: { cycle: 'text', deadline: 'text?', first_deadline: 'text?' } },
  /** When a country's first return came, and the one that is accepted: days in UTC. Earlier software did not keep them. */
  receipts: {
    key: ['cycle', 'country'],
    columns: { cycle: 'text', country: 'text', first_received: 'text', received: 'text?' },
  },
  /** Accepted submissions: a country that is here has reported. */
  submissions: {
    key: ['cycle', 'country'],
    columns: { cycle: 'text', country: 'text', revision: 'integer', version: 'text' },
  },
} as const satisfies TableDeclarations;
