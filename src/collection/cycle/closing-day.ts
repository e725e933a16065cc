/** The day until which the answers of a cycle are awaited, which may have to be moved while it is open. */
import type { Cycle, Person } from '../../domain/index.ts';
import { audit, cycles } from '../../state/index.ts';
import { type DeskWorld, instant } from '../desk.ts';
import { demand } from '../permission.ts';
import { findCycle } from './cycle.ts';

export type CloseCycle = {
  /** Cycle id or bare version. */
  readonly cycle: string;
  readonly person: Person;
  /** ISO date. */
  readonly on: string;
};

/**
 * Sets the day. Workbooks that are written from then on name it; what comes after it is taken all the same.
 *
 * @returns the cycle as it was before
 * @throws Problem `cycle_unknown`, `not_allowed`
 */
export async function closeCycle(world: DeskWorld, { cycle: asked, person, on }: CloseCycle): Promise<Cycle> {
  demand(person, 'cycle.open', { country: null }, 'cycle');
  return world.store.transaction(async (tx) => {
    const cycle = await findCycle(tx, asked);
    if (cycle.closesOn === on) return cycle;
    await cycles.close(tx, cycle.id, on);
    await audit.write(tx, person, {
      at: instant(world),
      action: 'cycle.close',
      thing: `cycle ${cycle.id}`,
      cycle: cycle.id,
      from: cycle.closesOn ?? 'no day',
      to: on,
    });
    return cycle;
  });
}
