/** Withdraws the newest revision while it is not accepted: the answers are again those of the previous revision. */
import { may, type Person, type Submission, type SubmissionState } from '../../domain/index.ts';
import { Problem } from '../../problem/index.ts';
import { audit, type Decision, type Revision, revisions, submissions } from '../../state/index.ts';
import { findCycle } from '../cycle/cycle.ts';
import { type DeskWorld, instant } from '../desk.ts';
import { demandEntitlement, submissionNotFound } from '../permission.ts';
import { isCurrent } from '../upload/numbering.ts';

export type WithdrawRevision = {
  /** Cycle id or version. */
  readonly cycle: string;
  readonly country: string;
  readonly person: Person;
  /** Must be the newest one. */
  readonly revision: number;
};

/**
 * Withdraws a revision. It remains readable, and its number is not reused; its file can be uploaded again.
 *
 * @throws Problem `not_found`, `not_allowed`, `submission_moved` if it is not the newest, `submission_accepted`
 */
export async function withdrawRevision(world: DeskWorld, asked: WithdrawRevision): Promise<Submission> {
  const { country, person, revision } = asked;
  return world.store.transaction(async (tx) => {
    const cycle = (await findCycle(tx, asked.cycle)).id;
    demandEntitlement(person, cycle, country);
    if (!may(person, 'workbook.upload', { country })) {
      throw new Problem('not_allowed', 'revision', { action: 'workbook.upload', role: person.role });
    }
    const submission = await submissions.lock(tx, cycle, country);
    if (submission === null) throw submissionNotFound(cycle, country);
    const where = `submission ${cycle} ${country}`;
    if (submission.revision === 0 || submission.revision !== revision) {
      throw new Problem('submission_moved', where, { cycle, country, seen: revision, newest: submission.revision });
    }
    if (submission.acceptedRevision === revision) {
      const { decidedBy, decidedAt } = submission;
      throw new Problem('submission_accepted', where, {
        cycle,
        country,
        revision,
        by: decidedBy ?? '',
        on: decidedAt ?? '',
      });
    }
    const all = await revisions.list(tx, cycle, country);
    const before = all.findLast((one) => one.number < revision && isCurrent(one)) ?? null;
    const at = instant(world);
    const state = stateOf(before, submission, await revisions.decisions(tx, cycle, country));
    await revisions.withdraw(tx, { cycle, country, number: revision, at });
    await submissions.receive(tx, submission, {
      revision: before?.number ?? 0,
      state,
      at: before?.receivedAt ?? null,
      errors: before?.errors ?? 0,
      warnings: before?.warnings ?? 0,
    });
    await audit.write(tx, person, {
      at,
      action: 'revision.withdraw',
      thing: where,
      cycle,
      country,
      from: submission.state,
      to: state,
      details: { revision, current: before?.number ?? 0 },
    });
    return (await submissions.find(tx, cycle, country))!;
  });
}

/** Status of a submission once this revision is its newest again. */
function stateOf(
  revision: Revision | null,
  { acceptedRevision }: Submission,
  decisions: readonly Decision[],
): SubmissionState {
  if (revision === null) return 'invited';
  if (revision.number === acceptedRevision) return 'accepted';
  const last = decisions.findLast((decision) => decision.revision === revision.number)?.step;
  return last === 'return' ? 'returned' : last === 'reopen' ? 'reopened' : 'received';
}
