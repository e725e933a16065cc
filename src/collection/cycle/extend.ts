/** Sets or moves the deadline of an open cycle. */
import type { Cycle, Person } from '../../domain/index.ts';
import { rulesHash } from '../../questionnaire/index.ts';
import { audit, cycles, folder } from '../../state/index.ts';
import { type DeskWorld, instant } from '../desk.ts';
import { demand } from '../permission.ts';
import { findCycle, frozenRules, settleReferenceDate } from './cycle.ts';

export type ExtendCycle = {
  /** Cycle id or version. */
  readonly cycle: string;
  readonly person: Person;
  /** ISO date. */
  readonly until: string;
};

export type ExtendedCycle = { readonly before: Cycle; readonly after: Cycle };

/**
 * Sets the deadline. Workbooks issued from then on state it; later uploads are still accepted. The reference date
 * does not change: late countries get more time, but describe the same date as the others.
 *
 * @throws Problem `cycle_unknown`, `not_allowed`
 */
export async function extendCycle(world: DeskWorld, asked: ExtendCycle): Promise<ExtendedCycle> {
  const { person, until } = asked;
  demand(person, 'cycle.open', { country: null }, 'cycle');
  return world.store.transaction(async (tx) => {
    await folder.lock(tx);
    const before = await findCycle(tx, asked.cycle);
    if (before.closesOn === until) return { before, after: before };
    const rules = settleReferenceDate(await frozenRules(tx, world.content, before), before.closesOn ?? until);
    const after = { ...before, closesOn: until, rules, rulesHash: rulesHash(rules) };
    await cycles.extend(tx, after);
    await audit.write(tx, person, {
      at: instant(world),
      action: 'cycle.extend',
      thing: `cycle ${before.id}`,
      cycle: before.id,
      from: before.closesOn ?? 'no day',
      to: until,
      details: { reference_date: rules.referenceDate },
    });
    return { before, after };
  });
}
