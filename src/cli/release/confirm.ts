/** Changes of the public state are confirmed by a person, or with an option in a script. */
import { Problem } from '../../problem/index.ts';
import type { World } from '../world.ts';

/**
 * @param yes - true if the command line has `--yes` @throws Problem `not_confirmed` without a terminal, or if the
 *   answer is no
 */
export async function demandConfirmation(world: World, question: string, yes: boolean): Promise<void> {
  if (yes) return;
  const answer = world.ask === undefined ? '' : await world.ask(`${question} Type "yes" to go on: `);
  if (answer.trim().toLowerCase() !== 'yes') throw new Problem('not_confirmed', 'confirmation', {});
}
