/** `gap treaties import`: what a newer table of treaty facts would change, and, when told so, the change itself. */
import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Problem } from '../problem/index.ts';
import type { TreatyDifference } from '../reference/index.ts';
import { secretariat, withDesk } from './desk.ts';
import type { Command } from './world.ts';

export const command: Command = {
  name: 'treaties import',
  summary: 'show what a table of treaty facts would change, and apply it when told so',
  usage: [
    'gap treaties import FILE [--apply]',
    '',
    '  FILE     CSV with the columns of pipelines/reference/treaties.csv',
    '  --apply  change the data folder; without it nothing is changed',
    '',
    'A row that the new table lacks stays as it is: a missing row never means "not a Party".',
  ].join('\n'),
  run: async (args, world) => {
    const { file, apply } = read(args);
    const csv = readText(resolve(world.workingFolder, file), file);
    const { differences, applied } = await withDesk(world, (desk) =>
      desk.importTreaties({ csv, fileName: basename(file), person: secretariat, apply }),
    );
    for (const difference of differences) world.out(`${tell(difference)}\n`);
    const counts = Map.groupBy(differences, ({ change }) => change);
    const told = [...counts].map(([change, of]) => `${of.length} ${change}`).join(', ') || 'nothing differs';
    const then = apply
      ? `${applied} facts were written; build a release to show them`
      : 'nothing was changed; add --apply to change it';
    world.out(`${file}: ${told}. ${differences.length === 0 ? 'There is nothing to apply.' : `${then}.`}\n`);
    return 0;
  },
};

function read(args: readonly string[]): { file: string; apply: boolean } {
  const refuse = (said: string): never => {
    throw new Problem('usage', 'command line', { said, help: command.usage });
  };
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { apply: { type: 'boolean' } },
      allowPositionals: true,
      strict: true,
    });
    if (positionals.length !== 1) refuse('gap treaties import needs one file.');
    return { file: positionals[0]!, apply: values.apply ?? false };
  } catch (error) {
    if (error instanceof Problem) throw error;
    return refuse((error as Error).message);
  }
}

function readText(path: string, file: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new Problem('file_unreadable', 'FILE', { file }, { cause: error });
  }
}

/** Such as: `changed   CETS 185 FRA: signature none → 2001-11-23`. */
function tell({ change, treaty, country, before, after, fields, older }: TreatyDifference): string {
  const parts = fields.map((field) => `${field} ${before?.[field] ?? 'none'} → ${after?.[field] ?? 'none'}`);
  const said =
    change === 'new'
      ? `${after!.statement}, as of ${after!.asOf}`
      : change === 'absent'
        ? 'not in this table; stays as it is'
        : parts.join('; ');
  return `${change.padEnd(8)}  ${treaty} ${country}: ${said}${older ? ' (OLDER than what it would replace)' : ''}`;
}
