/** What was asked: questions, their answer cells, how a cell is scored, and how questions correspond between cycles. */
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
      /** True if this edition may show the class, for every country alike. */
      in_edition: 'truth',
    },
  },
  /** Every answer cell. `name` is the name of its part in the questionnaire, `occurrence` counts repeats from 1. */
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
  /** Cells that are scored. `scorer` is choice, share or goalposts. */
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
  /** The choices that a scorer of type `share` counts. */
  share_choices: { key: ['cycle', 'item', 'choice'], columns: { cycle: 'text', item: 'text', choice: 'text' } },
  /** `score` is 0 to 100, or null if the choice is not scored. */
  choices: {
    key: ['cycle', 'list', 'choice'],
    columns: { cycle: 'text', list: 'text', choice: 'text', position: 'integer', score: 'number?' },
  },
  /**
   * How a question of `cycle` corresponds to one of an earlier cycle. Comparable questions only: `relation` is same
   * or recoded.
   */
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
   * Questions that are never scored and shown as context: `context` names the group in which they are shown, `role`
   * their purpose in it. Without a part, every part of the question.
   */
  context_questions: {
    key: ['context', 'role', 'question', 'name'],
    columns: { context: 'text', role: 'text', question: 'text', name: 'text?' },
  },
  treaty_questions: {
    key: ['cycle', 'question', 'treaty'],
    columns: { cycle: 'text', question: 'text', treaty: 'text' },
  },
  /** The choices that agree with a status of the source. A status without a row is not compared. */
  treaty_answers: { key: ['cycle', 'status', 'choice'], columns: { cycle: 'text', status: 'text', choice: 'text' } },
} as const satisfies TableDeclarations;
