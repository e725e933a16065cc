/** `gap check`: everything that is wrong with the content, at once. */
import { formatFault, listContent } from '../../content/index.ts';
import { readLine } from '../line.ts';
import type { Command } from '../world.ts';
import { checkContent } from './faults.ts';

export const command: Command = {
  name: 'check',
  summary: 'check all content: questionnaires, frameworks, rules, models, dashboards, texts and tables',
  usage: [
    'gap check [--json]',
    '',
    '  --json  write the faults as JSON: file, line, column, what, didYouMean and correction of each',
    '',
    'Reads every YAML, CSV and JSON file of questionnaires/, pipelines/, dashboards/ and texts/, and tries every SQL model.',
    'Exits with 0 where nothing is wrong, with 1 where there are faults.',
  ].join('\n'),
  run: async (args, world) => {
    const { flags } = readLine(command, args, { flags: ['json'] });
    const faults = await checkContent(world.contentRoot);
    const files = listContent(world.contentRoot).length;
    if (flags.has('json')) world.out(`${JSON.stringify({ files, faults }, null, 2)}\n`);
    else if (faults.length === 0) world.out(`${files} files of content, no faults\n`);
    else {
      for (const fault of faults) world.err(`${formatFault(fault)}\n`);
      world.err(`${faults.length} ${faults.length === 1 ? 'fault' : 'faults'} in ${files} files of content\n`);
    }
    return faults.length === 0 ? 0 : 1;
  },
};
