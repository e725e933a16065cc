/** `gap check`: everything that is wrong with the content, at once. */
import { formatFault, listContent } from '../../content/index.ts';
import { readLine } from '../line.ts';
import { counted } from '../table.ts';
import type { Command } from '../world.ts';
import { checkContent } from './faults.ts';

export const command: Command = {
  name: 'check',
  summary: 'check all content: questionnaires, frameworks, rules, models, dashboards, texts and tables',
  usage: [
    'gap check',
    '',
    'Reads every YAML, CSV and JSON file of questionnaires/, pipelines/, dashboards/ and texts/, and tries every SQL model.',
    'Exits with 0 if nothing is wrong, with 1 if there are errors.',
  ].join('\n'),
  json: {
    files: 'number of files of content',
    faults: 'file, line, column, what, did_you_mean and correction of each fault, in order of file and line',
  },
  run: async (args, world) => {
    readLine(command, args, {});
    const faults = await checkContent(world.contentRoot);
    const files = listContent(world.contentRoot).length;
    if (world.writeJson) world.writeJson({ files, faults });
    else if (faults.length === 0) world.out(`${files} files of content, no errors\n`);
    else
      world.err(
        `${faults.map(formatFault).join('\n')}\n${counted(faults.length, 'error')} in ${files} files of content\n`,
      );
    return faults.length === 0 ? 0 : 1;
  },
};
