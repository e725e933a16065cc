/** Differences between two versions of a question, and between two versions of an instrument. */
import { cellsOf } from './cells.ts';
import type { ChoiceList, Instrument, Question } from './instrument.ts';
import { label, workingLanguage } from './label.ts';
import { toXlsForm } from './relevance/xlsform.ts';

/** Aspects in which two questions may differ; if they differ in one of the first six, scores cannot be compared. */
export const aspects = [
  ...(['type', 'parts', 'rows', 'choices', 'scores', 'scorer'] as const),
  ...(['relevance', 'when_hidden', 'limits', 'class', 'core', 'section', 'text'] as const),
] as const;
export type Aspect = (typeof aspects)[number];

/** Aspects in which two questions must agree for their answers and scores to be comparable. */
export const comparedAspects: readonly Aspect[] = ['type', 'parts', 'rows', 'choices', 'scores', 'scorer'];

/** A question with its instrument. */
export type VersionedQuestion = { readonly instrument: Instrument; readonly question: Question };

export type QuestionDifference =
  | { readonly kind: 'new' | 'dropped'; readonly question: string }
  | {
      readonly kind: 'changed';
      readonly question: string;
      readonly before: string;
      readonly aspects: readonly Aspect[];
    };

/**
 * @param among - the aspects to compare, all by default
 * @returns the aspects in which the two questions differ; empty if there are none
 */
export function compareQuestions(
  before: VersionedQuestion,
  after: VersionedQuestion,
  among: readonly Aspect[] = aspects,
): Aspect[] {
  return among.filter((aspect) => JSON.stringify(reported(before, aspect)) !== JSON.stringify(reported(after, aspect)));
}

/**
 * New, dropped and changed questions from one version to another, in the order of the later one, dropped ones last.
 *
 * Questions are paired by the later one's crosswalk if it names the earlier version, otherwise by their codes.
 */
export function compareInstruments(before: Instrument, after: Instrument): QuestionDifference[] {
  const lines = after.crosswalk.filter(
    (line) => line.fromInstrument === before.id && line.fromVersion === before.version,
  );
  const byCrosswalk = new Map(lines.map((line) => [line.question, line.fromQuestion]));
  const paired = new Set<string>();
  const found: QuestionDifference[] = [];
  for (const question of after.questions.values()) {
    const code = byCrosswalk.has(question.code) ? byCrosswalk.get(question.code)! : question.code;
    const earlier = code === null ? undefined : before.questions.get(code);
    if (!earlier) {
      found.push({ kind: 'new', question: question.code });
      continue;
    }
    paired.add(earlier.code);
    const differing = compareQuestions({ instrument: before, question: earlier }, { instrument: after, question });
    if (differing.length > 0 || earlier.code !== question.code) {
      found.push({ kind: 'changed', question: question.code, before: earlier.code, aspects: differing });
    }
  }
  for (const code of before.questions.keys()) if (!paired.has(code)) found.push({ kind: 'dropped', question: code });
  return found;
}

function reported({ instrument, question }: VersionedQuestion, aspect: Aspect): unknown {
  const cells = cellsOf(instrument, question);
  const lists = cells.map(({ list }) => list);
  switch (aspect) {
    case 'type':
      return [question.type, question.cellType];
    case 'parts':
      return question.parts.map(({ name, type }) => [name, type]);
    case 'rows':
      return question.rows && cells.map(({ name }) => name);
    case 'choices':
      return lists.map((list) => list && [list.source, list.choices.map(({ name }) => name)]);
    case 'scores':
      return question.scorer?.by === 'choice' && lists.map((list) => list && scoresOf(list));
    case 'relevance':
      return question.relevance && toXlsForm(question.relevance);
    case 'when_hidden':
      return question.whenHidden;
    case 'limits':
      // The limits of a date move with each cycle without changing the question.
      return cells.map(({ limits: { min, max, longest } }) => ({ min, max, longest }));
    case 'text':
      return textOf(instrument, question);
    default:
      return question[aspect];
  }
}

/** By name, so that another order alone is no difference. */
function scoresOf({ choices }: ChoiceList): unknown {
  return choices.map(({ name, score }) => [name, score]);
}

function textOf(instrument: Instrument, { code, parts }: Question): string[] {
  const language = workingLanguage(instrument);
  const ofParts = parts.map(({ name }) => instrument.texts.get(language)?.questions[code]?.parts?.[name] ?? '');
  return [label(instrument, language, 'question', code), ...ofParts];
}
