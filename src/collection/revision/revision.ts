/**
 * The answers of a new revision: those of the upload, and of the previous revision for everything that the upload
 * does not contain.
 */
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
import { type ComposedAnswer, composeAnswer, type EarlierAnswer, isSame, saysSomething } from './compose.ts';
import { keptReviews } from './kept-reviews.ts';

export type RevisionAnswers = {
  /** In questionnaire order, with class and origin. */
  readonly answers: readonly KeptAnswer[];
  /** The same answers, with the effect of the upload on each. */
  readonly composed: readonly ComposedAnswer[];
};

export type UploadedAnswers = {
  readonly id: string;
  readonly arrival: number;
  readonly answers: readonly Answer[];
  readonly findings: readonly Finding[];
  /** The answers with which the workbook was issued; empty if unknown or if there were none. */
  readonly issued: readonly Answer[];
  /**
   * Answers of all revisions that the same bytes became before and that were not withdrawn: a later one has the newer
   * answers of others in place of those of the file.
   */
  readonly repeated: readonly Answer[];
  /** Answers that were given after this arrival number are not changed by the file; null for no limit. */
  readonly laterThan: number | null;
};

/** Combines the answers of a revision, each with its sheet, cell and upload. */
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
  // Verified evidence remains verified while the country's answer is the same.
  const verified = new Set(before.filter(({ evidenceState }) => evidenceState === 'verified').map(contentKey));
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
          answer.evidence === null ? 'self_reported' : verified.has(contentKey(answer)) ? 'verified' : 'evidenced',
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
  earlier: ReadonlyMap<string, EarlierAnswer & Pick<KeptAnswer, 'arrival' | 'upload'>>,
  { answers, findings, issued, repeated, laterThan }: UploadedAnswers,
): ComposedAnswer[] {
  const file = new Map(answers.map((answer) => [answerId(answer), answer]));
  const issuedBy = new Map(issued.map((answer) => [answerId(answer), answer]));
  const repeatedBy = Map.groupBy(repeated, answerId);
  const wrongRows = new Set(findings.flatMap((one) => (one.severity === 'error' ? (rowOf(one) ?? []) : [])));
  const isLater = (id: string) => laterThan !== null && (earlier.get(id)?.arrival ?? 0) > laterThan;
  const isWrong = (answer: Answer | undefined) => answer !== undefined && wrongRows.has(rowOf(answer) ?? '');
  // What the same file said before counts once: a file that is uploaded again, such as after a connection failed,
  // must not replace what others have answered since.
  const issuedOf = (id: string) => {
    const [now, latest] = [file.get(id), earlier.get(id)];
    const again = now && repeatedBy.get(id)?.find((answer) => isSame(answer, now));
    const isReplaced = again && latest && !isSame(latest, now);
    return isReplaced ? again : issuedBy.get(id);
  };
  const continued = continuedBy(file, [...earlier.values()]);
  const wasWithdrawn = (id: string) => repeatedBy.get(id)?.some(({ withdrawn }) => withdrawn === true) === true;
  const isWithdrawnAgain = (id: string) => file.get(id)?.withdrawn === true && wasWithdrawn(id);
  return inOrder(instrument, [...earlier.values(), ...file.values()]).map((id) =>
    composeAnswer({
      earlier: earlier.get(id),
      file: isLater(id) || isWithdrawnAgain(id) ? undefined : file.get(id),
      issued: issuedOf(id),
      failed: isWrong(file.get(id)),
      byOther: !continued.has(earlier.get(id)?.upload ?? ''),
    }),
  );
}

/**
 * Uploads that the file continues, as it answers most of what they answered: a person corrects their own file. A file
 * of another ministry, made from the same first workbook, does not.
 */
function continuedBy(
  file: ReadonlyMap<string, Answer>,
  earlier: readonly (Answer & Pick<KeptAnswer, 'upload'>)[],
): ReadonlySet<string> {
  const uploads = Map.groupBy(earlier.filter(saysSomething), ({ upload }) => upload);
  const answered = (given: Answer) => saysSomething(file.get(answerId(given)));
  return new Set([...uploads].flatMap(([id, given]) => (2 * given.filter(answered).length > given.length ? [id] : [])));
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

/** Sheet and row of a cell; findings about remarks are in the row of their answer. */
export function rowOf({ sheet, cell }: { sheet: string | null; cell: string | null }): string | null {
  const row = /\d+$/.exec(cell ?? '')?.[0];
  return row === undefined ? null : `${sheet}!${row}`;
}

const contentKey = ({ question, part, value, evidence }: Answer) => JSON.stringify([part ?? question, value, evidence]);

/**
 * Adds the class of the answer to its findings. Confidential if the class is unknown, or if a finding is about
 * another cell than the answer cell, as it may quote a note to the secretariat.
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
