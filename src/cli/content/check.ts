/** `gap check`: all faults of the content at once. */
import { formatFault, listContent, watchContent } from '../../content/index.ts';
import type { LanguageReport } from '../../i18n/index.ts';
import { Problem } from '../../problem/index.ts';
import { readLine } from '../line.ts';
import { stopped } from '../stopped.ts';
import { counted } from '../table.ts';
import type { Command, World } from '../world.ts';
import { checkedContent } from './faults.ts';

export const command: Command = {
  name: 'check',
  usage: [
    'gap check [--watch]',
    '',
    '  --watch  check again after each save, until Ctrl-C',
    '',
    'Reads every YAML, CSV and JSON file of questionnaires/, pipelines/, dashboards/ and texts/, and tries every SQL model.',
    'Shows how many texts each language has and lacks. A language with review: started may lack some.',
    'Exits with 0 if nothing is wrong, with 1 if there are errors.',
  ].join('\n'),
  json: {
    files: 'number of files of content',
    languages:
      'progress of each language other than the working language: `language`, `state` (`started`, `needed`, `reviewed`), `texts` (number in the working language, with the descriptions of tables), `missing`, `unused`, `forms` (plural forms that it lacks)',
    faults: 'file, line, column, what, did_you_mean and correction of each fault, in order of file and line',
  },
  run: async (args, world) => {
    const { flags } = readLine(command, args, { flags: ['watch'] });
    if (!flags.has('watch')) return (await reportFaults(world)) ? 1 : 0;
    if (world.writeJson) {
      const reason = 'gap check --watch reports to a person who writes: leave --json or --watch out.';
      throw new Problem('usage', 'command line', { reason, help: command.usage });
    }
    return checkAgain(world);
  },
};

/** Writes the faults, or that there are none. @returns true if there are faults */
export async function reportFaults(world: World): Promise<boolean> {
  const { faults, languages } = await checkedContent(world.contentRoot);
  const files = listContent(world.contentRoot).length;
  if (world.writeJson) world.writeJson({ files, languages, faults });
  else if (faults.length === 0)
    world.out(`${languages.map(describeLanguage).join('')}${files} files of content, no errors\n`);
  else
    world.err(
      `${faults.map(formatFault).join('\n')}\n${counted(faults.length, 'error')} in ${files} files of content\n`,
    );
  return faults.length > 0;
}

function describeLanguage({ language, state, texts, missing, unused, forms }: LanguageReport): string {
  const open = [
    ...(missing > 0 ? [`${missing} missing`] : []),
    ...(forms > 0 ? [`${counted(forms, 'message')} without a plural form`] : []),
    ...(unused > 0 ? [`${unused} no longer used`] : []),
    ...(state === 'reviewed' ? [] : ['not reviewed']),
  ];
  return `texts in "${language}": ${[`${texts - missing} of ${texts}`, ...open].join(', ')}\n`;
}

async function checkAgain(world: World): Promise<number> {
  const end = stopped();
  const watching = watchContent(world.contentRoot, async () => void (await reportFaults(world)));
  await reportFaults(world);
  world.out('Checked again after each save. Stop with Ctrl-C.\n');
  await end;
  await watching.close();
  return 0;
}
