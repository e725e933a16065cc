import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { buildRelease, openRelease } from '../../../src/release/index.ts';
import { smallContent } from '../content.ts';
import { frozenCycle, inputsOf } from '../frozen.ts';
import { earlier, now, States } from '../world.ts';

const contents: { remove: () => void }[] = [];
afterEach(() => {
  for (const content of contents.splice(0)) content.remove();
});

/** Builds with a change to one statement. */
function buildWith(file: string, from: string | null, to = ''): ReturnType<typeof buildRelease> {
  const content = smallContent();
  contents.push(content);
  const path = join(content.root, 'pipelines', file);
  const text = readFileSync(path, 'utf8');
  if (from !== null) {
    expect(text).toContain(from);
    writeFileSync(path, text.replace(from, to));
  }
  const inputs = inputsOf(content.root, [
    frozenCycle(content.root, 'preparedness', '2024', earlier, States),
    frozenCycle(content.root, 'preparedness', '2026', now, States),
  ]);
  return buildRelease({ contentRoot: content.root, inputs });
}

describe('scores computed independently of the statements', () => {
  it('agree with the published ones of every country, cycle and level', async () => {
    const release = openRelease((await buildWith('scores/pillar_scores.sql', null)).files);
    const published = release.rows('scores').filter(({ status }) => status === 'published');
    const of = (level: string) => published.filter((row) => row.level === level).length;
    const checks = release.rows('quality').filter(({ check }) => check === 'recomputed');
    expect(checks.map((row) => [row.cycle, row.verdict])).toEqual([
      ['preparedness-2024', 'good'],
      ['preparedness-2026', 'good'],
    ]);
    expect(checks.reduce((sum, { cases }) => sum + Number(cases), 0)).toBe(
      of('indicator') + of('pillar') + of('dimension'),
    );
  });

  it.each([
    [
      'scores rounded',
      'scores/element_scores.sql',
      'scores.status, scores.score,',
      'scores.status, round(scores.score, 1) as score,',
      'model_checks_broken',
    ],
    [
      'a score a billionth too low',
      'scores/element_scores.sql',
      'scores.status, scores.score,',
      'scores.status, scores.score * (1 - 1e-9) as score,',
      'model_checks_broken',
    ],
    ['a missing answer as zero', 'staging/item_scores.sql', "else 'missing'", "else 'left_out'", 'scores_disagree'],
    [
      'the lesser of two treaties',
      'indicators/indicator_scores.sql',
      'max(score) as score',
      'min(score) as score',
      'model_checks_broken',
    ],
  ])('stop the build at %s', async (_, file, from, to, code) => {
    const error = await buildWith(file, from, to).catch((thrown: unknown) => thrown);
    // The rules of the models and the second computation run in parallel: the first to fail stops the build.
    expect(['scores_disagree', code]).toContain((error as { code?: string }).code);
    if (code === 'scores_disagree')
      expect((error as Error).message).toMatch(/of XA[A-H] in preparedness-20\d\d is .* in the models and/);
  });
});
