/** `gap workbook check`: identity and findings of any workbook file, without a data folder. */
import { Buffer } from 'node:buffer';
import { closeSync, existsSync, mkdirSync, openSync, readSync, writeFileSync } from 'node:fs';
import { basename, extname, join, resolve } from 'node:path';
import { Problem } from '../../problem/index.ts';
import {
  type CheckedWorkbook,
  type Checker,
  checkerLimits,
  findingsCsv,
  guardLimits,
  openChecker,
  unreadableFile,
} from '../../workbook/index.ts';
import { demandFree, notWritten, writeFile } from '../files.ts';
import { offeredLanguage } from '../language.ts';
import { readLine } from '../line.ts';
import type { Command, World } from '../world.ts';

export const command: Command = {
  name: 'workbook check',
  usage: `gap workbook check FILE… [--csv FILE] [--annotate FOLDER] [--language LANGUAGE] [--replace]

  --csv       file for the table of findings
  --annotate  folder for annotated copies, named NAME-findings.xlsx; no copy overwrites another
  --language  language of the sentences; default: that of the workbook
  --replace   overwrite the file of --csv if it exists

Exit code: 0 no findings or only warnings, 1 errors in answers, 2 refused or not a workbook of this product;
for several files, the highest.`,
  json: {
    identity: 'that of `files` if one file was given, otherwise null; so are the next three',
    counts: 'the same',
    answers: 'the same',
    findings: 'the same',
    files:
      'a list in the order of the arguments: `file`; `outcome` (`clean`, `warnings`, `errors`, `refused`); `identity`, as stated in the workbook; `counts` of questions; `answers`, each with `question`, `state`, `value` and its remarks; `findings`, each with `code`, `severity`, `sheet`, `cell`, `question`, `message`, `fix`',
  },
  run: async (args, world) => {
    const {
      options: values,
      flags,
      places: files,
    } = readLine(command, args, {
      optional: ['csv', 'annotate', 'language'],
      flags: ['replace'],
      places: { least: 1, most: Number.POSITIVE_INFINITY, are: 'a file' },
    });
    const language = values.language === undefined ? null : offeredLanguage(world, command, values.language);
    const csv = values.csv ? { where: '--csv', file: values.csv, replace: flags.has('replace') } : null;
    if (csv) demandFree(world, csv);
    const copies = values.annotate ? openCopies(world, values.annotate) : null;
    const checker = openChecker({ contentRoot: world.contentRoot, report: (failure) => world.err(`${failure}\n`) });
    try {
      const results = await inTurn(files, checkerLimits.children, (file) =>
        checkFile(file, { world, checker, language, copies }),
      );
      printResults(results, world);
      world.writeJson?.(reportOf(results.map(jsonOf)));
      if (csv) {
        const reported = results.flatMap(({ file, checked }) =>
          checked.reported.map((finding) => ({ ...finding, file })),
        );
        writeFile(world, csv, findingsCsv(reported));
      }
      // Only now: a copy that cannot be made or written takes no findings away, neither its own nor those of other files.
      const failures = results.filter(({ failure }) => failure !== null);
      for (const { file, failure } of failures) world.err(`${file}: ${failure!.message}\n`);
      if (failures.length > 0) throw failures[0]!.failure!;
      return Math.max(...results.map(({ checked }) => exitCodes[checked.outcome]));
    } finally {
      checker.close();
    }
  },
};

const exitCodes = { clean: 0, warnings: 0, errors: 1, refused: 2 } as const;

type Result = {
  readonly file: string;
  readonly checked: CheckedWorkbook;
  /** Why there is no annotated copy although one was asked for. */
  readonly failure: Problem | null;
};
type Copies = (file: string, bytes: Uint8Array) => void;
type Work = { world: World; checker: Checker; language: string | null; copies: Copies | null };

/** Processes any number of files, a few at a time; results are in the order of the files. */
async function inTurn<Done>(
  files: readonly string[],
  atOnce: number,
  work: (file: string) => Promise<Done>,
): Promise<Done[]> {
  const done: Done[] = [];
  const left = [...files.entries()];
  const worker = async () => {
    for (let next = left.shift(); next; next = left.shift()) done[next[0]] = await work(next[1]);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return done;
}

async function checkFile(file: string, { world, checker, language, copies }: Work): Promise<Result> {
  const bytes = readBytes(resolve(world.workingFolder, file));
  if (bytes instanceof Error) {
    return { file, checked: unreadableFile(world.contentRoot, { file, error: bytes, language }), failure: null };
  }
  const checked = await checker.check(bytes, { language, name: basename(file) });
  if (!copies || checked.outcome === 'refused') return { file, checked, failure: null };
  try {
    copies(file, await checker.annotate(bytes, { language }));
    return { file, checked, failure: null };
  } catch (error) {
    if (error instanceof Problem) return { file, checked, failure: error };
    throw error;
  }
}

/** One byte more than the limit shows that a file is too large, so no more is read. */
function readBytes(path: string): Uint8Array | Error {
  let file: number | null = null;
  try {
    file = openSync(path, 'r');
    const chunks: Buffer[] = [];
    let left = guardLimits.file + 1;
    while (left > 0) {
      const chunk = Buffer.alloc(Math.min(left, chunkSize));
      const length = readSync(file, chunk);
      if (length === 0) break;
      chunks.push(chunk.subarray(0, length));
      left -= length;
    }
    return Buffer.concat(chunks);
  } catch (error) {
    return error as Error;
  } finally {
    if (file !== null) closeSync(file);
  }
}

const chunkSize = 1024 * 1024;

/** Copies never overwrite an existing file, nor each other. */
function openCopies(world: World, folder: string): Copies {
  const path = resolve(world.workingFolder, folder);
  const file = (name: string, number: number) => join(path, `${name}-findings${number > 1 ? `-${number}` : ''}.xlsx`);
  return (of, bytes) => {
    const name = basename(of, extname(of));
    let number = 1;
    while (existsSync(file(name, number))) number += 1;
    try {
      mkdirSync(path, { recursive: true });
      writeFileSync(file(name, number), bytes, { flag: 'wx' });
    } catch (error) {
      throw notWritten('--annotate', file(name, number), error);
    }
  };
}

function printResults(results: readonly Result[], world: World): void {
  for (const { file, checked } of results) {
    const { identity, counts, reported } = checked;
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
    for (const { severity, sheet, cell, question, message, fix } of reported) {
      const place = [sheet, cell, question && `(${question})`].filter(Boolean).join(' ');
      world.out(`  ${severity}${place ? ` at ${place}` : ''}: ${message} ${fix}\n`);
    }
  }
}

/** The object of one file has its members itself, so that a program that checks one file needs no list. */
function reportOf(files: readonly ReturnType<typeof jsonOf>[]) {
  const [only] = files.length === 1 ? files : [];
  const { identity = null, counts = null, answers = null, findings = null } = only ?? {};
  return { identity, counts, answers, findings, files };
}

function jsonOf({ file, checked }: Result) {
  const { identity, counts, answers, reported } = checked;
  return {
    file,
    outcome: checked.outcome,
    identity,
    counts,
    answers: answers.map(({ part, raw: _, note: __, ...answer }) => (part === null ? answer : { ...answer, part })),
    findings: reported.map(({ code, severity, sheet, cell, question, message, fix }) => ({
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
