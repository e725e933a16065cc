/**
 * A reviewer decides about the reasons for which a country states that questions do not apply. While a reason is not
 * accepted, its answer counts as missing.
 */
import { answerId, fullEntitlement, type Person, type ReasonReview, statedReason } from '../../domain/index.ts';
import { Problem } from '../../problem/index.ts';
import { type Instrument, judgeReason, type ReasonVerdict } from '../../questionnaire/index.ts';
import { type AuditLine, answers, audit, type ReadAnswer, submissions } from '../../state/index.ts';
import { findCycle, frozenInstrument } from '../cycle/cycle.ts';
import { type DeskWorld, instant } from '../desk.ts';
import { demand, demandEntitlement, submissionNotFound } from '../permission.ts';
import { demandLatest, demandSeen } from './decision.ts';

export type ReviewReasons = {
  /** Cycle id or version. */
  readonly cycle: string;
  readonly country: string;
  readonly person: Person;
  readonly review: ReasonReview;
  /** Ids of answers of the newest revision; `all`: every answer with an undecided reason that can be accepted. */
  readonly answers: readonly string[] | 'all';
  /** The revision that the person reviewed. Refused if there is a newer one. Default: the newest. */
  readonly revision?: number;
  /** How many times reasons had been decided when the person opened the submission. Default: not checked. */
  readonly decisions?: number;
};

/** One answer "does not apply", as shown to a reviewer. */
export type StatedReason = {
  readonly id: string;
  readonly question: string;
  readonly part: string | null;
  readonly reason: string | null;
  readonly review: ReasonReview | null;
  /** Only an `acceptable` one can be accepted. */
  readonly verdict: ReasonVerdict;
};

/** The answers "does not apply" of a revision, in questionnaire order. */
export function statedReasons(instrument: Instrument, given: readonly ReadAnswer[]): StatedReason[] {
  return given.flatMap((answer) => {
    const question = instrument.questions.get(answer.question);
    if (answer.state !== 'not_applicable' || question === undefined) return [];
    const reason = statedReason(answer);
    return {
      id: answerId(answer),
      question: answer.question,
      part: answer.part,
      reason,
      review: answer.reasonReview ?? null,
      verdict: judgeReason(instrument, question, reason),
    };
  });
}

/**
 * Accepts or refuses reasons of the newest revision, before or after the decision about the submission.
 *
 * @returns ids of the answers that were decided; none if all were decided so before, as after a second click
 * @throws Problem `reason_not_acceptable` if one cannot be accepted, `submission_moved`, `submission_decided` if others
 *   decided about reasons meanwhile, `not_allowed`, `not_found`
 */
export async function reviewReasons(world: DeskWorld, asked: ReviewReasons): Promise<string[]> {
  const { country, person, review } = asked;
  return world.store.transaction(async (tx) => {
    const cycle = await findCycle(tx, asked.cycle);
    const thing = `submission ${cycle.id} ${country}`;
    demandEntitlement(person, cycle.id, country);
    demand(person, 'submission.review', { country }, thing);
    const submission = await submissions.lock(tx, cycle.id, country);
    if (submission === null || submission.revision < 1) throw submissionNotFound(cycle.id, country);
    const { revision } = submission;
    demandSeen(submission, revision, asked.revision);
    const at = { cycle: cycle.id, country, revision };
    const stated = statedReasons(
      frozenInstrument(world.content, cycle),
      await answers.ofRevision(tx, at, fullEntitlement, { state: 'not_applicable' }),
    );
    const meant = choose(stated, asked.answers);
    if (review === 'accepted') demandAcceptable(meant, thing);
    const ids = meant.flatMap(({ id, review: before }) => (before === review ? [] : [id]));
    if (ids.length === 0) return [];
    await demandLatest(submission, asked.decisions, async () =>
      reasonDecisionsIn(await audit.list(tx, { cycle: cycle.id, country })),
    );
    await answers.reviewReasons(tx, at, ids, review);
    await audit.write(tx, person, {
      at: instant(world),
      action: 'submission.reasons',
      thing,
      cycle: cycle.id,
      country,
      to: review,
      details: { revision, answers: ids.join(' ') },
    });
    return ids;
  });
}

/** Decisions about reasons, among the audit lines of a submission. */
export const reasonDecisionsIn = (lines: readonly AuditLine[]): readonly AuditLine[] =>
  lines.filter(({ action }) => action === 'submission.reasons');

/** @throws Problem `reason_not_acceptable` for the id of an answer that is not "does not apply" */
function choose(stated: readonly StatedReason[], wanted: ReviewReasons['answers']): readonly StatedReason[] {
  if (wanted === 'all') return stated.filter(({ review, verdict }) => review === null && verdict === 'acceptable');
  const unknown = wanted.find((id) => !stated.some((one) => one.id === id));
  if (unknown !== undefined) throw notAcceptable(unknown, 'not_said', 'answers');
  return stated.filter(({ id }) => wanted.includes(id));
}

function demandAcceptable(meant: readonly StatedReason[], where: string): void {
  const wrong = meant.find(({ verdict }) => verdict !== 'acceptable');
  if (wrong) throw notAcceptable(wrong.id, wrong.verdict, where);
}

const notAcceptable = (answer: string, why: ReasonVerdict | 'not_said', where: string): Problem =>
  new Problem('reason_not_acceptable', where, { answer, why });
