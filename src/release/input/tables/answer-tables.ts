/** Disclosed answers of accepted submissions. */
import type { TableDeclarations } from './columns.ts';

export const answerTables = {
  /**
   * Disclosed answers of accepted submissions. Every scored cell of the edition has a row. It is blank if no answer
   * was given; if the workbook had no such cell, it has no sheet and cell, and revision 0. Any other cell without a
   * row is blank.
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
      /**
       * The stored name of a choice, several choices separated by spaces, a number, an ISO date or text; null unless
       * answered.
       */
      value: 'text?',
      /**
       * False if the country lets the answer feed scores without being listed: its row then contains nothing of the
       * answer.
       */
      listed: 'truth',
      /**
       * `rounded`: scored with the score that its group of protected answers has in common; `withheld`: scored as not
       * released, as its value would reveal a protected answer; otherwise `none`.
       */
      protection: 'text',
      /** The score used for a rounded answer, 0 to 100; null if it counts as missing, or if it is not rounded. */
      surrogate: 'number?',
      /** True if a reviewer has accepted the reason why the question does not apply. */
      reason_accepted: 'truth',
      /**
       * Set if the questionnaire's relevance hides the cell, judged by the disclosed answers alone: `zero` if it
       * scores as its lowest step, `leave` if it was not asked, `absent` if the question that it depends on does not
       * apply. Null if it is shown.
       */
      hidden_as: 'text?',
      /** True if it is shown, but could be hidden depending on an answer that is missing. */
      is_uncertain: 'truth',
      comment: 'text?',
      evidence: 'text?',
      evidence_state: 'text',
      /** True if the country confirmed the prefilled answer; false if it gave it again. */
      confirmed: 'truth',
      sheet: 'text?',
      cell: 'text?',
      revision: 'integer',
      upload_sha256: 'text?',
      file_name: 'text?',
    },
  },
} as const satisfies TableDeclarations;
