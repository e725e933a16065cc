import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../release/content.ts';
import { tablesOfTwelve } from './twelve.ts';

/** Parsed from the file without the product's own reader. */
function rulesOf(version: string): Record<string, { relevance: string; when_hidden: string }> {
  const text = readFileSync(join(projectRoot, `questionnaires/cybercrime/${version}/questionnaire.yaml`), 'utf8');
  const entries = text.split(/\n {6}- code: /).slice(1);
  return Object.fromEntries(
    entries.flatMap((entry) => {
      const relevance = /\n +relevance: "(.*)"/.exec(entry)?.[1];
      if (relevance === undefined || !entry.includes('scorer:')) return [];
      return [[entry.split('\n')[0]!, { relevance, when_hidden: /\n +when_hidden: (\w+)/.exec(entry)![1]! }]];
    }),
  );
}

describe('a release recomputed from docs/method.md in Python', () => {
  it('has the same figures for every country, to 1e-9', async () => {
    const marts = ['scores', 'question_scores', 'needs', 'progress', 'support_activities'];
    const { inputs, release } = await tablesOfTwelve(marts);
    const folder = mkdtempSync(join(tmpdir(), 'gap-recompute-'));
    writeFileSync(join(folder, 'inputs.json'), JSON.stringify(inputs.tables));
    writeFileSync(
      join(folder, 'marts.json'),
      JSON.stringify(Object.fromEntries(marts.map((m) => [m, release.rows(m)]))),
    );
    const rules = { 'cybercrime-2024': rulesOf('2024'), 'cybercrime-2026': rulesOf('2026') };
    writeFileSync(join(folder, 'rules.json'), JSON.stringify(rules));
    const run = spawnSync('python3', [join(import.meta.dirname, 'recompute.py'), folder], { encoding: 'utf8' });
    rmSync(folder, { recursive: true });
    expect(run.stderr).toBe('');
    const { compared, differences } = JSON.parse(run.stdout);
    expect(differences).toEqual([]);
    expect(run.status).toBe(0);
    for (const what of ['item', 'indicator', 'bound', 'need', 'unmet', 'progress', 'class'])
      expect(compared[what], what).toBeGreaterThan(100);
    for (const status of ['published', 'below_threshold'])
      expect(release.rows('scores').some((row) => row.status === status)).toBe(true);
  });
});
