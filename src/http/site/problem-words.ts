/** A problem as a page shows it: in the reader's language if readers can meet it, otherwise as the catalogue states it. */
import { narrowedReason } from '../../domain/index.ts';
import { formatList, type Texts, type TextValues } from '../../i18n/index.ts';
import type { Problem } from '../../problem/index.ts';

/** What was refused, and how to correct it. */
export type Refused = {
  readonly message: string;
  readonly fix: string;
  /** Language of both texts. */
  readonly language: string;
  /** True if the message states that nothing was changed, so that a page need not; false if omitted. */
  readonly saysUnchanged?: boolean;
};

/** By the working language of the catalogue, of which the others are translations. */
const saysUnchanged = ({ message }: Problem): boolean => /nothing was changed/i.test(message);

/**
 * The reason of a withdrawal: as a person wrote it, or in the reader's language if it follows from a country's
 * choice.
 */
export const reasonIn = ({ texts, language }: { texts: Texts; language: string }, reason: string): string =>
  reason === narrowedReason ? texts.say(language, 'releases.corrections.by_choice') : reason;

/** @param name - label of a detail in the language, such as a country for its code; unchanged if omitted */
export function problemWords(
  texts: Texts,
  language: string,
  problem: Problem,
  name: (key: string, value: string) => string = (_, value) => value,
): Refused {
  const key = `problems.${problem.code}`;
  if (!texts.has(`${key}.what`)) {
    const { message, fix } = problem;
    return { message, fix, language: texts.working, saysUnchanged: saysUnchanged(problem) };
  }
  const worded = (detail: string, value: unknown): string | number => {
    if (typeof value === 'number') return value;
    if (Array.isArray(value))
      return formatList(
        texts.language(language),
        value.map((each) => String(worded(detail, each))),
      );
    if (typeof value !== 'string') return String(value);
    return detail === 'reason' ? reasonIn({ texts, language }, value) : name(detail, value);
  };
  const values: TextValues = Object.fromEntries(
    Object.entries(problem.details).map(([detail, value]) => [detail, worded(detail, value)]),
  );
  return {
    message: texts.say(language, `${key}.what`, values),
    fix: texts.say(language, `${key}.fix`, values),
    language,
    saysUnchanged: saysUnchanged(problem),
  };
}
