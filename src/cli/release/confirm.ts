/** Acts that change what is public are confirmed by a person, or by a script that states this. */
import { Problem } from '../../problem/index.ts';
import type { World } from '../world.ts';

/** @param yes - the line has `--yes` @throws Problem `not_confirmed` without a terminal to ask on, or where the answer is no */
export async function demandConfirmation(world: World, question: string, yes: boolean): Promise<void> {
  if (yes) return;
  const answer = world.ask === undefined ? '' : await world.ask(`${question} Type "yes" to go on: `);
  if (answer.trim().toLowerCase() !== 'yes') throw new Problem('not_confirmed', 'confirmation', {});
}
