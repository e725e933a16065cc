/** Reports of support, and decisions about duplicates. */
import type { TableDeclarations } from './columns.ts';

export const supportTables = {
  /**
   * What one source reports about one activity of support: a row of a table, an activity of an IATI file, or a line
   * that a country answered and allows to be shown. `staging.support_groups` decides which reports describe the same
   * activity.
   */
  support_reports: {
    key: ['report'],
    columns: {
      report: 'text',
      /** One of table, iati or answer. */
      source: 'text',
      /** One of real or illustrative. */
      kind: 'text',
      /** The submission that the report comes from; it is withdrawn together with it. Null for other sources. */
      cycle: 'text?',
      country: 'text?',
      region: 'text?',
      /** A day, month or year, as in the source. */
      begins: 'text?',
      ends: 'text?',
      /** One of planned, runs, ended, suspended or cancelled, if the source gives a status. */
      status: 'text?',
      amount: 'number?',
      currency: 'text?',
      /** Reference year of the amount. */
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
  /** Shares are 0 to 1; null if the source gives none. */
  support_countries: {
    key: ['report', 'country'],
    columns: { report: 'text', country: 'text', share: 'number?' },
  },
  support_areas: { key: ['report', 'area'], columns: { report: 'text', area: 'text', share: 'number?' } },
  /** `role` is funder or implementer; `name` is the name in the source. */
  support_organisations: {
    key: ['report', 'role', 'organisation'],
    columns: { report: 'text', role: 'text', organisation: 'text', name: 'text' },
  },
  /** Normalised: two reports with the same identifier describe the same activity. */
  support_identifiers: { key: ['report', 'identifier'], columns: { report: 'text', identifier: 'text' } },
  /** The title of the activity in each report, in each language. */
  support_names: { key: ['report', 'language'], columns: { report: 'text', language: 'text', name: 'text' } },
  /** Organisations of the reference tables in each language, whether or not a report names them. */
  organisation_names: {
    key: ['organisation', 'language'],
    columns: { organisation: 'text', language: 'text', name: 'text' },
  },
  /** A person's decision about two reports: `same` or `different`. */
  support_decisions: {
    key: ['report', 'other'],
    columns: { report: 'text', other: 'text', decision: 'text' },
  },
} as const satisfies TableDeclarations;
