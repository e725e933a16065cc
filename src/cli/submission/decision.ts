/** Common arguments of the commands that decide about a submission. */

import type { Submission } from '../../domain/index.ts';
import { readLine } from '../line.ts';
import type { Command, World } from '../world.ts';

export const cycleAndCountry = { least: 2, most: 2, are: 'a cycle and a country' };

/** @throws Problem `usage` if the cycle, the country or the reason is missing */
export function readDecision(
  args: readonly string[],
  command: Command,
): { readonly cycle: string; readonly country: string; readonly reason: string } {
  const { options, places } = readLine(command, args, { required: ['reason'], places: cycleAndCountry });
  const [cycle, country] = places as [string, string];
  return { cycle, country: country.toUpperCase(), reason: options.reason! };
}

/** JSON keys of every command about one submission. */
export const submissionKeys = {
  cycle: 'id of the cycle',
  country: 'alpha-3 code',
  state: '`invited`, `received`, `returned`, `accepted` or `reopened`',
  revision: 'number of the newest revision; 0 for none',
  accepted_revision: 'number of the revision that releases are built from; null for none',
};

export const writeSubmission = (
  world: World,
  { cycle, country, state, revision, acceptedRevision }: Submission,
): void => world.writeJson?.({ cycle, country, state, revision, acceptedRevision });
