/**
 * The exit codes of commands. Codes from 64 are those of sysexits.h, so that a failure is never taken for a finding.
 * docs/commands.md has this table.
 */
import type { Problem, ProblemCode } from '../problem/index.ts';

export const exitCodes = { done: 0, found: 1, refused: 2, usage: 64, noInput: 66, failed: 70, notWritten: 73 } as const;

type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Meaning of each code, for the documentation. */
export const exitCodeMeanings: Readonly<Record<ExitCode, string>> = {
  0: 'done',
  1: 'findings, or a rule refuses it; the output or the error stream states what is wrong, where, and how to correct it',
  2: 'of `gap workbook check`: a file is refused, or is no workbook of this product',
  64: 'the command line is wrong: an unknown command or option, an option given twice, a missing value',
  66: 'a file or data folder that the command reads does not exist or cannot be read',
  70: 'a failure of the software, its content, its settings or the machine: the command has no result',
  73: 'a file, or the output, cannot be written',
};

/** Problems whose exit code does not follow from their status. */
const ofProblems: Readonly<Partial<Record<ProblemCode, ExitCode>>> = {
  // Only another command line avoids these problems.
  usage: exitCodes.usage,
  file_there: exitCodes.usage,
  content_there: exitCodes.usage,
  workbook_language_not_offered: exitCodes.usage,
  file_unreadable: exitCodes.noInput,
  store_missing: exitCodes.noInput,
  store_empty: exitCodes.noInput,
  file_not_written: exitCodes.notWritten,
};

export const exitCode = ({ code, status }: Problem): ExitCode =>
  ofProblems[code] ?? (status >= 500 ? exitCodes.failed : exitCodes.found);
