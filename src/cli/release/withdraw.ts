/** `gap release withdraw`: withdraws a release, or the submissions of one country, from everything public. */

import { secretariat } from '../../domain/index.ts';
import { Problem } from '../../problem/index.ts';
import { correctReleases, findRelease, withdrawCountry, withdrawRelease } from '../../release/index.ts';
import { releases, type Store } from '../../state/index.ts';
import { readLine } from '../line.ts';
import { openProgress } from '../progress.ts';
import { withExistingStore } from '../store/existing-store.ts';
import type { Command, World } from '../world.ts';
import { demandConfirmation } from './confirm.ts';

export const command: Command = {
  name: 'release withdraw',
  usage: [
    'gap release withdraw RELEASE --reason TEXT [--yes]',
    'gap release withdraw --country CODE [--cycle CYCLE] --reason TEXT [--yes]',
    '',
    '  RELEASE    its id, as gap release list shows it, or its first digits',
    '  --country  alpha-3 code: every public release that contains its answers is withdrawn and replaced by a corrected one',
    '             without the country; later builds exclude it until gap release restore',
    '  --cycle    only its answers in this cycle; default: every cycle',
    '  --reason   why; it is public',
    '  --yes      in a script: withdraw without asking',
    '',
    'Takes effect with the next request. Withdrawn addresses answer 410 with the reason and the replacement.',
    'If it is interrupted while corrected releases are built, run the same command again to continue.',
  ].join('\n'),
  json: {
    withdrawn: 'ids of the releases that were withdrawn',
    country: 'alpha-3 code; null if a release was named',
    cycle: 'the cycle that was named, or that of the release; null for every cycle',
    shown: 'id of the release that the pages show now, if a release was named; null for none',
    corrected: 'a list: `withdrawn`, `release` (null if none replaced it), `why` (null, `nothing_left`, or a sentence)',
  },
  run: async (args, world) => {
    const { options, flags, places } = readLine(command, args, {
      required: ['reason'],
      optional: ['country', 'cycle'],
      flags: ['yes'],
      places: { least: 0, most: 1, are: 'the id of a release' },
    });
    const { country, cycle, reason } = options;
    if ((country === undefined) === (places.length === 0)) usage('Name either a release or --country.');
    if (cycle !== undefined && country === undefined) usage('--cycle goes with --country.');
    return withExistingStore(world, async (store) => {
      const act = { store, reason: reason!, person: secretariat, at: world.now().toISOString() };
      const confirm = (what: string) =>
        demandConfirmation(world, `Withdraw ${what}? The reason is public.`, flags.has('yes'));
      if (country === undefined) {
        const found = await findRelease(store, places[0]!);
        await confirm(`release ${found.id} of ${found.cycle}`);
        await withdrawRelease({ ...act, id: found.id });
        const now = await releases.latest(store.connection, found.cycle);
        const then = now ? `the pages show release ${now.id}` : 'no release of this cycle is public now';
        world.out(`${found.cycle}: release ${found.id} is withdrawn; ${then}\n`);
        world.writeJson?.({
          withdrawn: [found.id],
          country: null,
          cycle: found.cycle,
          shown: now?.id ?? null,
          corrected: [],
        });
        return 0;
      }
      const code = country.toUpperCase();
      await confirm(`all public answers of ${code}${cycle === undefined ? '' : ` in ${cycle}`}`);
      const done = await withdrawCountry({ ...act, country: code, cycle: cycle ?? null });
      world.out(
        `${code} is withdrawn; releases withdrawn: ${done.releases.map(({ id }) => id).join(', ') || 'none'}\n`,
      );
      const corrected = await correct(world, store, act);
      world.writeJson?.({
        withdrawn: done.releases.map(({ id }) => id),
        country: code,
        cycle: cycle ?? null,
        shown: null,
        corrected: corrected.map(({ why, ...one }) => ({ ...one, why: why instanceof Error ? why.message : why })),
      });
      return corrected.some(({ why }) => why instanceof Error) ? 1 : 0;
    });
  },
};

/** Builds corrected releases, and reports each. */
async function correct(world: World, store: Store, act: { person: typeof secretariat; at: string }) {
  const progress = openProgress(world);
  const onProgress = (release: string, share: number) => progress.at(`correct ${release}`, '', share);
  const corrected = await correctReleases({ store, contentRoot: world.contentRoot, ...act, onProgress });
  progress.end();
  for (const { withdrawn, release, why } of corrected) {
    if (release !== null) world.out(`${withdrawn} → ${release}, published in its place\n`);
    else if (why === 'nothing_left') world.out(`${withdrawn}: no answers are left, so no release replaces it\n`);
    else world.err(`${withdrawn} is withdrawn, but the corrected release was not built: ${(why as Error).message}\n`);
  }
  return corrected;
}

function usage(reason: string): never {
  throw new Problem('usage', 'command line', { reason, help: command.usage });
}
