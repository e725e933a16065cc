/** Differences between two revisions of a country's answers. */
import { type Answer, type AnswerState, type AnswerValue, blankContent } from './answer.ts';

export type AnswerDifference = {
  readonly question: string;
  readonly part: string | null;
  readonly from: AnswerValue | null;
  readonly to: AnswerValue | null;
  readonly fromState: AnswerState;
  readonly toState: AnswerState;
  /** Which remarks differ: reason, comment, note, evidence. */
  readonly beside: readonly ('reason' | 'comment' | 'note' | 'evidence')[];
};

type Said = Pick<Answer, 'question' | 'part' | 'state' | 'value' | 'reason' | 'comment' | 'note' | 'evidence'>;

const besideValue = ['reason', 'comment', 'note', 'evidence'] as const;

/** Id of one answer cell: its part, or its question if it has no parts. */
export const answerId = (answer: Pick<Answer, 'question' | 'part'>): string => answer.part ?? answer.question;

/** Differences in the order of `after`, then answers that only `before` had. An absent answer counts as blank. */
export function differencesOf(before: readonly Said[], after: readonly Said[]): AnswerDifference[] {
  const earlier = new Map(before.map((answer) => [answerId(answer), answer]));
  const later = new Set(after.map(answerId));
  const gone = before
    .filter((answer) => !later.has(answerId(answer)))
    .map((answer) => ({ ...answer, ...blankContent }));
  return [...after, ...gone].flatMap((answer) => differenceOf(earlier.get(answerId(answer)), answer) ?? []);
}

function differenceOf(before: Said | undefined, after: Said): AnswerDifference | null {
  const from = before ?? { ...after, ...blankContent };
  const beside = besideValue.filter((part) => from[part] !== after[part]);
  if (from.state === after.state && from.value === after.value && beside.length === 0) return null;
  const { question, part } = after;
  return {
    question,
    part,
    from: from.value,
    to: after.value,
    fromState: from.state,
    toState: after.state,
    beside,
  };
}
