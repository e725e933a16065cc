/** `gap release compare`: what one release says otherwise than another, and what lies behind it. */
import { type AnswerChange, compareReleases, type ReleaseDifference, releaseFiles } from '../release/index.ts';
import { openStore } from '../state/index.ts';
import { readLine } from './line.ts';
import type { Command } from './world.ts';

export const command: Command = {
  name: 'release compare',
  summary: 'say what changed between two releases, figure by figure, and why',
  usage: [
    'gap release compare EARLIER LATER [--json]',
    '',
    '  EARLIER, LATER  ids of releases, as gap release list tells them, or their first digits',
    '  --json          as one JSON object',
    '',
    'Exits with 0 whether or not anything changed.',
  ].join('\n'),
  run: async (args, world) => {
    const { flags, places } = readLine(command, args, { flags: ['json'], places: twoReleases });
    const store = await openStore(world);
    try {
      const [before, after] = await Promise.all(places.map((id) => releaseFiles(store, id)));
      const difference = compareReleases(before!, after!);
      world.out(flags.has('json') ? `${JSON.stringify(difference, null, 2)}\n` : `${tell(difference).join('\n')}\n`);
      return 0;
    } finally {
      await store.close();
    }
  },
};

const twoReleases = { least: 2, most: 2, are: 'the ids of two releases' };

function tell({ from, to, marts, scores, answers, modelsChanged, weightsChanged }: ReleaseDifference): string[] {
  if (marts.length === 0) return [`${from} and ${to} say the same.`];
  return [
    `${from} → ${to}`,
    `tables that differ: ${marts.join(', ')}`,
    `method: ${modelsChanged ? 'statements changed' : 'the same statements'}, ${weightsChanged ? 'weights changed' : 'the same weights'}`,
    '',
    `${scores.length} figures changed${scores.length === 0 ? '' : ':'}`,
    ...scores.flatMap(({ cycle, country, element, from: was, to: is, causes }) => [
      `  ${cycle} ${country} ${element}: ${points(was)} → ${points(is)} (${causes.join(', ')})`,
      ...answers
        .filter((one) => one.cycle === cycle && one.country === country && one.indicator === element)
        .map((one) => `    ${tellAnswer(one)}`),
    ]),
  ];
}

function tellAnswer({ item, from, to, kind, cell }: AnswerChange): string {
  return `${item}: ${from ?? 'none'} → ${to ?? 'none'} (${kind}${cell === null ? '' : `, ${cell}`})`;
}

const points = (value: number | null) => (value === null ? 'none' : String(Number(value.toFixed(2))));
