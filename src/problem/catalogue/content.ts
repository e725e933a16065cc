/** What is wrong with files of content, whatever their kind. */
import { didYouMean, type Fault, formatFault } from '../fault.ts';

export const contentProblems = {
  content_faulty: {
    status: 500,
    what: (d: { faults: readonly Fault[] }) =>
      [
        `The content has ${d.faults.length === 1 ? 'an error' : `${d.faults.length} errors`}:`,
        ...d.faults.map((fault) => `  ${formatFault(fault)}`),
      ].join('\n'),
    fix: (_: object) => 'Correct the lines listed above; "gap check" lists all errors of the content.',
  },
  content_fault: {
    status: 500,
    what: (d: { what: string; near: readonly string[]; correction: string }) => d.what,
    fix: (d: { near: readonly string[]; correction: string }) =>
      [didYouMean(d.near), d.correction].filter(Boolean).join(' '),
  },
} as const;
