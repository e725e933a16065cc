/** `gap treaties import`: shows what a newer table of treaty facts would change, and applies it on request. */
import { basename } from 'node:path';
import { secretariat } from '../../domain/index.ts';
import type { TreatyDifference } from '../../reference/index.ts';
import { withDesk } from '../desk.ts';
import { readFile } from '../files.ts';
import { readLine } from '../line.ts';
import type { Command } from '../world.ts';

export const command: Command = {
  name: 'treaties import',
  usage: [
    'gap treaties import FILE [--apply]',
    '',
    '  FILE     CSV with the columns of pipelines/reference/treaties.csv',
    '  --apply  change the data folder; without this option nothing is changed',
    '',
    'A row that the new table lacks is kept: a missing row never means "not a Party".',
  ].join('\n'),
  json: {
    file: 'as it was named',
    applied: 'number of facts written; 0 without --apply',
    differences:
      'a list: `change` (`new`, `changed`, `absent` or another kind), `treaty`, `country`, `fields` that differ, `before` and `after` (null if there is none), `older`',
  },
  run: async (args, world) => {
    const { flags, places } = readLine(command, args, {
      flags: ['apply'],
      places: { least: 1, most: 1, are: 'one file' },
    });
    const file = places[0]!;
    const apply = flags.has('apply');
    const csv = readFile(world, 'FILE', file).toString('utf8');
    const { differences, applied } = await withDesk(world, (desk) =>
      desk.importTreaties({ csv, fileName: basename(file), person: secretariat, apply }),
    );
    for (const difference of differences) world.out(`${describe(difference)}\n`);
    const counts = Map.groupBy(differences, ({ change }) => change);
    const reported = [...counts].map(([change, of]) => `${of.length} ${change}`).join(', ');
    const then = apply
      ? `${applied} facts were written; build a release to show them`
      : 'nothing was changed; add --apply to change it';
    world.out(
      `${file}: ${differences.length === 0 ? 'nothing differs. There is nothing to apply' : `${reported}; ${then}`}.\n`,
    );
    world.writeJson?.({ file, applied, differences });
    return 0;
  },
};

function describe({ change, treaty, country, before, after, fields, older }: TreatyDifference): string {
  const parts = fields.map((field) => `${field} ${before?.[field] ?? 'none'} → ${after?.[field] ?? 'none'}`);
  const reason =
    change === 'new'
      ? `${after!.statement}, as of ${after!.asOf}`
      : change === 'absent'
        ? 'not in this table; stays as it is'
        : parts.join('; ');
  return `${change.padEnd(8)}  ${treaty} ${country}: ${reason}${older ? ' (OLDER than what it would replace)' : ''}`;
}
