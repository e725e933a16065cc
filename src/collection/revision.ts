/** The answers of a new revision: those of the upload, and those of the revision before for what the workbook left out. */
import {
  type Answer,
  choicesIn,
  classOf,
  type Finding,
  type PublicationRules,
  publicationBy,
} from '../domain/index.ts';
import type { Instrument } from '../questionnaire/index.ts';
import type { KeptAnswer, KeptFinding } from '../state/index.ts';

export type RevisionAnswers = {
  /** In questionnaire order, with class and origin. */
  readonly answers: readonly KeptAnswer[];
  /** Answers of the revision before to the questions that this workbook holds. */
  readonly replaced: readonly KeptAnswer[];
  /** Those that were taken over, as this workbook holds other sections only. */
  readonly carried: readonly KeptAnswer[];
};

/**
 * Puts a revision together.
 *
 * A workbook of some sections replaces the answers to its own questions and leaves the others as they stood, with the
 * sheet, cell and upload in which they stand.
 */
export function putTogether(
  instrument: Instrument,
  rules: PublicationRules,
  before: readonly KeptAnswer[],
  upload: { readonly id: string; readonly answers: readonly Answer[] },
): RevisionAnswers {
  const held = new Set(upload.answers.map((answer) => answer.question));
  const carried = before.filter((answer) => !held.has(answer.question));
  const origin = new Map<Answer, string>(carried.map((answer) => [answer, answer.upload]));
  const known = upload.answers.filter((answer) => instrument.questions.has(answer.question));
  const positions = new Map([...instrument.questions.keys()].map((code, position) => [code, position]));
  const all: readonly Answer[] = [...known, ...carried].sort(
    (a, b) => positions.get(a.question)! - positions.get(b.question)!,
  );
  const chosen = publicationBy(choicesIn(all, rules), rules);
  // What a reviewer has looked into stays so while the country says the same of it.
  const verified = new Set(before.filter(({ evidenceState }) => evidenceState === 'verified').map(saidOf));
  return {
    answers: all.map((answer) => {
      const question = instrument.questions.get(answer.question)!;
      const publication = chosen(question.section, question.code);
      return {
        ...answer,
        section: question.section,
        publication,
        class: classOf(question.class, publication),
        evidenceState:
          answer.evidence === null ? 'self_reported' : verified.has(saidOf(answer)) ? 'verified' : 'evidenced',
        upload: origin.get(answer) ?? upload.id,
      };
    }),
    replaced: before.filter((answer) => held.has(answer.question)),
    carried,
  };
}

const saidOf = ({ question, part, value, evidence }: Answer) => JSON.stringify([part ?? question, value, evidence]);

/** Findings with the class of the answer they speak of; where none is known, only what quotes no answer is public. */
export function withClass(
  instrument: Instrument,
  answers: readonly KeptAnswer[],
  findings: readonly Finding[],
): KeptFinding[] {
  const classes = new Map(answers.map((answer) => [answer.question, answer.class]));
  return findings.map((finding) => ({
    ...finding,
    class:
      finding.question === null
        ? ('confidential' as const)
        : (classes.get(finding.question) ?? instrument.questions.get(finding.question)?.class ?? 'confidential'),
  }));
}
