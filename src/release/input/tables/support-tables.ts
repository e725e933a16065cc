/** Reports of support and what was decided about them. */
import type { TableDeclarations } from './columns.ts';

export const supportTables = {
  /**
   * What one source states about one activity of support: a line of a table, an activity of an IATI file, or a line that a country
   * answers and lets be shown. Which reports describe one activity is decided in `staging.support_groups`.
   */
  support_reports: {
    key: ['report'],
    columns: {
      report: 'text',
      /** table, iati or answer. */
      source: 'text',
      /** real or illustrative. */
      kind: 'text',
      /** Whose answer it is: it goes with the answers of its country. Null for other sources. */
      cycle: 'text?',
      country: 'text?',
      region: 'text?',
      /** A day, month or year. */
      begins: 'text?',
      ends: 'text?',
      /** planned, runs, ended, suspended or cancelled, where the source has a status of its own. */
      status: 'text?',
      amount: 'number?',
      currency: 'text?',
      /** As of which the amount is stated. */
      year: 'integer?',
      part_of: 'text?',
      note: 'text?',
      results: 'integer',
      indicators: 'integer',
      documents: 'integer',
      link: 'text?',
      citation: 'text',
      as_of: 'text',
    },
  },
  /** Shares are 0 to 1; null if the source does not say. */
  support_countries: {
    key: ['report', 'country'],
    columns: { report: 'text', country: 'text', share: 'number?' },
  },
  support_areas: { key: ['report', 'area'], columns: { report: 'text', area: 'text', share: 'number?' } },
  /** `role` is funder or implementer; `name` is what the source calls it. */
  support_organisations: {
    key: ['report', 'role', 'organisation'],
    columns: { report: 'text', role: 'text', organisation: 'text', name: 'text' },
  },
  /** Normalised: two reports with the same identifier describe one activity. */
  support_identifiers: { key: ['report', 'identifier'], columns: { report: 'text', identifier: 'text' } },
  /** What each report calls its activity, in each language. */
  support_names: { key: ['report', 'language'], columns: { report: 'text', language: 'text', name: 'text' } },
  /** Organisations of the reference tables in each language, whether or not a report names them. */
  organisation_names: {
    key: ['organisation', 'language'],
    columns: { organisation: 'text', language: 'text', name: 'text' },
  },
  /** What a person decided about two reports: `same` or `different`. */
  support_decisions: {
    key: ['report', 'other'],
    columns: { report: 'text', other: 'text', decision: 'text' },
  },
} as const satisfies TableDeclarations;
