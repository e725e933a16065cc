/** The listed answers of one country in one cycle, as in the published tables. */
import { type AnswerLookup, type Instrument, type KnownAnswer, whatShows } from '../../questionnaire/index.ts';
import type { MartRow } from '../files/rows.ts';

export type PublicAnswers = {
  readonly known: AnswerLookup;
  /** Items that could be hidden depending on a missing answer. */
  readonly uncertain: ReadonlySet<string>;
  readonly isHidden: (cell: string) => boolean;
};

/**
 * Reads a country's listed answers and determines which questions they hide.
 *
 * @param rows - of marts.answers
 * @param scored - of marts.question_scores
 */
export function publicAnswers(
  instrument: Instrument,
  rows: readonly MartRow[],
  scored: readonly MartRow[],
): PublicAnswers {
  // An answer "does not apply" counts as missing while no one has accepted its reason.
  const missing = new Set(scored.filter(({ standing }) => standing === 'missing').map(({ item }) => item));
  const answers = new Map(
    rows.map((row) => [
      String(row.item),
      {
        question: String(row.question),
        part: row.part === null ? null : String(row.part),
        state: (missing.has(row.item!) && row.state === 'not_applicable'
          ? 'not_known'
          : row.state) as KnownAnswer['state'],
        value: row.value_text as string | null,
      },
    ]),
  );
  const { hidden, uncertain } = whatShows(instrument, answers.values());
  const known: AnswerLookup = (cell) => {
    if (hidden.has(cell)) return { state: 'blank', value: null, hidden: true };
    const answer = answers.get(cell);
    return answer === undefined ? undefined : { state: answer.state, value: answer.value };
  };
  return { known, uncertain, isHidden: (cell: string) => hidden.has(cell) };
}
