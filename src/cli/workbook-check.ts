/** `gap workbook check`: what a workbook says and what is wrong with it, for any file, without a data folder. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Problem } from '../problem/index.ts';
import { type CheckedWorkbook, openChecker, unreadableFile } from '../workbook/index.ts';
import type { Command, World } from './world.ts';

export const command: Command = {
  name: 'workbook check',
  summary: 'check workbooks: every finding at once, and how to mend it',
  usage: `gap workbook check FILE… [--json] [--language LANGUAGE] [--annotate FOLDER]

  --json      one object for one file, a list of them for several
  --language  of the sentences; that of the workbook where it is left out
  --annotate  folder for a copy of each file with its findings marked in it

Exit code: 0 clean or warnings, 1 errors in answers, 2 refused or no workbook of ours.`,
  run: async (args, world) => {
    const { values, positionals: files } = readLine(args);
    const checker = openChecker({ contentRoot: world.contentRoot, report: (failure) => world.err(`${failure}\n`) });
    const language = values.language ?? null;
    try {
      const results = await Promise.all(
        files.map(async (file) => {
          const bytes = readBytes(resolve(world.workingFolder, file));
          if (bytes instanceof Error) {
            return { file, checked: unreadableFile(world.contentRoot, { file, error: bytes, language }) };
          }
          const checked = await checker.check(bytes, { language });
          if (values.annotate && checked.outcome !== 'refused') {
            const folder = resolve(world.workingFolder, values.annotate);
            mkdirSync(folder, { recursive: true });
            writeFileSync(join(folder, basename(file)), await checker.annotate(bytes, { language }));
          }
          return { file, checked };
        }),
      );
      tell(results, values.json === true, world);
      return Math.max(...results.map(({ checked }) => exitCodes[checked.outcome]));
    } finally {
      checker.close();
    }
  },
};

const exitCodes = { clean: 0, warnings: 0, errors: 1, refused: 2 } as const;

type Result = { readonly file: string; readonly checked: CheckedWorkbook };

function readLine(args: readonly string[]) {
  const string = { type: 'string' } as const;
  const options = { json: { type: 'boolean' }, language: string, annotate: string } as const;
  try {
    const line = parseArgs({ args: [...args], options, allowPositionals: true });
    if (line.positionals.length > 0) return line;
  } catch (error) {
    throw new Problem('usage', 'command line', { said: (error as Error).message, help: command.usage });
  }
  throw new Problem('usage', 'command line', { said: 'No file is named.', help: command.usage });
}

function readBytes(path: string): Uint8Array | Error {
  try {
    return readFileSync(path);
  } catch (error) {
    return error as Error;
  }
}

function tell(results: readonly Result[], json: boolean, world: World): void {
  if (json) {
    const objects = results.map(jsonOf);
    world.out(`${JSON.stringify(objects.length === 1 ? objects[0] : objects, null, 2)}\n`);
    return;
  }
  for (const { file, checked } of results) {
    const { identity, counts, told } = checked;
    world.out(`${file}: ${checked.outcome}\n`);
    if (identity.instrument) {
      world.out(
        `  ${identity.cycle ?? identity.instrument}, ${identity.country ?? '?'}, ${identity.language ?? '?'}: `,
      );
      world.out(
        `${counts.answered} of ${counts.questions} questions answered, ${counts.not_applicable} do not apply, `,
      );
      world.out(`${counts.not_known} not known, ${counts.not_released} not released, ${counts.blank} blank\n`);
    }
    for (const { severity, sheet, cell, question, message, fix } of told) {
      const place = [sheet, cell, question && `(${question})`].filter(Boolean).join(' ');
      world.out(`  ${severity}${place ? ` at ${place}` : ''}: ${message} ${fix}\n`);
    }
  }
}

function jsonOf({ file, checked }: Result) {
  const { identity, counts, answers, told } = checked;
  return {
    file,
    outcome: checked.outcome,
    identity,
    counts,
    answers: answers.map(({ part, raw: _, note: __, ...answer }) => (part === null ? answer : { ...answer, part })),
    findings: told.map(({ code, severity, sheet, cell, question, message, fix }) => ({
      code,
      severity,
      sheet,
      cell,
      question,
      message,
      fix,
    })),
  };
}
