/**
 * A model is plain SQL that runs as it is, so each level of the index has its own model. Levels with the same rule must
 * stay identical: each model equals the one of the level below with other names.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './source.ts';

/** The statement without comments and indentation. */
function statement(model: string): string {
  return readFileSync(join(root, 'pipelines', `${model}.sql`), 'utf8')
    .replaceAll(/--[^\n]*/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** The statement for pillars with the names of the next level. */
const raised = (sql: string): string =>
  sql
    .replaceAll(/\bpillar\b/g, 'dimension')
    .replaceAll(/\b(input\.)indicators\b/g, '$1pillars')
    .replaceAll('indicators.indicator_scores', 'scores.pillar_scores')
    .replaceAll('progress_indicators', 'progress_pillars')
    .replaceAll(/\bindicator\b/g, 'pillar');

describe('models of pillars and of dimensions', () => {
  it.each([
    ['scores/pillar_scores', 'scores/dimension_scores'],
    ['scores/progress/progress_pillars', 'scores/progress/progress_dimensions'],
  ])('follow one rule: %s, %s', (pillars, dimensions) => {
    expect(raised(statement(pillars))).toBe(statement(dimensions));
  });
});
