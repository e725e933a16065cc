/**
 * A model is plain SQL that runs as pasted, so a level of the index has a model of its own. Levels that follow the same rule
 * must not drift apart: each is the one below it in other names.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './source.ts';

/** The statement without comments, in lines without layout. */
function statement(model: string): string {
  return readFileSync(join(root, 'pipelines', `${model}.sql`), 'utf8')
    .replaceAll(/--[^\n]*/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** The statement for pillars as it reads one level higher. */
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
    ['scores/progress_pillars', 'scores/progress_dimensions'],
  ])('follow one rule: %s, %s', (pillars, dimensions) => {
    expect(raised(statement(pillars))).toBe(statement(dimensions));
  });
});
