/** What was asked: questions, the cells that can be answered, how a cell is scored, and what happened to each question. */
import type { TableDeclarations } from './columns.ts';

export const questionnaireTables = {
  questions: {
    key: ['cycle', 'question'],
    columns: {
      cycle: 'text',
      section: 'text',
      question: 'text',
      position: 'integer',
      type: 'text',
      list: 'text?',
      class: 'text',
      core: 'truth',
      evidence_wanted: 'truth',
      /** True if the class is open to this edition for every country alike. */
      in_edition: 'truth',
    },
  },
  /** Every cell that can be answered. `name` is what its part is called in the questionnaire, `occurrence` from 1 in a repeat. */
  items: {
    key: ['cycle', 'item'],
    columns: {
      cycle: 'text',
      question: 'text',
      item: 'text',
      name: 'text?',
      occurrence: 'integer?',
      type: 'text',
      list: 'text?',
      position: 'integer',
    },
  },
  /** Cells that take a score. `scorer` is choice, share or goalposts. */
  scored_items: {
    key: ['cycle', 'item'],
    columns: {
      cycle: 'text',
      question: 'text',
      item: 'text',
      scorer: 'text',
      list: 'text?',
      low: 'number?',
      high: 'number?',
    },
  },
  /** The choices that a `share` counts. */
  share_choices: { key: ['cycle', 'item', 'choice'], columns: { cycle: 'text', item: 'text', choice: 'text' } },
  /** `score` is 0 to 100, or null if the choice is not scored. */
  choices: {
    key: ['cycle', 'list', 'choice'],
    columns: { cycle: 'text', list: 'text', choice: 'text', position: 'integer', score: 'number?' },
  },
  /** How a question of `cycle` answers to one of an earlier cycle. Only what compares: relation same or recoded. */
  crosswalk: {
    key: ['cycle', 'question', 'from_cycle'],
    columns: {
      cycle: 'text',
      question: 'text',
      from_cycle: 'text',
      from_question: 'text',
      relation: 'text',
      /** `old=new|old=new`; empty if nothing is recoded. */
      recode: 'text',
    },
  },
  /**
   * What is never scored and shown for context: `context` names the group that it is shown in, `role` what it is there.
   * Without a part, every part of the question.
   */
  context_questions: {
    key: ['context', 'role', 'question', 'name'],
    columns: { context: 'text', role: 'text', question: 'text', name: 'text?' },
  },
  treaty_questions: {
    key: ['cycle', 'question', 'treaty'],
    columns: { cycle: 'text', question: 'text', treaty: 'text' },
  },
  /** The choices that agree with a status of the source. A status without a row is compared with nothing. */
  treaty_answers: { key: ['cycle', 'status', 'choice'], columns: { cycle: 'text', status: 'text', choice: 'text' } },
} as const satisfies TableDeclarations;
