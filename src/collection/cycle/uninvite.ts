/** Withdraws an invitation that was sent by mistake, as long as no file was received. */
import type { Person, Submission } from '../../domain/index.ts';
import { Problem } from '../../problem/index.ts';
import { audit, submissions, uploads } from '../../state/index.ts';
import { type DeskWorld, instant } from '../desk.ts';
import { demand, submissionNotFound } from '../permission.ts';
import { findCycle } from './cycle.ts';

export type UninviteCountries = {
  /** Cycle id or version. */
  readonly cycle: string;
  /** Alpha-3 codes. */
  readonly countries: readonly string[];
  readonly person: Person;
};

/**
 * Withdraws invitations of all the given countries, or of none.
 *
 * @returns the removed submissions
 * @throws Problem `cycle_unknown`, `not_allowed`, `not_found` for a country that is not invited, `submission_begun`
 *   for one from which a file was received, whatever its outcome
 */
export async function uninviteCountries(world: DeskWorld, asked: UninviteCountries): Promise<Submission[]> {
  const { person } = asked;
  demand(person, 'cycle.open', { country: null }, 'cycle');
  return world.store.transaction(async (tx) => {
    const cycle = (await findCycle(tx, asked.cycle)).id;
    const gone: Submission[] = [];
    for (const country of new Set(asked.countries)) {
      const submission = await submissions.lock(tx, cycle, country);
      if (submission === null) throw submissionNotFound(cycle, country);
      const files = await uploads.countFor(tx, cycle, country);
      if (files > 0) throw new Problem('submission_begun', `submission ${cycle} ${country}`, { cycle, country, files });
      await submissions.uninvite(tx, cycle, country);
      await audit.write(tx, person, {
        at: instant(world),
        action: 'cycle.uninvite',
        thing: `submission ${cycle} ${country}`,
        cycle,
        country,
        from: submission.state,
        to: 'not invited',
      });
      gone.push(submission);
    }
    return gone;
  });
}
