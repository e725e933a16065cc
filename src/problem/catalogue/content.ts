/** What is wrong with files of content, whatever their kind. */
import { didYouMean, type Fault, formatFault } from '../fault.ts';
import { counted, type ProblemSentences } from '../sentence.ts';

export const contentProblems = {
  content_faulty: {
    status: 500,
    what: (d: { faults: readonly Fault[] }) =>
      [
        `The content has ${counted(d.faults.length, { one: 'an error', other: '# errors' })}:`,
        ...d.faults.map((fault) => `  ${formatFault(fault)}`),
      ].join('\n'),
    fix: (_: object) => 'Correct the lines listed above. "gap check" lists all errors of the content.',
  },
  content_fault: {
    status: 500,
    what: (d: { what: string; near: readonly string[]; correction: string }) => d.what,
    fix: (d: { near: readonly string[]; correction: string }) =>
      [didYouMean(d.near), d.correction].filter(Boolean).join(' '),
  },
  content_there: {
    status: 409,
    what: (d: { file: string }) => `"${d.file}" already exists. Nothing was written.`,
    fix: (_: object) => 'Give another name, or move the existing file or folder first.',
  },
  translations_unreadable: {
    status: 422,
    what: (d: { file: string; reason: string }) => `"${d.file}" is not a workbook of translations: ${d.reason}.`,
    fix: (_: object) => 'Give a file written by "gap texts export", and keep its sheets and columns.',
  },
  translations_refused: {
    status: 422,
    what: (d: { file: string; faults: readonly Fault[] }) =>
      [
        `With the translations in "${d.file}" the content would have errors. Nothing was changed:`,
        ...d.faults.map((fault) => `  ${formatFault(fault)}`),
      ].join('\n'),
    fix: (_: object) => 'Correct these translations in the workbook, and import it again.',
  },
  content_missing: {
    status: 500,
    what: (d: { folder: string }) =>
      `The folder "${d.folder}" contains no content: it has no "questionnaires", "pipelines", "dashboards" or "texts".`,
    fix: (_: object) => 'Correct GAP_CONTENT, or copy the content to that folder with "gap new content".',
  },
} as const satisfies Readonly<Record<string, ProblemSentences>>;
