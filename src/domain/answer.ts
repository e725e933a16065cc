/** What one country said to one question, or to one part of it. */

/** Only `answered` is scored; `not_applicable` leaves the denominator; the others lower coverage and are never zero. */
export const answerStates = ['answered', 'not_applicable', 'not_known', 'not_released', 'blank'] as const;
export type AnswerState = (typeof answerStates)[number];

/** A choice by stored name or number, several choices space-separated by name, a number, an ISO date or a text. */
export type AnswerValue = string | number;

export type Answer = {
  /** Question code, such as `C04`. */
  readonly question: string;
  /** Full part id, such as `E04.sent`, `L03.legislation`, `L08.1.provider`; null if the question is one answer. */
  readonly part: string | null;
  readonly state: AnswerState;
  /** Null unless the state is `answered`. */
  readonly value: AnswerValue | null;
  /** The cell's text as it was in the workbook, kept next to what was understood; null if the cell was empty. */
  readonly raw: string | null;
  /** Why it does not apply, or is not known. */
  readonly reason: string | null;
  /** Comment that may be published. */
  readonly comment: string | null;
  /** Note to the secretariat, never published. */
  readonly note: string | null;
  /** Link or article of law that shows it. */
  readonly evidence: string | null;
  /** True if the value is the prefilled one, confirmed by the country. */
  readonly confirmed: boolean;
  /**
   * True if the country takes the earlier answer back: an explicit act, as a blank cell takes nothing back. No later
   * silence brings it back.
   */
  readonly withdrawn?: boolean;
  readonly sheet: string;
  /**
   * Address of the cell that holds the answer, such as `G14`: the answer cell, or that of the earlier answer where the
   * country confirmed it and left the answer cell empty.
   */
  readonly cell: string;
};

/** What an answer states where no one answered; which question it is of, and its cell, are next to. */
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

/** Evidence states of an answer: who vouches for it. */
export const evidenceStates = ['self_reported', 'evidenced', 'verified'] as const;
export type EvidenceState = (typeof evidenceStates)[number];

/** What a reviewer decided about the reason of one answer "does not apply"; until then it counts as missing. */
export const reasonReviews = ['accepted', 'refused'] as const;
export type ReasonReview = (typeof reasonReviews)[number];

/** Why an answer states that its question does not apply: its reason, or else its comment. */
export const statedReason = ({ reason, comment }: Pick<Answer, 'reason' | 'comment'>): string | null =>
  [reason, comment].find((text) => (text ?? '').trim() !== '') ?? null;

/** How many questions are in each state; the five sum to `questions`. Parts of one question are not counted apart. */
export type AnswerCounts = { readonly questions: number } & Readonly<Record<AnswerState, number>>;

/**
 * The state of a question with parts: answered once any part is, else the strongest statement made of it.
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
  for (const { question, state } of answers) states.set(question, [...(states.get(question) ?? []), state]);
  const counts = { questions: states.size, answered: 0, not_applicable: 0, not_known: 0, not_released: 0, blank: 0 };
  for (const ofParts of states.values()) counts[questionState(ofParts)] += 1;
  return counts;
}
