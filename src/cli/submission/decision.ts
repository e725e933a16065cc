/** What the commands that decide on a submission read from their line. */
import { readLine } from '../line.ts';
import type { Command } from '../world.ts';

export const cycleAndCountry = { least: 2, most: 2, are: 'a cycle and a country' };

/** @throws Problem `usage` where the cycle, the country or the reason is missing */
export function readDecision(
  args: readonly string[],
  command: Command,
): { readonly cycle: string; readonly country: string; readonly reason: string } {
  const { options, places } = readLine(command, args, { required: ['reason'], places: cycleAndCountry });
  const [cycle, country] = places as [string, string];
  return { cycle, country: country.toUpperCase(), reason: options.reason! };
}
