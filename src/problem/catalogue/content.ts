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
  content_there: {
    status: 409,
    what: (d: { file: string }) => `"${d.file}" is there already. Nothing was written.`,
    fix: (_: object) => 'Give another name, or move what is there out of the way first.',
  },
  translations_unreadable: {
    status: 422,
    what: (d: { file: string; said: string }) => `"${d.file}" is no workbook of translations: ${d.said}.`,
    fix: (_: object) => 'Give a file that "gap texts export" wrote, with its sheets and columns as they were.',
  },
  translations_refused: {
    status: 422,
    what: (d: { file: string; faults: readonly Fault[] }) =>
      [
        `With the translations of "${d.file}" the content would have errors. Nothing was changed:`,
        ...d.faults.map((fault) => `  ${formatFault(fault)}`),
      ].join('\n'),
    fix: (_: object) => 'Correct these translations in the workbook, and import it again.',
  },
  content_missing: {
    status: 500,
    what: (d: { folder: string }) =>
      `The folder "${d.folder}" contains no content: no questionnaires/, pipelines/, dashboards/ or texts/.`,
    fix: (_: object) => 'Correct GAP_CONTENT, or make a copy of the content there with "gap new content".',
  },
} as const;
