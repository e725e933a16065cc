/** `gap support list`: every report of support, and which of them describe the same activity. */
import { readLine } from '../line.ts';
import { table } from '../table.ts';
import type { Command } from '../world.ts';
import { knownSupport } from './known.ts';

export const command: Command = {
  name: 'support list',
  usage: [
    'gap support list',
    '',
    'Lists what tables, imports and accepted answers report. Reports that are one activity have the same activity.',
    'An activity that is not about the field, or that is cancelled, is listed and not shown in a release.',
  ].join('\n'),
  json: {
    reports:
      'a list: `report`, `activity`, `source` (table, iati or answer), `imported_from` (null or the name of the source), `title`, `shown` (true if the next release shows it), `part_of`, `countries`, `areas`, `begins`, `ends`, `status`, `amount`, `currency`, `year`, `results`, `indicators`, `documents`',
  },
  run: async (args, world) => {
    readLine(command, args, {});
    const { reports, stored, activities, wholes, crosswalk } = await knownSupport(world);
    const lines = reports.map((one) => ({
      report: one.report,
      activity: activities.get(one.report)!,
      source: one.source,
      imported_from: stored.get(one.report)?.source ?? null,
      title: one.title,
      shown: crosswalk.isAbout(one) && one.status !== 'cancelled',
      part_of: wholes.get(one.report) ?? null,
      countries: one.countries.map(({ country }) => country),
      areas: crosswalk.areasOf(one).map(({ area }) => area),
      ...{ begins: one.begins, ends: one.ends, status: one.status },
      ...{ amount: one.amount, currency: one.currency, year: one.year },
      ...{ results: one.results, indicators: one.indicators, documents: one.documents },
    }));
    lines.sort((a, b) => (a.activity === b.activity ? 0 : a.activity < b.activity ? -1 : 1));
    if (lines.length === 0) world.out('No source reports support yet: gap support import PLACE\n');
    const head = ['Activity', 'Report', 'From', 'Shown', 'Countries', 'Begins', 'Ends', 'Amount', 'Title'];
    const rows = lines.map((one) => [
      ...[one.activity, one.report === one.activity ? '' : one.report, one.imported_from ?? one.source],
      ...[one.shown ? 'yes' : 'no', one.countries.join(' ').slice(0, 30), one.begins ?? '', one.ends ?? ''],
      ...[one.amount === null ? '' : `${one.amount} ${one.currency}`, (one.title ?? '').slice(0, 60)],
    ]);
    world.out(table(head, rows));
    world.writeJson?.({ reports: lines });
    return 0;
  },
};
