/** `gap support check`: lists what a person should review in the reports of support. */

import { loadCountries } from '../../reference/index.ts';
import { checkSupport } from '../../release/index.ts';
import { readLine } from '../line.ts';
import { counted } from '../table.ts';
import type { Command } from '../world.ts';
import { knownSupport } from './known.ts';

export const command: Command = {
  name: 'support check',
  usage: [
    'gap support check',
    '',
    'Errors of imported activities with file and line, activities without a keyword of the field, countries and areas that are',
    'not known, organisations that organisations.csv lacks, and decisions that have no effect. None of them stops a release.',
    'Exits with 0 if there is nothing to correct, with 1 otherwise.',
  ].join('\n'),
  json: {
    reports: 'number of reports',
    faults: 'a list: `report`, `file` and `line` (null if it was not imported), `kind`, `what`',
  },
  run: async (args, world) => {
    readLine(command, args, {});
    const known = await knownSupport(world);
    const countries = (['real', 'illustrative'] as const).flatMap((kind) => loadCountries(world.contentRoot, kind));
    const faults = checkSupport(known, new Set(countries.map(({ code }) => code)));
    for (const { report, file, line, what } of faults) {
      const place = [file, line].filter((part) => part !== null).join(':');
      world.out(`${place === '' ? '' : `${place}: `}${report}: ${what}\n`);
    }
    const reports = known.reports.length;
    world.out(`${counted(reports, 'report')} of support, ${counted(faults.length, 'error')}\n`);
    world.writeJson?.({ reports, faults });
    return faults.length > 0 ? 1 : 0;
  },
};
