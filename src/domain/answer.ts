/** A country's answer to one question, or to one part of it. */

/**
 * Only `answered` is scored; `not_applicable` is excluded from the denominator; the others lower coverage and are
 * never zero.
 */
export const answerStates = ['answered', 'not_applicable', 'not_known', 'not_released', 'blank'] as const;
export type AnswerState = (typeof answerStates)[number];

/** A choice by stored name or number, several choices by name separated by spaces, a number, an ISO date or a text. */
export type AnswerValue = string | number;

export type Answer = {
  /** Question code, such as `C04`. */
  readonly question: string;
  /** Full part id, such as `E04.sent`, `L03.legislation`, `L08.1.provider`; null if the question is one answer. */
  readonly part: string | null;
  readonly state: AnswerState;
  /** Null unless the state is `answered`. */
  readonly value: AnswerValue | null;
  /** The original text of the cell, kept in addition to its interpretation; null if the cell was empty. */
  readonly raw: string | null;
  /** Why the question does not apply, or the answer is not known. */
  readonly reason: string | null;
  /** Comment that may be published. */
  readonly comment: string | null;
  /** Note to the secretariat, never published. */
  readonly note: string | null;
  /** Link or article of law as evidence. */
  readonly evidence: string | null;
  /** True if the value is the prefilled one, confirmed by the country. */
  readonly confirmed: boolean;
  /**
   * True if the country explicitly withdraws the earlier answer; a blank cell does not. Later blank cells do not
   * restore it.
   */
  readonly withdrawn?: boolean;
  readonly sheet: string;
  /**
   * Address of the cell with the answer, such as `G14`: the answer cell, or that of the earlier answer if the country
   * confirmed it and left the answer cell empty.
   */
  readonly cell: string;
};

/** The content of a blank answer, without its question and cell. */
export const blankContent = {
  state: 'blank',
  value: null,
  raw: null,
  reason: null,
  comment: null,
  note: null,
  evidence: null,
  confirmed: false,
} as const satisfies Partial<Answer>;

/** Evidence states of an answer. */
export const evidenceStates = ['self_reported', 'evidenced', 'verified'] as const;
export type EvidenceState = (typeof evidenceStates)[number];

/** A reviewer's decision about the reason of an answer "does not apply"; until then the answer counts as missing. */
export const reasonReviews = ['accepted', 'refused'] as const;
export type ReasonReview = (typeof reasonReviews)[number];

/** The reason for an answer "does not apply": its reason, otherwise its comment. */
export const statedReason = ({ reason, comment }: Pick<Answer, 'reason' | 'comment'>): string | null =>
  [reason, comment].find((text) => (text ?? '').trim() !== '') ?? null;

/** Number of questions in each state; the five sum to `questions`. Parts of a question are not counted separately. */
export type AnswerCounts = { readonly questions: number } & Readonly<Record<AnswerState, number>>;

/**
 * The state of a question with parts: answered if any part is, otherwise the strongest state of its parts.
 *
 * @param states - the states of its parts; an empty list is a blank question
 */
export function questionState(states: readonly AnswerState[]): AnswerState {
  for (const state of ['answered', 'not_released', 'not_known', 'not_applicable'] as const) {
    if (states.includes(state)) return state;
  }
  return 'blank';
}

/** Counts questions by state from the answers to their parts. */
export function countAnswers(answers: readonly Pick<Answer, 'question' | 'state'>[]): AnswerCounts {
  const states = new Map<string, AnswerState[]>();
  for (const { question, state } of answers) {
    const ofParts = states.get(question);
    if (ofParts) ofParts.push(state);
    else states.set(question, [state]);
  }
  const counts = { questions: states.size, answered: 0, not_applicable: 0, not_known: 0, not_released: 0, blank: 0 };
  for (const ofParts of states.values()) counts[questionState(ofParts)] += 1;
  return counts;
}
