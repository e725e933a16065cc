/** A reviewer has checked the evidence of answers, which are then marked as verified. */
import { type Person, stepFrom } from '../../domain/index.ts';
import { answers, audit, submissions } from '../../state/index.ts';
import { findCycle } from '../cycle/cycle.ts';
import { type DeskWorld, instant } from '../desk.ts';
import { demand, demandEntitlement, submissionNotFound } from '../permission.ts';

export type VerifyEvidence = {
  /** Cycle id or version. */
  readonly cycle: string;
  readonly country: string;
  readonly person: Person;
  /** Ids of answers of the newest revision, such as `C04`, `E04.sent`; those without evidence are skipped. */
  readonly answers: readonly string[];
};

/**
 * Records that the evidence of answers was checked and supports them. Only possible before the decision about the
 * submission.
 *
 * @returns the number of answers that were newly verified
 * @throws Problem `submission_accepted`, `submission_step`, `not_allowed`, `not_found`
 */
export async function verifyEvidence(world: DeskWorld, asked: VerifyEvidence): Promise<number> {
  const { country, person } = asked;
  return world.store.transaction(async (tx) => {
    const cycle = (await findCycle(tx, asked.cycle)).id;
    demandEntitlement(person, cycle, country);
    demand(person, 'submission.review', { country }, `submission ${cycle} ${country}`);
    const submission = await submissions.lock(tx, cycle, country);
    if (submission === null) throw submissionNotFound(cycle, country);
    stepFrom(submission, 'accept');
    const { revision } = submission;
    const verified = await answers.verify(tx, { cycle, country, revision }, asked.answers);
    await audit.write(tx, person, {
      at: instant(world),
      action: 'submission.verify',
      thing: `submission ${cycle} ${country}`,
      cycle,
      country,
      details: { revision, answers: verified },
    });
    return verified;
  });
}
