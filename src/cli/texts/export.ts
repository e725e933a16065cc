/** `gap texts export`: writes all texts of a language to a workbook for its translator. */
import { loadLanguages, partsToKeep, textPairs } from '../../i18n/index.ts';
import { modelDescriptions } from '../../pipeline/index.ts';
import { Problem } from '../../problem/index.ts';
import { writeTranslationBook } from '../../workbook/index.ts';
import { demandFree, writeFile } from '../files.ts';
import { readLine } from '../line.ts';
import type { Command } from '../world.ts';
import { keyOf } from './key.ts';

export const command: Command = {
  name: 'texts export',
  usage: [
    'gap texts export LANGUAGE --out FILE.xlsx [--missing] [--replace]',
    '',
    '  LANGUAGE   one of texts/languages.yaml, such as es; not the working language',
    '  --missing  only texts that the language lacks; without this option, all of them',
    '  --replace  overwrite an existing file; without this option, an existing file is not changed',
    '',
    'Writes the texts of pages, messages, dashboards, questionnaires and frameworks, and the descriptions of published',
    'tables, each next to its translation. The translator writes in the last column; gap texts import reads the returned',
    'file.',
  ].join('\n'),
  json: {
    file: 'as it was named',
    language: 'code of the language',
    texts: 'number of lines in the file',
    missing: 'number of them without a translation',
  },
  run: async (args, world) => {
    const { options, flags, places } = readLine(command, args, {
      required: ['out'],
      flags: ['missing', 'replace'],
      places: { least: 1, most: 1, are: 'the code of a language' },
    });
    const { languages, working } = loadLanguages(world.contentRoot);
    const language = languages.find(({ code }) => code === places[0] && code !== working);
    if (!language) {
      const others = languages.filter(({ code }) => code !== working).map(({ code }) => code);
      const reason = `"${places[0]}" is not a language to translate into: give one of ${others.join(', ')}, or add one with gap new language.`;
      throw new Problem('usage', 'command line', { reason, help: command.usage });
    }
    const named = { where: '--out', file: options.out!, replace: flags.has('replace') };
    demandFree(world, named);
    const lines = textPairs(world.contentRoot, language.code, modelDescriptions(world.contentRoot) ?? [])
      .filter(({ translation }) => translation === null || !flags.has('missing'))
      .map((pair) => {
        const { values, forms } = partsToKeep(pair, language.code, working);
        const keep = [
          values.map((value) => `{${value}}`).join(' '),
          forms.length > 0 ? `plural: ${forms.join(', ')}` : '',
        ];
        return {
          ...{ file: pair.file, key: keyOf(pair), original: pair.original, translation: pair.translation ?? '' },
          keep: keep.filter(Boolean).join('; '),
        };
      });
    const from = languages.find(({ code }) => code === working)!.name;
    const day = world.now().toISOString().slice(0, 10);
    writeFile(world, named, await writeTranslationBook({ language, from, lines, day }));
    const missing = lines.filter(({ translation }) => translation === '').length;
    world.out(`${options.out}: ${lines.length} texts in ${language.name}, ${missing} without a translation\n`);
    world.writeJson?.({ file: options.out!, language: language.code, texts: lines.length, missing });
    return 0;
  },
};
