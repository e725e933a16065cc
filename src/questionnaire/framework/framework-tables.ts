/** The tables of a framework, as opened. */
import type { ContentTable } from '../../content/index.ts';

/** Required tables: without them no score can be computed. */
export const neededTables = ['dimensions', 'pillars', 'indicators', 'indicator_questions'] as const;
/** Optional tables: an instrument without areas or flags is complete. */
export const optionalTables = [
  'areas',
  'area_questions',
  'context_questions',
  'flags',
  'treaty_answers',
  'recommendation_elements',
  'points',
  'point_links',
  'support_areas',
] as const;

export type FrameworkTable = (typeof neededTables)[number] | (typeof optionalTables)[number];
/** Null if the file cannot be read. */
export type FrameworkTables = Readonly<Record<FrameworkTable, ContentTable | null>>;
