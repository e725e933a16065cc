/** What can go wrong with countries, treaty facts, boundaries and reports of support. */
import { didYouMean } from '../fault.ts';
import { counted, type ProblemSentences, quoted } from '../sentence.ts';
export const referenceProblems = {
  reference_wrong: {
    status: 422,
    what: (d: { faults: readonly string[] }) =>
      `The table has ${counted(d.faults.length, { one: 'an error', other: '# errors' })}, so nothing was changed. ${d.faults.slice(0, 20).join(' ')}${d.faults.length > 20 ? ` And ${d.faults.length - 20} more.` : ''}`,
    fix: (_: object) => 'Correct these lines, then import the file again.',
  },
  reference_columns: {
    status: 422,
    what: (d: { missing: readonly string[]; found: readonly string[] }) =>
      `The table has no column ${quoted(d.missing)}. Its columns are: ${quoted(d.found) || 'none'}.`,
    fix: (_: object) =>
      'Write the names of the columns in the first line as in "pipelines/reference", separated by commas, in UTF-8.',
  },
  support_file_refused: {
    status: 422,
    what: (d: { reason: string }) => `The file cannot be imported: ${d.reason}.`,
    fix: (_: object) =>
      'Import an IATI activity file of version 2.01 to 2.03 (XML, UTF-8, without a document type), or a table with the columns of "pipelines/reference/projects.csv".',
  },
  support_code_taken: {
    status: 409,
    what: (d: { report: string; source: string }) =>
      `The source "${d.source}" has another activity with the code "${d.report}".`,
    also: (_: object) => 'Nothing was imported.',
    fix: (_: object) =>
      'Give the activity a code of its own, or, if this is a newer version of the same table, name that source with "--source".',
  },
  support_report_unknown: {
    status: 404,
    what: (d: { report: string; near: readonly string[] }) => `No source of support has the report "${d.report}".`,
    fix: (d: { near: readonly string[] }) =>
      didYouMean(d.near) || '"gap support list" and "gap support candidates" show the codes of the reports.',
    onPage: {
      fix: (_: object) =>
        'Open the page again. The source may have been removed, or a country may have changed its answer.',
    },
  },
  support_pair_same: {
    status: 422,
    what: (_: { report: string }) => 'A decision is about two different reports.',
    also: (d: { report: string }) => `"${d.report}" was given twice.`,
    fix: (_: object) => 'Give two reports from "gap support candidates".',
    onPage: { fix: (_: object) => 'Open the page again and decide on a pair that it shows.' },
  },
  support_kinds_differ: {
    status: 409,
    what: (_: { report: string; other: string }) =>
      'One of the two reports is real and the other illustrative, so they cannot be one activity.',
    also: (d: { report: string; other: string }) => `The reports are "${d.report}" and "${d.other}".`,
    fix: (_: object) => 'Keep the two reports apart, or correct the source.',
    onPage: {},
  },
} as const satisfies Readonly<Record<string, ProblemSentences>>;
