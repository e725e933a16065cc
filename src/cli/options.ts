/** What the commands about workbooks read from their line. */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Problem } from '../problem/index.ts';
import { cycleOf, type Instrument } from '../questionnaire/index.ts';
import type { Command, World } from './world.ts';

/**
 * The options of a command by name, each with one value.
 *
 * @throws Problem `usage` for an unknown one, one without its value, or a required one that is missing
 */
export function readOptions(
  { name, usage }: Command,
  args: readonly string[],
  { required, optional = [] }: { readonly required: readonly string[]; readonly optional?: readonly string[] },
): Readonly<Record<string, string | undefined>> {
  const options = Object.fromEntries([...required, ...optional].map((option) => [option, { type: 'string' as const }]));
  const values = parse();
  const missing = required.filter((option) => !values[option]);
  if (missing.length > 0) {
    const said = `gap ${name} needs ${missing.map((option) => `--${option}`).join(', ')}.`;
    throw new Problem('usage', 'command line', { said, help: usage });
  }
  return values;

  function parse(): Record<string, string | undefined> {
    try {
      return parseArgs({ args: [...args], options, strict: true }).values as Record<string, string | undefined>;
    } catch (error) {
      throw new Problem('usage', 'command line', { said: (error as Error).message, help: usage }, { cause: error });
    }
  }
}

/** @throws Problem `workbook_language_not_offered` */
export function askedLanguage(instrument: Instrument, asked: string): string {
  const language = asked.trim().toLowerCase();
  if (instrument.languages.includes(language)) return language;
  const details = { language: asked, cycle: cycleOf(instrument), offered: instrument.languages };
  throw new Problem('workbook_language_not_offered', '--language', details);
}

/** Writes a file whose name is read from the working folder. @throws Problem `file_not_written` */
export function writeFile(world: World, file: string, content: string | Uint8Array): void {
  try {
    writeFileSync(resolve(world.workingFolder, file), content);
  } catch (error) {
    throw new Problem('file_not_written', '--out', { file, said: (error as Error).message }, { cause: error });
  }
}
