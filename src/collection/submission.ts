/** One submission in full: its revisions, decisions and uploads, its answers, and what changed between two revisions. */
import {
  type AnswerDifference,
  type BoardPlace,
  boardPlace,
  type Cycle,
  differencesOf,
  type Person,
  type Submission,
} from '../domain/index.ts';
import { Problem } from '../problem/index.ts';
import {
  type AuditLine,
  answers,
  audit,
  type Decision,
  type ReadAnswer,
  type Revision,
  revisions,
  submissions,
  type Upload,
  uploads,
} from '../state/index.ts';
import { findCycle } from './cycle.ts';
import type { DeskWorld } from './desk.ts';
import { demandEntitlement, submissionNotFound } from './permission.ts';

/** Cycle: id or bare version. */
type Which = { readonly cycle: string; readonly country: string; readonly person: Person };

export type ShownSubmission = {
  readonly cycle: Cycle;
  readonly submission: Submission & { readonly place: BoardPlace };
  /** Oldest first. */
  readonly revisions: readonly Revision[];
  readonly decisions: readonly Decision[];
  /** Every upload recognised as of this submission, also those that became no revision; oldest first. */
  readonly uploads: readonly Upload[];
  readonly audit: readonly AuditLine[];
};

/** @throws Problem `not_found` where it is not invited or not for this person, `cycle_unknown` */
export async function showSubmission(world: DeskWorld, asked: Which): Promise<ShownSubmission> {
  return world.store.snapshot(async (connection) => {
    const cycle = await findCycle(connection, asked.cycle);
    demandEntitlement(asked.person, cycle.id, asked.country);
    const submission = await submissions.find(connection, cycle.id, asked.country);
    if (submission === null) throw submissionNotFound(cycle.id, asked.country);
    return {
      cycle,
      submission: { ...submission, place: boardPlace(submission) },
      revisions: await revisions.list(connection, cycle.id, asked.country),
      decisions: await revisions.decisions(connection, cycle.id, asked.country),
      uploads: await uploads.ofSubmission(connection, cycle.id, asked.country),
      audit: await audit.list(connection, { cycle: cycle.id, country: asked.country }),
    };
  });
}

/**
 * The answers of a revision, as far as the person is entitled to them.
 *
 * @param asked - `revision`: default the newest
 * @throws Problem `not_found`
 */
export async function answersOf(world: DeskWorld, asked: Which & { revision?: number }): Promise<ReadAnswer[]> {
  return world.store.snapshot(async (connection) => {
    const cycle = (await findCycle(connection, asked.cycle)).id;
    const entitlement = demandEntitlement(asked.person, cycle, asked.country);
    const submission = await submissions.find(connection, cycle, asked.country);
    const revision = asked.revision ?? submission?.revision ?? 0;
    if (submission === null || revision < 1 || revision > submission.revision) {
      throw revisionNotFound(cycle, asked.country, revision);
    }
    return answers.ofRevision(connection, { cycle, country: asked.country, revision }, entitlement);
  });
}

/** What revision `to` says otherwise than revision `from`. @throws Problem `not_found` */
export async function compareRevisions(
  world: DeskWorld,
  asked: Which & { from: number; to: number },
): Promise<AnswerDifference[]> {
  const [before, after] = [
    await answersOf(world, { ...asked, revision: asked.from }),
    await answersOf(world, { ...asked, revision: asked.to }),
  ];
  return differencesOf(before, after);
}

const revisionNotFound = (cycle: string, country: string, revision: number): Problem =>
  new Problem('not_found', 'revision', { thing: 'revision', id: `${cycle} ${country} ${revision}` });
