/** Reads the scorer of a question. */
import type { Scorer } from '../instrument.ts';
import type { Mapping } from './mapping.ts';

const forms = 'choice, { share: [names] } or { goalposts: { low: …, high: … } }, with "part" where one part counts';

/** Reads `scorer`; its references are checked once the choice lists are known. Null if the question is not scored. */
export function readScorer(at: Mapping): Scorer | null {
  const given = at.raw('scorer');
  if (given === undefined) return null;
  if (given === 'choice') return { by: 'choice', part: null };
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    at.wrong('scorer', forms);
    return null;
  }
  const scorer = at.inner('scorer', `The scorer of ${at.thing}`)!;
  scorer.only(['part', 'by', 'share', 'goalposts']);
  const part = scorer.text('part', 'the name of a part');
  const ways = ['by', 'share', 'goalposts'].filter((way) => scorer.has(way));
  if (ways.length !== 1) {
    at.wrong('scorer', forms);
    return null;
  }
  if (scorer.has('by')) return scorer.oneOf('by', ['choice']) && { by: 'choice', part };
  if (scorer.has('share')) return { by: 'share', of: scorer.texts('share'), part };
  const goalposts = scorer.inner('goalposts');
  if (!goalposts) return null;
  goalposts.only(['low', 'high']);
  const ends = { low: goalposts.number('low'), high: goalposts.number('high') };
  for (const end of ['low', 'high'])
    if (!goalposts.has(end)) goalposts.missing(end, 'a number in the unit of the answer');
  return ends.low === null || ends.high === null ? null : { by: 'goalposts', low: ends.low, high: ends.high, part };
}
