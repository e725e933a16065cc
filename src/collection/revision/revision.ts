/** The answers of a new revision: what the upload states, and the revision before for all that it contains nothing about. */
import {
  type Answer,
  answerId,
  choicesIn,
  classOf,
  type Finding,
  type PublicationRules,
  publicationBy,
} from '../../domain/index.ts';
import { cellsOfInstrument, type Instrument } from '../../questionnaire/index.ts';
import type { KeptAnswer, KeptFinding } from '../../state/index.ts';
import { type ComposedAnswer, composeAnswer, type EarlierAnswer } from './compose.ts';
import { keptReviews } from './kept-reviews.ts';

export type RevisionAnswers = {
  /** In questionnaire order, with class and origin. */
  readonly answers: readonly KeptAnswer[];
  /** The same answers, with what the upload states about each. */
  readonly composed: readonly ComposedAnswer[];
};

export type UploadedAnswers = {
  readonly id: string;
  readonly arrival: number;
  readonly answers: readonly Answer[];
  readonly findings: readonly Finding[];
  /** The answers that the workbook was issued with; empty if it does not say or there were none. */
  readonly issued: readonly Answer[];
  /** Answers that were stated after this arrival stay as they are, whatever the file states; null for none. */
  readonly laterThan: number | null;
};

/** Puts a revision together: each answer with the sheet, cell and upload in which it stands. */
export function putTogether(
  instrument: Instrument,
  rules: PublicationRules,
  before: readonly KeptAnswer[],
  upload: UploadedAnswers,
): RevisionAnswers {
  const earlier = new Map(before.map((answer) => [answerId(answer), answer]));
  const composed = compose(instrument, earlier, upload);
  const chosen = publicationBy(
    choicesIn(
      composed.map(({ answer, unread }) => ({ ...answer, unread })),
      rules,
    ),
    rules,
  );
  // What a reviewer has looked into stays so while the country states the same of it.
  const verified = new Set(before.filter(({ evidenceState }) => evidenceState === 'verified').map(saidOf));
  const reviewOf = keptReviews(before);
  return {
    composed,
    answers: composed.map(({ id, answer, from, unread }) => {
      const question = instrument.questions.get(answer.question)!;
      const publication = chosen(question.section, question.code);
      return {
        ...answer,
        withdrawn: answer.withdrawn ?? false,
        unread,
        section: question.section,
        publication,
        class: classOf(question.class, publication),
        evidenceState:
          answer.evidence === null ? 'self_reported' : verified.has(saidOf(answer)) ? 'verified' : 'evidenced',
        reasonReview: reviewOf(answer),
        ...originOf(from === 'earlier' ? earlier.get(id) : undefined, upload),
      };
    }),
  };
}

const originOf = (earlier: KeptAnswer | undefined, { id, arrival }: UploadedAnswers) =>
  earlier === undefined ? { upload: id, arrival } : { upload: earlier.upload, arrival: earlier.arrival ?? 0 };

function compose(
  instrument: Instrument,
  earlier: ReadonlyMap<string, EarlierAnswer & Pick<KeptAnswer, 'arrival'>>,
  { answers, findings, issued, laterThan }: UploadedAnswers,
): ComposedAnswer[] {
  const file = new Map(answers.map((answer) => [answerId(answer), answer]));
  const issuedBy = new Map(issued.map((answer) => [answerId(answer), answer]));
  const wrongRows = new Set(findings.flatMap((one) => (one.severity === 'error' ? (rowOf(one) ?? []) : [])));
  const isLater = (id: string) => laterThan !== null && (earlier.get(id)?.arrival ?? 0) > laterThan;
  const isWrong = (answer: Answer | undefined) => answer !== undefined && wrongRows.has(rowOf(answer) ?? '');
  return inOrder(instrument, [...earlier.values(), ...file.values()]).map((id) =>
    composeAnswer({
      earlier: earlier.get(id),
      file: isLater(id) ? undefined : file.get(id),
      issued: issuedBy.get(id),
      failed: isWrong(file.get(id)),
    }),
  );
}

/** Ids of all these answers to questions of the instrument, in its order. */
function inOrder(instrument: Instrument, answers: readonly Answer[]): string[] {
  const questions = [...instrument.questions.keys()];
  const questionPlaces = new Map(questions.map((code, place) => [code, place]));
  const cellPlaces = new Map([...cellsOfInstrument(instrument).keys()].map((id, place) => [id, place]));
  const known = new Map(answers.map((answer) => [answerId(answer), answer.question]));
  const placed = [...known].flatMap(([id, question]) => {
    const place = questionPlaces.get(question);
    return place === undefined ? [] : [{ id, place, cell: cellPlaces.get(id) ?? Number.POSITIVE_INFINITY }];
  });
  placed.sort((a, b) => a.place - b.place || (a.cell === b.cell ? 0 : a.cell - b.cell));
  return placed.map(({ id }) => id);
}

/** Sheet and row of a cell; a finding next to an answer is in its row. */
export function rowOf({ sheet, cell }: { sheet: string | null; cell: string | null }): string | null {
  const row = /\d+$/.exec(cell ?? '')?.[0];
  return row === undefined ? null : `${sheet}!${row}`;
}

const saidOf = ({ question, part, value, evidence }: Answer) => JSON.stringify([part ?? question, value, evidence]);

/**
 * Findings with the class of the answer they speak of. Confidential where none is known, and where a finding speaks of
 * another cell than the answer's: it may quote a note to the secretariat.
 */
export function withClass(
  instrument: Instrument,
  answers: readonly KeptAnswer[],
  findings: readonly Finding[],
): KeptFinding[] {
  const classes = new Map(answers.map((answer) => [placeOf(answer), answer.class]));
  const asked = new Map(answers.map((answer) => [answer.question, answer.class]));
  return findings.map((finding) => {
    const { question, cell } = finding;
    if (question === null || !instrument.questions.has(question)) return { ...finding, class: 'confidential' };
    const ofAnswer = cell === null ? asked.get(question) : classes.get(placeOf(finding));
    return { ...finding, class: ofAnswer ?? 'confidential' };
  });
}

const placeOf = ({ question, sheet, cell }: Pick<Finding, 'question' | 'sheet' | 'cell'>) =>
  JSON.stringify([question, sheet, cell]);
