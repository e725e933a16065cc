/** `gap support candidates`: pairs of reports that may describe one activity, for a person to confirm or reject. */
import { readLine } from '../line.ts';
import { counted } from '../table.ts';
import type { Command } from '../world.ts';
import { knownSupport } from './known.ts';

const words = {
  title: 'similar titles',
  organisation: 'a shared organisation',
  no_organisation: 'no shared organisation',
  country: 'shared countries',
  no_country: 'no shared country',
  dates: 'dates that meet',
  no_dates: 'dates that do not meet',
  amount: 'the same amount',
} as const;

export const command: Command = {
  name: 'support candidates',
  usage: [
    'gap support candidates',
    '',
    'The most similar first, with the reasons and their points. Similarity alone never merges two reports: confirm a pair with',
    'gap support confirm, or reject it with gap support reject. Decided pairs are not listed.',
  ].join('\n'),
  json: {
    candidates: 'a list: `report`, `other`, `score` (0 to 100), `reasons` (a list: `reason`, `points`)',
    decided:
      'a list of decisions: `report`, `other`, `decision` (same or different), `reason`, `decided_at`, `decided_by`',
  },
  run: async (args, world) => {
    readLine(command, args, {});
    const { candidates, decisions, reports } = await knownSupport(world);
    const titles = new Map(reports.map(({ report, title }) => [report, title ?? '']));
    for (const { report, other, score, reasons } of candidates) {
      const why = reasons.map(({ reason, points }) => `${words[reason]} ${points > 0 ? '+' : ''}${points}`).join(', ');
      world.out(`${score}  ${report}  ${titles.get(report)}\n    ${other}  ${titles.get(other)}\n    ${why}\n`);
    }
    world.out(`${counted(candidates.length, 'pair')} to decide, ${decisions.length} decided\n`);
    world.writeJson?.({ candidates, decided: decisions });
    return 0;
  },
};
