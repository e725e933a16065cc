/** A person removes answers that a file left out, after seeing the list. This creates a separate revision. */
import { may, type Person } from '../../domain/index.ts';
import { Problem } from '../../problem/index.ts';
import { arrivals, audit, submissions } from '../../state/index.ts';
import { findCycle, frozenRules } from '../cycle/cycle.ts';
import { type DeskWorld, instant } from '../desk.ts';
import { submissionNotFound } from '../permission.ts';
import { findUpload } from '../upload/receipt.ts';
import { removableOf } from './removable.ts';
import { addActRevision } from './revise.ts';

export type RemoveAnswers = {
  /** The upload that left them out. */
  readonly upload: string;
  readonly person: Person;
  /** Ids of answers that it left out, or all of them. */
  readonly answers: readonly string[] | 'all';
};

export type RemovedAnswers = {
  /** The revision without them, which awaits a decision. Withdrawing it restores the answers. */
  readonly revision: number;
  readonly removed: readonly string[];
};

/**
 * Removes answers that an upload left out. Answers that were given again since are kept.
 *
 * @throws Problem `not_found`, `not_allowed`, `nothing_to_remove`
 */
export async function removeAnswers(world: DeskWorld, asked: RemoveAnswers): Promise<RemovedAnswers> {
  const { person } = asked;
  const upload = await findUpload(world.store.connection, asked);
  const { cycle: id, country } = upload;
  if (id === null || country === null) throw new Problem('nothing_to_remove', 'upload', { upload: upload.id });
  if (!may(person, 'workbook.upload', { country })) {
    throw new Problem('not_allowed', 'upload', { action: 'workbook.upload', role: person.role });
  }
  return world.store.transaction(async (tx) => {
    const cycle = await findCycle(tx, id);
    const rules = await frozenRules(tx, world.content, cycle);
    const submission = await submissions.lock(tx, id, country);
    if (submission === null) throw submissionNotFound(id, country);
    const wanted = asked.answers === 'all' ? null : new Set(asked.answers);
    const removed = (await removableOf(tx, upload, submission.revision)).filter((one) => wanted?.has(one) ?? true);
    if (removed.length === 0) throw new Problem('nothing_to_remove', 'upload', { upload: upload.id });
    const at = instant(world);
    const act = { ...upload, arrival: await arrivals.nextArrival(tx), receivedAt: at };
    const where = { cycle: { ...cycle, rules }, submission };
    const { revision, state } = await addActRevision(world, tx, { upload: act, person, withdrawn: removed }, where);
    await audit.write(tx, person, {
      at,
      action: 'submission.remove',
      thing: `submission ${id} ${country}`,
      cycle: id,
      country,
      from: submission.state,
      to: state,
      details: { revision, answers: removed.length, upload: upload.id },
    });
    return { revision, removed };
  });
}
