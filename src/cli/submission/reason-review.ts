/** Common part of the two commands that decide about reasons of answers "does not apply". */
import { type ReasonReview, secretariat } from '../../domain/index.ts';
import { withDesk } from '../desk.ts';
import { readLine } from '../line.ts';
import type { Command, World } from '../world.ts';

export const reasonUsage = (name: string) =>
  [
    `gap ${name} CYCLE COUNTRY [ANSWER…]`,
    '',
    'ANSWER is the id of an answer of the newest revision, as its page shows it; default: all answers without a',
    'decision whose reason the question accepts. Until its reason is accepted, an answer "does not apply" counts as missing.',
    'A decision applies to later revisions as long as the answer and its reason are unchanged.',
  ].join('\n');

export const reasonKeys = {
  cycle: 'cycle, as it was named',
  country: 'alpha-3 code',
  review: '`accepted` or `refused`',
  answers: 'ids of the answers decided about',
};

const places = { least: 2, most: 1000, are: 'a cycle, a country and answers' };

export async function decideReasons(
  command: Command,
  review: ReasonReview,
  args: readonly string[],
  world: World,
): Promise<number> {
  const [cycle, country, ...ids] = readLine(command, args, { places }).places as [string, string, ...string[]];
  const decided = await withDesk(world, (desk) =>
    desk.reviewReasons({
      cycle,
      country: country.toUpperCase(),
      person: secretariat,
      review,
      answers: ids.length > 0 ? ids : 'all',
    }),
  );
  const listed = decided.length > 0 ? `: ${decided.join(', ')}` : '';
  world.out(`${country.toUpperCase()} ${cycle}: ${decided.length} reasons ${review}${listed}\n`);
  world.writeJson?.({ cycle, country: country.toUpperCase(), review, answers: decided });
  return 0;
}
