import { afterAll, describe, expect, it } from 'vitest';
import { loadInstrument, scoredCells } from '../../../src/questionnaire/index.ts';
import { openRelease } from '../../../src/release/index.ts';
import { projectRoot, smallContent } from '../content.ts';
import { compileFew } from '../few-tables.ts';
import { frozenCycle, inputsOf, type Typed } from '../frozen.ts';
import { full } from '../world.ts';

const small = smallContent();
afterAll(small.remove);

const scoresOf = async (root: string, id: string, answers: Typed) => {
  const inputs = inputsOf(root, [frozenCycle(root, id, '2026', { XAA: { answers } })]);
  const release = openRelease((await compileFew(root, inputs, ['question_scores', 'scores'])).files);
  return { release, scores: release.rows('scores') };
};

describe('an answer "does not apply"', () => {
  const instrument = loadInstrument(projectRoot, 'cybercrime', '2026');
  const cells = [...instrument.questions.values()].flatMap((question) => scoredCells(instrument, question));
  const best = (list: { choices: readonly { name: string; score: number | null }[] } | null) =>
    list?.choices.toSorted((a, b) => (b.score ?? -1) - (a.score ?? -1))[0]?.name ?? '12';
  const attack = (letter: 'x' | 'y') =>
    Object.fromEntries(cells.map(({ id, list }, at) => [id, at % 9 === 0 ? best(list) : letter]));

  it.each(['x', 'y'] as const)('does not lead to a score with eleven answers and %s for all others', async (letter) => {
    const { scores } = await scoresOf(projectRoot, 'cybercrime', attack(letter));
    const dimensions = scores.filter(({ level }) => level === 'dimension');
    expect(dimensions.length).toBeGreaterThan(2);
    for (const { score, status, share_answered } of dimensions) {
      expect(score).toBeNull();
      expect(['below_threshold', 'below_answered']).toContain(status);
      expect(Number(share_answered)).toBeLessThan(0.3);
    }
    // A question that applies to every country stays in the denominator, even with an accepted reason.
    const offences = scores.find(({ element }) => element === 'CAP.SUB')!;
    expect(offences).toMatchObject({ not_applicable: 0, applicable: offences.asked });
  });

  it('counts as missing until its reason is accepted, and so do its dependent questions', async () => {
    const of = async (B03: string) =>
      (await scoresOf(small.root, 'preparedness', { ...full, B03, B04: null })).release
        .rows('question_scores')
        .filter(({ question }) => question === 'B03' || question === 'B04')
        .map(({ question, standing, hidden }) => [question, standing, hidden]);
    expect(await of('y')).toEqual([
      ['B03', 'missing', false],
      ['B04', 'missing', false],
    ]);
    expect(await of('x')).toEqual([
      ['B03', 'left_out', false],
      ['B04', 'left_out', true],
    ]);
  });

  it('is shown next to coverage as a share of all questions', async () => {
    const { scores } = await scoresOf(small.root, 'preparedness', { ...full, C01: 'x', C02: '?' });
    const own = scores.find(({ level, element }) => level === 'indicator' && String(element).startsWith('RUL'));
    expect(own).toBeDefined();
    for (const row of scores) {
      expect(Number(row.share_not_applicable)).toBeCloseTo(Number(row.not_applicable) / Number(row.asked), 12);
      expect(Number(row.with_value) + Number(row.not_applicable)).toBeLessThanOrEqual(Number(row.asked));
    }
    expect(scores.some(({ not_applicable }) => Number(not_applicable) > 0)).toBe(true);
  });
});
