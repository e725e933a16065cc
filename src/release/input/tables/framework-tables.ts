/** The framework of indicators, the areas of need, and the variations of the method. */
import type { TableDeclarations } from './columns.ts';

export const frameworkTables = {
  dimensions: { key: ['dimension'], columns: { dimension: 'text', position: 'integer' } },
  pillars: {
    key: ['pillar'],
    columns: { pillar: 'text', dimension: 'text', weight: 'number', position: 'integer' },
  },
  /** `use` is scored or shown. */
  indicators: {
    key: ['indicator'],
    columns: { indicator: 'text', pillar: 'text', weight: 'number', position: 'integer', use: 'text' },
  },
  /** Without a part, all scored items of the question. Of the items of one `combine` group, the best one counts. */
  indicator_questions: {
    key: ['indicator', 'question', 'part'],
    columns: {
      indicator: 'text',
      question: 'text',
      part: 'text?',
      weight: 'number',
      combine: 'text?',
      position: 'integer',
    },
  },
  /** Variations of the method: each setting with its values, the value of the method itself first. */
  variations: {
    key: ['setting', 'position'],
    columns: { setting: 'text', position: 'integer', value: 'text' },
  },
  areas: { key: ['area'], columns: { area: 'text', position: 'integer' } },
  area_questions: { key: ['area', 'question'], columns: { area: 'text', question: 'text' } },
  /** Raised if `indicator` is at least `at_least` while `beside` is below `under`. */
  flags: {
    key: ['flag'],
    columns: { flag: 'text', indicator: 'text', at_least: 'number', beside: 'text', under: 'number' },
  },
} as const satisfies TableDeclarations;
