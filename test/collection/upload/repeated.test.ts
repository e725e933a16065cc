import { describe, expect, it } from 'vitest';
import { repeatedOccurrences } from '../../../src/collection/upload/repeated.ts';
import type { Answer } from '../../../src/domain/index.ts';
import { loadInstrument } from '../../../src/questionnaire/index.ts';
import { root } from '../../house/source.ts';

const instrument = loadInstrument(root, 'cybercrime', '2026');
const repeat = [...instrument.questions.values()].find(({ type }) => type === 'repeat')!;
const [first, second] = repeat.parts.map(({ name }) => name);

const answers = (...values: [occurrence: number, part: string, value: string][]) =>
  new Map(
    values.map(([occurrence, part, value]) => {
      const id = `${repeat.code}.${occurrence}.${part}`;
      return [
        id,
        { question: repeat.code, part: id, state: 'answered', value, sheet: 'L', cell: `G${occurrence}` } as Answer,
      ];
    }),
  );

describe('an occurrence that repeats another', () => {
  it('is reported once, at the later one', () => {
    const found = repeatedOccurrences(
      instrument,
      answers([1, first!, 'A'], [1, second!, 'P'], [2, first!, 'B'], [3, first!, 'A'], [3, second!, 'P']),
    );
    expect(found).toMatchObject([
      { code: 'occurrence_twice', severity: 'warning', cell: 'G3', details: { first: 1, second: 3 } },
    ]);
  });

  it('is not one where a part differs or is missing', () => {
    expect(repeatedOccurrences(instrument, answers([1, first!, 'A'], [1, second!, 'P'], [2, first!, 'A']))).toEqual([]);
    expect(repeatedOccurrences(instrument, answers([1, first!, 'A'], [2, first!, 'B']))).toEqual([]);
    expect(repeatedOccurrences(instrument, new Map())).toEqual([]);
  });
});
