/** Faults of content, collected so that the author sees all of them at once. */
import { type Fault, Problem, placeOfFault } from '../problem/index.ts';
import type { TextPosition } from './read/place.ts';

/** The content of a fault without its position. */
export type FaultText = { readonly what: string; readonly near?: readonly string[]; readonly correction?: string };

export const faultAt = (
  file: string,
  place: TextPosition | null,
  { what, near = [], correction = '' }: FaultText,
): Fault => ({
  file,
  line: place?.line ?? null,
  column: place?.column ?? null,
  what,
  didYouMean: near,
  correction,
});

/** Sorted by file, line and column, without duplicates. */
export function inOrder(faults: readonly Fault[]): Fault[] {
  const key = (fault: Fault) => `${placeOfFault(fault)} ${fault.what}`;
  const once = [...new Map(faults.map((fault) => [key(fault), fault])).values()];
  return once.sort(
    (a, b) =>
      (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) ||
      (a.line ?? 0) - (b.line ?? 0) ||
      (a.column ?? 0) - (b.column ?? 0),
  );
}

/** Faults on lines without another fault: the owner of a file gives a more specific message than its schema. */
export function unrepeated(faults: readonly Fault[], reported: readonly Fault[]): Fault[] {
  const lineOf = ({ file, line }: Fault) => `${file}:${line}`;
  const lines = new Set(reported.map(lineOf));
  return faults.filter((fault) => !lines.has(lineOf(fault)));
}

/** @throws Problem `content_faulty` if there is any fault */
export function refuseFaults(faults: readonly Fault[]): void {
  const [first, ...others] = inOrder(faults);
  if (first) throw new Problem('content_faulty', placeOfFault(first), { faults: [first, ...others] });
}

/** Converts a problem of content to faults: its `where` is a file, with line and column if known. */
export function faultsOf(problem: Problem): readonly Fault[] {
  if (problem.code === 'content_faulty') return (problem as Problem<'content_faulty'>).details.faults;
  const [, file = problem.where, line, column] = /^(.*?)(?::(\d+))?(?::(\d+))?$/s.exec(problem.where) ?? [];
  const details = problem.details as { near?: readonly string[] };
  const correction = problem.code === 'content_fault' ? (details as { correction: string }).correction : problem.fix;
  const isSaid = /^Did you mean/.test(correction);
  return [
    {
      file,
      line: line === undefined ? null : Number(line),
      column: column === undefined ? null : Number(column),
      what: problem.message,
      didYouMean: details.near ?? [],
      // The correction of some problems is the suggestion itself.
      correction: isSaid && (details.near ?? []).length > 0 ? '' : correction,
    },
  ];
}

/** Runs a function and returns the faults that it throws. Other errors are thrown on. */
export function faultsIn(run: () => unknown): readonly Fault[] {
  try {
    run();
    return [];
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return faultsOf(error);
  }
}
