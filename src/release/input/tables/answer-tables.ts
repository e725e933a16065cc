/** Disclosed answers of accepted submissions. */
import type { TableDeclarations } from './columns.ts';

export const answerTables = {
  /**
   * Disclosed answers of accepted submissions. Every scored cell of the edition has a row, blank where nothing was given
   * (without a place, revision 0, where the workbook had no such cell); any other cell that has no row is blank.
   */
  answers: {
    key: ['cycle', 'country', 'item'],
    columns: {
      cycle: 'text',
      country: 'text',
      section: 'text',
      question: 'text',
      part: 'text?',
      item: 'text',
      state: 'text',
      /** Choice by stored name, choices separated by spaces, number, ISO date or text; null unless answered. */
      value: 'text?',
      /** False if the country lets the answer feed scores and not be listed: nothing of the answer is in its row. */
      listed: 'truth',
      /**
       * `rounded`: counts with the score that its group of protected answers has in common; `withheld`: counts as not
       * released, as its value would show a protected answer; else `none`.
       */
      protection: 'text',
      /** What a rounded answer counts with, 0 to 100; null if it counts as missing, and where nothing is rounded. */
      surrogate: 'number?',
      /** True if a reviewer has accepted why it does not apply. */
      reason_accepted: 'truth',
      /**
       * Where the questionnaire's relevance hides it, judged by the disclosed answers alone: `zero` where it counts as
       * its lowest step, `leave` where it was not asked, `absent` where what it hangs on does not apply. Null if it shows.
       */
      hidden_as: 'text?',
      /** True if it shows, and would fall away if an answer that is missing turned out otherwise. */
      is_uncertain: 'truth',
      comment: 'text?',
      evidence: 'text?',
      evidence_state: 'text',
      /** True if the country confirmed the answer that was filled in beforehand; false if it gave it again. */
      confirmed: 'truth',
      sheet: 'text?',
      cell: 'text?',
      revision: 'integer',
      upload_sha256: 'text?',
      file_name: 'text?',
    },
  },
} as const satisfies TableDeclarations;
