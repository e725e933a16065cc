import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { cellsOf, loadInstrument, scoredCells } from '../../../src/questionnaire/index.ts';
import { openRelease } from '../../../src/release/index.ts';
import { smallContent } from '../content.ts';
import { compileFew } from '../few-tables.ts';
import { frozenCycle, inputsOf, type Typed } from '../frozen.ts';

const { root, remove } = smallContent();
afterAll(remove);

const instrument = loadInstrument(root, 'preparedness', '2026');
const cells = [...instrument.questions.values()].flatMap((question) => scoredCells(instrument, question));

/** Possible answers to a cell: every value of its scale, and those that leave the denominator. */
const values = new Map(
  cells.map(({ id, type, list, question }): [string, readonly (string | number)[]] => {
    const names = (list?.choices ?? []).map(({ name }) => (list!.numbered ? Number(name) : name));
    if (type === 'select_multiple') return [id, [...names, names.join(' ')]];
    return [id, [...(type === 'integer' ? [0, 1, 2, 4, 9] : names), ...(question.mayNotApply ? ['x'] : [])]];
  }),
);
const missing = ['?', 'y', null] as const;

const answersOf = fc.record(
  Object.fromEntries(
    cells.map(({ id }) => [
      id,
      fc.oneof(
        { weight: 5, arbitrary: fc.constantFrom(...values.get(id)!) },
        { weight: 3, arbitrary: fc.constantFrom(...missing) },
      ),
    ]),
  ),
);

/** The same answers with every missing one filled in. */
const completionOf = (answers: Typed, pick: (options: readonly (string | number)[]) => string | number): Typed =>
  Object.fromEntries(
    Object.entries(answers).map(([id, value]) => [id, missing.includes(value as null) ? pick(values.get(id)!) : value]),
  );

const scoresOf = async (countries: Record<string, Typed>) => {
  const returned = Object.fromEntries(Object.entries(countries).map(([code, answers]) => [code, { answers }]));
  const cycle = frozenCycle(root, 'preparedness', '2026', returned);
  const inputs = inputsOf(root, [cycle]);
  const release = openRelease((await compileFew(root, inputs, ['scores'])).files);
  return release.rows('scores').filter(({ status }) => status !== 'not_reported');
};

const codes = ['XAB', 'XAC', 'XAD', 'XAE', 'XAF', 'XAG', 'XAH'];

describe('every completion of the answers', () => {
  it('has scores within the published bounds of the incomplete answers', async () => {
    expect(cellsOf(instrument, instrument.questions.get('B09')!).length).toBe(2);
    await fc.assert(
      fc.asyncProperty(answersOf, fc.array(fc.nat(), { minLength: 40, maxLength: 40 }), async (answers, picks) => {
        let at = 0;
        const anyOf = (options: readonly (string | number)[]) => options[picks[at++ % picks.length]! % options.length]!;
        const ends = [
          (options: readonly (string | number)[]) => options[0]!,
          (options: readonly (string | number)[]) => options.filter((one) => one !== 'x').at(-1)!,
          (options: readonly (string | number)[]) => options.at(-1)!,
        ];
        const completions = codes.map((code, place) => [code, completionOf(answers, ends[place] ?? anyOf)]);
        const rows = await scoresOf({ XAA: answers, ...Object.fromEntries(completions) });
        const own = new Map(rows.filter(({ country }) => country === 'XAA').map((row) => [row.element, row]));
        for (const { element, country, score, if_missing_zero, if_missing_full } of rows) {
          const { if_missing_zero: low, if_missing_full: high } = own.get(element)!;
          const about = `${country} ${element}: ${score} of ${low} to ${high}`;
          // An element without applicable questions has no bounds.
          if (score === null || low === null) continue;
          expect(Number(score), about).toBeGreaterThanOrEqual(Number(low) - 1e-9);
          expect(Number(score), about).toBeLessThanOrEqual(Number(high) + 1e-9);
          expect(Number(if_missing_zero)).toBeLessThanOrEqual(Number(if_missing_full) + 1e-9);
        }
      }),
      { numRuns: 8 },
    );
  });
});
