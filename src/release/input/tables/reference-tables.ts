/** Facts from reference tables: countries, treaties, recommendations, projects, and labels. */
import type { TableDeclarations } from './columns.ts';

export const referenceTables = {
  countries: {
    key: ['country'],
    columns: {
      country: 'text',
      alpha2: 'text?',
      region: 'text?',
      subregion: 'text?',
      /** Space-separated. */
      groups: 'text',
      illustrative: 'truth',
    },
  },
  /** `kind` is real or illustrative. Dates are ISO text. Null means "not in the source", never "no". */
  treaty_facts: {
    key: ['treaty', 'country'],
    columns: {
      treaty: 'text',
      country: 'text',
      status: 'text',
      /**
       * The date for which the status is valid: the date of the source, or the day on which the cycle opened if that
       * is later.
       */
      status_on: 'text?',
      signature: 'text?',
      consent_date: 'text?',
      consent_action: 'text?',
      entry_into_force: 'text?',
      as_of: 'text',
      /** The source's own wording if it gives no exact day. */
      as_of_note: 'text?',
      source: 'text',
      note: 'text?',
      /** False if the source is general knowledge; such a fact is not compared with answers. */
      confirmed: 'truth',
      kind: 'text',
    },
  },
  /** Conditions for a treaty's entry into force after consent to be bound, and what is known of its list of Parties. */
  treaties: {
    key: ['treaty'],
    columns: {
      treaty: 'text',
      in_force: 'text?',
      entry_months: 'integer?',
      entry_days: 'integer?',
      entry_rule: 'text?',
      complete: 'truth',
      complete_as_of: 'text?',
      parties_counted: 'integer?',
      count_source: 'text?',
    },
  },
  /**
   * Real facts: the recommendations on which the action plan is based, what has happened since, what measures each,
   * and projects.
   */
  recommendations: {
    key: ['recommendation'],
    columns: { recommendation: 'text', position: 'integer', actors: 'text', source: 'text', as_of: 'text' },
  },
  milestones: {
    key: ['milestone'],
    columns: {
      milestone: 'text',
      recommendation: 'text',
      actors: 'text',
      date: 'text',
      source: 'text',
      as_of: 'text',
      confirmed: 'truth',
    },
  },
  recommendation_elements: {
    key: ['recommendation', 'element'],
    columns: { recommendation: 'text', element: 'text', position: 'integer' },
  },
  /** Points of the key messages, and what each refers to: `kind` is recommendation, indicator or treaty. */
  points: { key: ['point'], columns: { point: 'text', area: 'text', position: 'integer' } },
  point_links: {
    key: ['point', 'kind', 'code'],
    columns: { point: 'text', kind: 'text', code: 'text', position: 'integer' },
  },
  /** Lists are separated by spaces. Dates are a day, a month or a year, as in the source. */
  projects: {
    key: ['project'],
    columns: {
      project: 'text',
      identifiers: 'text?',
      funders: 'text',
      implementers: 'text',
      countries: 'text',
      region: 'text?',
      areas: 'text',
      begins: 'text?',
      ends: 'text?',
      amount: 'number?',
      currency: 'text?',
      note: 'text?',
      part_of: 'text?',
      source: 'text',
      as_of: 'text',
    },
  },
  /**
   * Labels in each language: kind is country, region, group, dimension, pillar, indicator, question, part, choice,
   * area, section, treaty, flag, recommendation, milestone, actor or project.
   */
  labels: {
    key: ['kind', 'id', 'language'],
    columns: { kind: 'text', id: 'text', language: 'text', label: 'text', position: 'integer' },
  },
} as const satisfies TableDeclarations;
