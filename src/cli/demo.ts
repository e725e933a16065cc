/**
 * `gap demo`: a complete site with illustrative answers of fictional States, which are imported through its own
 * workbooks.
 */
import { checkOnce } from '../content/index.ts';
import { type DemoStep, runDemo } from '../demo/index.ts';
import { loadLanguages } from '../i18n/index.ts';
import { Problem } from '../problem/index.ts';
import { openStore } from '../state/index.ts';
import { readLine } from './line.ts';
import { openProgress } from './progress.ts';
import { stopped } from './stopped.ts';
import type { Command, World } from './world.ts';

export const command: Command = {
  name: 'demo',
  usage: [
    'gap demo [--states COUNT]',
    '',
    '  --states  maximum number of fictional States; default: all',
    '',
    'Their answers are illustrative. They are written into workbooks, received, read, accepted and published like those of',
    'any country. If interrupted, run it again to continue; a complete demo is served at once. Only the data folder',
    '(GAP_DATA) is changed; a folder with real answers is refused.',
  ].join('\n'),
  run: async (args, world) => {
    const states = readCount(readLine(command, args, { optional: ['states'] }).options.states);
    world.out(opening);
    await checkOnce(world.contentRoot, ['demo'], async () => {
      const { demandContent } = await import('./content/faults.ts');
      await demandContent(world.contentRoot, { demo: true });
    });
    // Listening comes first: an occupied port is reported before the work, and a free one is reserved meanwhile.
    const served = await world.serve({ drawsLater: true });
    try {
      const seconds = await fill(world, states);
      await served.refresh();
      served.drawPages();
      // From here on Ctrl-C shuts down gracefully; work interrupted before continues with the next run.
      const end = stopped();
      world.out(`The demo is ready. It ${seconds === null ? 'was made before' : `was made in ${seconds} seconds`}.\n`);
      world.out(whereToLook(served.address, loadLanguages(world.contentRoot).working));
      served.readWaiting();
      await end;
    } finally {
      await served.close();
    }
    return 0;
  },
};

/** Printed before anything is read, so that no one waits without knowing for what. */
const opening = `Demo with fictional States. All their answers are illustrative.
The first start makes it, in about half a minute. You can stop it with Ctrl-C: the next start continues.
`;

/** @param address - where the site listens, ending with a slash */
function whereToLook(address: string, language: string): string {
  const pages = [
    [address, 'the published figures'],
    [`${address}${language}/submissions`, 'the work of the secretariat: workbooks, checks, decisions'],
  ] as const;
  const width = Math.max(...pages.map(([page]) => page.length));
  const lines = pages.map(([page, shows]) => `  ${page.padEnd(width)}  ${shows}\n`);
  return `Open in a browser:\n${lines.join('')}Stop with Ctrl-C.\n`;
}

/** @returns seconds; null if there was nothing to do */
async function fill(world: World, states: number | null): Promise<number | null> {
  const began = world.now().getTime();
  // It makes about 600 transactions, and continues where it was interrupted.
  const store = await openStore({ databaseUrl: world.databaseUrl, folder: world.folder, relaxed: true });
  const progress = openProgress(world);
  try {
    const made = await runDemo({
      store,
      databaseUrl: world.databaseUrl,
      contentRoot: world.contentRoot,
      folder: world.folder,
      now: world.now,
      ...(states !== null && { states }),
      onProgress: (step, share) => progress.at(...inWords(step), share),
      report: (failure) => world.err(`${failure}\n`),
    });
    return made ? Math.round((world.now().getTime() - began) / 1_000) : null;
  } finally {
    progress.end();
    await store.close();
  }
}

/** What happens now, and how much of it is done. */
const inWords = ({ doing, cycle, done, of }: DemoStep): [step: string, says: string] =>
  doing === 'workbooks'
    ? [`Workbooks of ${cycle}`, `${done} of ${of}`]
    : ['Computing the figures', `release ${Math.min(done + 1, of)} of ${of}`];

function readCount(asked: string | undefined): number | null {
  if (asked === undefined) return null;
  const count = Number(asked);
  if (Number.isInteger(count) && count >= 1) return count;
  throw new Problem('usage', '--states', { reason: `"${asked}" is not a number of States.`, help: command.usage });
}
