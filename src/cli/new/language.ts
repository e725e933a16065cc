/** `gap new language`: adds a language; missing texts are shown in the working language and marked. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadTexts } from '../../i18n/index.ts';
import { Problem } from '../../problem/index.ts';
import { readLine } from '../line.ts';
import type { Command } from '../world.ts';
import { languageLine } from './language-line.ts';
import { newReport, writeNew } from './write-new.ts';

export const command: Command = {
  name: 'new language',
  usage: [
    'gap new language CODE',
    '',
    '  CODE  its tag, such as es or pt-BR',
    '',
    'Adds a line to texts/languages.yaml and a folder to texts/. Texts that are not translated yet are shown in the',
    'working language and marked. An existing language is not changed.',
  ].join('\n'),
  json: newReport,
  run: async (args, world) => {
    const [code = ''] = readLine(command, args, {
      places: { least: 1, most: 1, are: 'the code of a language' },
    }).places;
    const line = languageLine(code);
    if (line === null) {
      const reason = `"${code}" is not a known language tag such as es or pt-BR.`;
      throw new Problem('usage', 'command line', { reason, help: command.usage });
    }
    const { languages, working } = loadTexts(world.contentRoot);
    const list = 'texts/languages.yaml';
    if (languages.some((one) => one.code === code)) throw new Problem('content_there', list, { file: `texts/${code}` });
    const first = `# Texts of the pages; those of ${working} stand in texts/${working}/, file by file and key by key.\n{}\n`;
    writeNew(world, { [`texts/${code}/pages.yaml`]: first }, [
      `Look at the new line of ${list}: name, signs of numbers and order of dates come from Unicode.`,
      `Translate texts/${working}/ into texts/${code}/, each file under the same name and keys; begin with pages.yaml.`,
      `Translate each dashboard into dashboards/<name>/texts/${code}.yaml.`,
      `Offer a questionnaire in it: add ${code} to its languages, and texts/${code}.yaml beside its other texts and those of its framework.`,
      'Once all is translated, put "review: needed" in place of "review: started": gap check then names what is missing.',
    ]);
    const path = join(world.contentRoot, list);
    writeFileSync(path, `${readFileSync(path, 'utf8').trimEnd()}\n  ${line}\n`);
    return 0;
  },
};
