/** Answers of countries. Every statement here takes the reader's entitlement and excludes what exceeds it. */
import { sql } from 'kysely';
import {
  type Answer,
  type AnswerClass,
  type AnswerState,
  type AnswerValue,
  answerClasses,
  asPublication,
  classOf,
  type Entitlement,
  type EvidenceState,
  type ReasonReview,
  type SectionPublication,
} from '../../domain/index.ts';
import { type Connection, inChunks, storable, type Transaction } from '../engine/connection.ts';
import { insertRows } from '../engine/insert-rows.ts';

/** An answer as stored: with its class, the country's choice for its section, and its upload. */
export type KeptAnswer = Answer & {
  readonly section: string;
  /** The stricter of the question's class and the class to which the country tightened it. */
  readonly class: AnswerClass;
  readonly publication: SectionPublication;
  readonly evidenceState: EvidenceState;
  /** For an answer "does not apply"; null or absent while no one has decided about its reason. */
  readonly reasonReview?: ReasonReview | null;
  /** Upload with the workbook that contains it; an earlier one if a later workbook had other sections only. */
  readonly upload: string;
  /**
   * Content of the cell in a later file that could not be read, so that this answer was kept; null if there is none.
   */
  readonly unread?: string | null;
  /** Arrival number of the latest file or act with this answer; 0 for answers from before this was recorded. */
  readonly arrival?: number;
};

export type ReadAnswer = KeptAnswer & {
  readonly cycle: string;
  readonly country: string;
  readonly revision: number;
  readonly uploadSha256: string;
  readonly fileName: string;
};

export type RevisionPlace = { readonly cycle: string; readonly country: string; readonly revision: number };

/** Stores the answers of a revision, in the order given. */
export async function keep(tx: Transaction, at: RevisionPlace, answers: readonly KeptAnswer[]): Promise<void> {
  await insertRows(
    tx,
    'answers',
    answers.map((answer, position) => asRow(at, answer, position)),
  );
}

/**
 * The answers of one revision, in questionnaire order.
 *
 * @param only - those in this state, or to these questions
 */
export async function ofRevision(
  connection: Connection,
  at: RevisionPlace,
  entitlement: Entitlement,
  only: { readonly state?: AnswerState; readonly questions?: readonly string[] } = {},
): Promise<ReadAnswer[]> {
  const { state, questions } = only;
  if (questions?.length === 0) return [];
  const rows = await selectAnswers(connection, entitlement)
    .where('answers.cycle', '=', at.cycle)
    .where('answers.country', '=', at.country)
    .where('answers.revision', '=', at.revision)
    .$if(state !== undefined, (statement) => statement.where('answers.state', '=', state!))
    .$if(questions !== undefined, (statement) => statement.where('answers.question', 'in', questions!))
    .orderBy('answers.position')
    .execute();
  return rows.map(asAnswer);
}

/**
 * The answers of a cycle in the accepted revisions, by country and in questionnaire order, from which a release is
 * built.
 *
 * An answer that exceeds the entitlement is absent, so a release treats an absent public question as not released.
 */
export async function accepted(connection: Connection, cycle: string, entitlement: Entitlement): Promise<ReadAnswer[]> {
  const rows = await selectAnswers(connection, entitlement)
    .innerJoin('submissions', (join) =>
      join
        .onRef('submissions.cycle', '=', 'answers.cycle')
        .onRef('submissions.country', '=', 'answers.country')
        .onRef('submissions.accepted_revision', '=', 'answers.revision'),
    )
    .where('answers.cycle', '=', cycle)
    .orderBy('answers.country')
    .orderBy('answers.position')
    .execute();
  return rows.map(asAnswer);
}

/** The choice that covers a question, and the class of the question. */
export type Settled = {
  readonly question: string;
  readonly class: AnswerClass;
  readonly publication: SectionPublication;
};

/**
 * Stores with each answer of a revision the choice that applies, and the class that follows from it. Other tightening
 * is not considered, as a country tightens only by its choices.
 */
export async function settle(tx: Transaction, at: RevisionPlace, settled: readonly Settled[]): Promise<void> {
  const groups = Map.groupBy(settled, (one) => `${one.publication} ${classOf(one.class, one.publication)}`);
  for (const of of groups.values()) {
    const { publication, class: own } = of[0]!;
    const answerClass = classOf(own, publication);
    for (const chunk of inChunks(of, 500)) {
      const questions = chunk.map(({ question }) => question);
      await tx
        .updateTable('answers')
        .set({ publication, class: answerClass })
        .where('cycle', '=', at.cycle)
        .where('country', '=', at.country)
        .where('revision', '=', at.revision)
        .where('question', 'in', questions)
        .where(({ or, eb }) => or([eb('publication', '<>', publication), eb('class', '<>', answerClass)]))
        .execute();
    }
  }
}

/** A question with answers that no choice about publication covers. */
export type Uncovered = { readonly country: string; readonly section: string; readonly question: string };

/** Questions with answers that no choice covers, in the newest revisions of a cycle. */
export async function uncovered(connection: Connection, cycle: string): Promise<Uncovered[]> {
  return ofNewest(connection, cycle)
    .select(['answers.country', 'answers.section', 'answers.question'])
    .distinct()
    .where('answers.publication', '=', 'not_chosen')
    .where('answers.state', '<>', 'blank')
    .execute();
}

/** The answers of the newest revisions of a cycle to a few questions, without what only their workbook shows. */
export async function givenTo(
  connection: Connection,
  { cycle, questions }: { cycle: string; questions: readonly string[] },
): Promise<(Pick<KeptAnswer, 'question' | 'part' | 'state' | 'value' | 'unread'> & { readonly country: string })[]> {
  if (questions.length === 0) return [];
  const rows = await ofNewest(connection, cycle)
    .select(['answers.country', 'answers.question', 'answers.part', 'answers.state'])
    .select(['answers.value_text', 'answers.value_number', 'answers.unread'])
    .where('answers.question', 'in', questions)
    .execute();
  return rows.map(({ value_text, value_number, ...row }) => ({ ...row, value: value_number ?? value_text }));
}

const ofNewest = (connection: Connection, cycle: string) =>
  connection
    .selectFrom('answers')
    .innerJoin('submissions', (join) =>
      join
        .onRef('submissions.cycle', '=', 'answers.cycle')
        .onRef('submissions.country', '=', 'answers.country')
        .onRef('submissions.revision', '=', 'answers.revision'),
    )
    .where('answers.cycle', '=', cycle);

/** Marks answers of a revision as verified, by part or question; only those with evidence. @returns their number */
export async function verify(tx: Transaction, at: RevisionPlace, ids: readonly string[]): Promise<number> {
  let verified = 0;
  for (const chunk of inChunks(ids, 500)) {
    const done = await tx
      .updateTable('answers')
      .set({ evidence_state: 'verified' })
      .where('cycle', '=', at.cycle)
      .where('country', '=', at.country)
      .where('revision', '=', at.revision)
      .where('evidence_state', '=', 'evidenced')
      .where(({ fn }) => fn.coalesce('part', 'question'), 'in', chunk)
      .executeTakeFirst();
    verified += Number(done.numUpdatedRows);
  }
  return verified;
}

/** Records decisions about the reasons of answers "does not apply", by part or question. @returns their number */
export async function reviewReasons(
  tx: Transaction,
  at: RevisionPlace,
  ids: readonly string[],
  review: ReasonReview,
): Promise<number> {
  let reviewed = 0;
  for (const chunk of inChunks(ids, 500)) {
    const done = await tx
      .updateTable('answers')
      .set({ reason_review: review })
      .where('cycle', '=', at.cycle)
      .where('country', '=', at.country)
      .where('revision', '=', at.revision)
      .where('state', '=', 'not_applicable')
      .where(({ fn }) => fn.coalesce('part', 'question'), 'in', chunk)
      .executeTakeFirst();
    reviewed += Number(done.numUpdatedRows);
  }
  return reviewed;
}

function selectAnswers(connection: Connection, { upTo, notes }: Entitlement) {
  const allowed = answerClasses.slice(0, answerClasses.indexOf(upTo) + 1);
  return connection
    .selectFrom('answers')
    .innerJoin('uploads', 'uploads.id', 'answers.upload')
    .select([
      'answers.cycle',
      'answers.country',
      'answers.revision',
      'answers.section',
      'answers.question',
      'answers.part',
      'answers.state',
      'answers.value_text',
      'answers.value_number',
      'answers.raw',
      'answers.reason',
      'answers.comment',
      'answers.evidence',
      'answers.evidence_state',
      'answers.reason_review',
      'answers.confirmed',
      'answers.class',
      'answers.publication',
      'answers.upload',
      'answers.sheet',
      'answers.cell',
      'answers.withdrawn',
      'answers.unread',
      'answers.arrival',
      'uploads.sha256',
      'uploads.file_name',
    ])
    .select(notes ? 'answers.note' : sql<null>`null`.as('note'))
    .where('answers.class', 'in', allowed);
}

type AnswerRow = Awaited<ReturnType<ReturnType<typeof selectAnswers>['execute']>>[number];

/** The optional property is added last: spreading it in took half the time of the whole. */
function asAnswer(row: AnswerRow): ReadAnswer {
  const answer: ReadAnswer = withoutReview(row);
  return row.reason_review === null ? answer : Object.assign(answer, { reasonReview: row.reason_review });
}

const withoutReview = (row: AnswerRow): ReadAnswer => ({
  cycle: row.cycle,
  country: row.country,
  revision: row.revision,
  section: row.section,
  question: row.question,
  part: row.part,
  state: row.state,
  value: row.value_number ?? row.value_text,
  raw: row.raw,
  reason: row.reason,
  comment: row.comment,
  note: row.note,
  evidence: row.evidence,
  evidenceState: row.evidence_state,
  confirmed: row.confirmed === 1,
  class: row.class,
  publication: asPublication(row.publication),
  upload: row.upload,
  withdrawn: row.withdrawn === 1,
  unread: row.unread,
  arrival: row.arrival,
  sheet: row.sheet,
  cell: row.cell,
  uploadSha256: row.sha256,
  fileName: row.file_name,
});

const asRow = (at: RevisionPlace, answer: KeptAnswer, position: number) => ({
  ...at,
  position,
  section: answer.section,
  question: answer.question,
  part: answer.part,
  state: answer.state,
  ...valueColumns(answer.value),
  raw: storable(answer.raw),
  reason: storable(answer.reason),
  comment: storable(answer.comment),
  note: storable(answer.note),
  evidence: storable(answer.evidence),
  evidence_state: answer.evidenceState,
  reason_review: answer.state === 'not_applicable' ? (answer.reasonReview ?? null) : null,
  confirmed: answer.confirmed ? 1 : 0,
  class: answer.class,
  publication: answer.publication,
  upload: answer.upload,
  withdrawn: answer.withdrawn ? 1 : 0,
  unread: storable(answer.unread ?? null),
  arrival: answer.arrival ?? 0,
  sheet: answer.sheet,
  cell: answer.cell,
});

const valueColumns = (value: AnswerValue | null) => ({
  value_text: typeof value === 'string' ? storable(value) : null,
  value_number: typeof value === 'number' ? value : null,
});
