/** Whether a question may be answered "does not apply", and for which reasons. */
import type { Instrument, Question } from './instrument.ts';
import { label } from './label.ts';

/**
 * Assessment of a reason before a reviewer decides: the question applies to every country (`always_applies`), there
 * is no reason (`none`), it is not one that the question declares (`not_listed`), or it is `acceptable`.
 */
export type ReasonVerdict = 'always_applies' | 'none' | 'not_listed' | 'acceptable';

/** @param reason - in any language of the instrument, or by its id */
export function judgeReason(instrument: Instrument, question: Question, reason: string | null): ReasonVerdict {
  const { mayNotApply } = question;
  if (!mayNotApply) return 'always_applies';
  const given = folded(reason ?? '');
  if (given === '') return 'none';
  if (mayNotApply.reasons.length === 0) return 'acceptable';
  const isListed = mayNotApply.reasons.some(
    (id) =>
      folded(id) === given ||
      instrument.languages.some((language) => folded(instrument.texts.get(language)?.reasons[id] ?? '') === given),
  );
  return isListed ? 'acceptable' : 'not_listed';
}

/** The reasons that a question offers, in a language; empty if it accepts any reason, or none. */
export function offeredReasons(instrument: Instrument, language: string, question: Question): string[] {
  return (question.mayNotApply?.reasons ?? []).map((id) => label(instrument, language, 'reason', id));
}

const folded = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
