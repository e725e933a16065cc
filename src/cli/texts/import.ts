/** `gap texts import`: shows what a translator's workbook would change and, with `--apply`, applies it. */
import { basename } from 'node:path';
import { formatFault } from '../../content/index.ts';
import {
  loadLanguages,
  partsToKeep,
  type TextPair,
  type TranslationFault,
  textPairs,
  translationFault,
  writeTranslations,
} from '../../i18n/index.ts';
import { modelDescriptions } from '../../pipeline/index.ts';
import { Problem } from '../../problem/index.ts';
import { type ReturnedLine, readTranslationBook } from '../../workbook/index.ts';
import { checkContent } from '../content/faults.ts';
import { readFile } from '../files.ts';
import { readLine } from '../line.ts';
import { counted } from '../table.ts';
import type { Command } from '../world.ts';
import { keyOf } from './key.ts';

export const command: Command = {
  name: 'texts import',
  usage: [
    'gap texts import FILE.xlsx [--apply]',
    '',
    '  FILE     what gap texts export wrote, with new translations in its last column',
    '  --apply  change the files of texts; without this option nothing is changed',
    '',
    'A line that is not there, or has no new translation, changes nothing. A translation is set aside, with the reason, if it',
    'does not keep the values of the original, or if the original or the translation has been changed here since the export.',
    'Exits with 1 if something was set aside.',
  ].join('\n'),
  json: {
    file: 'as it was named',
    language: 'code of the language',
    new: 'number of translations of texts that had none',
    changed: 'number of translations that differ from those that are there',
    applied: 'number of translations written; 0 without --apply',
    files: 'paths of the files written',
    set_aside: 'a list: `row`, `file`, `key`, and `why`',
  },
  run: async (args, world) => {
    const { flags, places } = readLine(command, args, {
      flags: ['apply'],
      places: { least: 1, most: 1, are: 'one file' },
    });
    const file = places[0]!;
    const { language, lines } = await readTranslationBook(readFile(world, 'FILE', file), basename(file));
    const { languages, working } = loadLanguages(world.contentRoot);
    if (language === working || !languages.some(({ code }) => code === language)) {
      const reason = `it is of the language "${language}", which is none to translate into`;
      throw new Problem('translations_unreadable', basename(file), { file: basename(file), reason });
    }
    const descriptions = modelDescriptions(world.contentRoot) ?? [];
    const pairs = new Map(
      textPairs(world.contentRoot, language, descriptions).map((pair) => [placeOf(pair.file, keyOf(pair)), pair]),
    );
    const judged = lines.map((line) => judge(line, pairs.get(placeOf(line.file, line.key)), language, working));
    const sound = judged.flatMap((one) => ('pair' in one ? [one] : []));
    const aside = judged.flatMap((one) => ('why' in one ? [one] : []));
    const fresh = sound.filter(({ pair }) => pair.translation === null).length;

    for (const { row, key, why } of aside) world.err(`row ${row}, ${key}: ${why}\n`);
    const found = `${counted(fresh, 'new translation')}, ${sound.length - fresh} changed, ${aside.length} set aside`;
    let written: string[] = [];
    if (flags.has('apply') && sound.length > 0) {
      written = await apply(world.contentRoot, language, sound, descriptions, file);
      world.out(`${file}: ${found}; written to ${counted(written.length, 'file')}:\n`);
      for (const name of written) world.out(`  ${name}\n`);
    } else {
      const then = sound.length === 0 ? 'nothing to change' : 'nothing was changed; add --apply to change it';
      world.out(`${file}: ${found}; ${then}\n`);
    }
    world.writeJson?.({
      ...{ file, language, new: fresh, changed: sound.length - fresh },
      ...{ applied: written.length > 0 ? sound.length : 0, files: written, set_aside: aside },
    });
    return aside.length > 0 ? 1 : 0;
  },
};

const placeOf = (file: string, key: string) => `${file} ${key}`;

type Judged =
  | { readonly pair: TextPair; readonly text: string }
  | { readonly row: number; readonly file: string; readonly key: string; readonly why: string }
  | { readonly nothing: true };

function judge(line: ReturnedLine, pair: TextPair | undefined, language: string, working: string): Judged {
  const { row, file, key, written } = line;
  const text = written.trim();
  const aside = (why: string) => ({ row, file, key: key || '(no key)', why });
  // An unknown key is only reported if its text was translated.
  if (text === '' || text === line.translation.trim()) return { nothing: true };
  if (!pair)
    return aside(
      `there is no such text in ${file || 'any file'} (any more). Look for its new place, and write it there.`,
    );
  if (text === pair.translation) return { nothing: true };
  if (line.original !== pair.original)
    return aside(`the original was changed after the export. It now says: ${pair.original} Translate this one.`);
  if (line.translation !== (pair.translation ?? ''))
    return aside(
      `the translation was changed here after the export. It now says: ${pair.translation ?? 'nothing'} Choose one of the two.`,
    );
  const fault = translationFault(pair, text, language, working);
  if (fault !== null) return aside(corrections[fault](partsToKeep(pair, language, working)));
  return { pair, text };
}

const corrections: Readonly<Record<TranslationFault, (keep: ReturnType<typeof partsToKeep>) => string>> = {
  unreadable: () => 'its braces { } are not in pairs, or a choice lacks "other". Compare them with the original.',
  values: ({ values }) =>
    values.length === 0
      ? 'it takes a value in braces, and the original takes none. Leave the braces out.'
      : `it must take the values ${values.map((value) => `{${value}}`).join(', ')}, and no others.`,
  forms: ({ forms }) => `it lacks a plural form: this language needs ${forms.join(', ')}.`,
};

/** @throws Problem `content_faulty` if the content would be faulty with them; nothing is changed then */
async function apply(
  contentRoot: string,
  language: string,
  sound: readonly { readonly pair: TextPair; readonly text: string }[],
  descriptions: readonly string[],
  file: string,
): Promise<string[]> {
  const before = new Set((await checkContent(contentRoot)).map(formatFault));
  const { files, undo } = writeTranslations(
    contentRoot,
    language,
    sound.map(({ pair, text }) => ({ file: pair.file, path: pair.path, text })),
    descriptions,
  );
  try {
    const faults = (await checkContent(contentRoot)).filter((fault) => !before.has(formatFault(fault)));
    const own = faults.filter((fault) => files.includes(fault.file));
    if (own.length > 0) throw new Problem('translations_refused', file, { file, faults: own });
    return files;
  } catch (error) {
    undo();
    throw error;
  }
}
