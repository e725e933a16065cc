/** The answers of a country as currently recorded: its workbook is issued with them filled in. */
import type { Person } from '../../domain/index.ts';
import { answers, type ReadAnswer, submissions } from '../../state/index.ts';
import { findCycle } from '../cycle/cycle.ts';
import type { DeskWorld } from '../desk.ts';
import { demand, demandEntitlement } from '../permission.ts';

export type CurrentAnswers = {
  /** Of the submission; 0 if nothing was recorded yet, or if the country is not invited to the cycle. */
  readonly revision: number;
  readonly answers: readonly ReadAnswer[];
};

/** @throws Problem `cycle_unknown`, `not_allowed`, and `not_found` if this person may not see it */
export async function currentAnswers(
  world: DeskWorld,
  { cycle: asked, country, person }: { cycle: string; country: string; person: Person },
): Promise<CurrentAnswers> {
  return world.store.snapshot(async (connection) => {
    const cycle = (await findCycle(connection, asked)).id;
    const entitlement = demandEntitlement(person, cycle, country);
    demand(person, 'workbook.prefilled', { country }, 'workbook');
    const revision = (await submissions.find(connection, cycle, country))?.revision ?? 0;
    const recorded = await answers.ofRevision(connection, { cycle, country, revision }, entitlement);
    return { revision, answers: recorded };
  });
}
