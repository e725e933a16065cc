/** The secretariat's decisions about a submission: accept, return, reopen. Of two at once one wins, the other is told. */
import { type Person, type Submission, type SubmissionStep, stepFrom } from '../domain/index.ts';
import { Problem } from '../problem/index.ts';
import { audit, revisions, submissions } from '../state/index.ts';
import { findCycle } from './cycle.ts';
import { type DeskWorld, instant } from './desk.ts';
import { demand, demandEntitlement, submissionNotFound } from './permission.ts';

export type Decide = {
  /** Cycle id or bare version. */
  readonly cycle: string;
  readonly country: string;
  readonly person: Person;
  /**
   * The revision that the person looked at, and decides on: the newest, or for a reopening the accepted one. Refused
   * where there is another by now. Default: the one that it is.
   */
  readonly revision?: number;
  /** Wanted for a return, a reopening, and the acceptance of a revision with errors. The country reads it. */
  readonly reason?: string;
};

/**
 * Accepts the newest revision, in place of the one that was accepted before.
 *
 * @throws Problem `submission_accepted` or `submission_step` (409) where somebody was faster, `submission_moved` (409),
 *   `submission_has_errors` without a reason, `not_allowed`, `not_found`
 */
export const acceptSubmission = (world: DeskWorld, asked: Decide): Promise<Submission> =>
  decide(world, asked, 'accept');

/** Returns the newest revision to the country; an earlier acceptance stands. @throws as `acceptSubmission`, and `reason_missing` */
export const returnSubmission = (world: DeskWorld, asked: Decide): Promise<Submission> =>
  decide(world, asked, 'return');

/** Withdraws the acceptance: the submission leaves what releases are built from. @throws as `returnSubmission` */
export const reopenSubmission = (world: DeskWorld, asked: Decide): Promise<Submission> =>
  decide(world, asked, 'reopen');

async function decide(world: DeskWorld, asked: Decide, step: Exclude<SubmissionStep, 'receive'>): Promise<Submission> {
  const { country, person } = asked;
  const reason = asked.reason?.trim() || null;
  if (step !== 'accept' && reason === null) throw new Problem('reason_missing', 'reason', { step });
  return world.store.transaction(async (tx) => {
    const cycle = (await findCycle(tx, asked.cycle)).id;
    demandEntitlement(person, cycle, country);
    demand(person, 'submission.review', { country }, `submission ${cycle} ${country}`);
    const submission = await submissions.lock(tx, cycle, country);
    if (submission === null) throw submissionNotFound(cycle, country);
    const to = stepFrom(submission, step);
    const revision = step === 'reopen' ? submission.acceptedRevision! : submission.revision;
    demandSeen(submission, revision, asked.revision);
    if (step === 'accept' && submission.errors > 0 && reason === null) throw hasErrors(submission);

    const at = instant(world);
    const acceptedRevision = { accept: revision, return: submission.acceptedRevision, reopen: null }[step];
    await submissions.decide(tx, submission, {
      state: to,
      acceptedRevision,
      at,
      by: person.id,
    });
    await revisions.decide(tx, { cycle, country, revision, step, person: person.id, at, reason });
    await audit.write(tx, person, {
      at,
      action: `submission.${step}`,
      thing: `submission ${cycle} ${country}`,
      cycle,
      country,
      from: submission.state,
      to,
      details: { revision, accepted: acceptedRevision },
    });
    return (await submissions.find(tx, cycle, country))!;
  });
}

function demandSeen({ cycle, country, revision }: Submission, meant: number, seen: number | undefined): void {
  if (seen === undefined || seen === meant) return;
  throw new Problem('submission_moved', `submission ${cycle} ${country}`, { cycle, country, seen, newest: revision });
}

const hasErrors = ({ cycle, country, revision, errors }: Submission): Problem =>
  new Problem('submission_has_errors', `submission ${cycle} ${country}`, { cycle, country, revision, errors });
