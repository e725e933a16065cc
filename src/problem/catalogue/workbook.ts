/** What can go wrong with workbooks, except errors in their content, which are reported as findings. */
import { listed, type ProblemSentences } from '../sentence.ts';

export const workbookProblems = {
  workbook_not_annotated: {
    status: 422,
    what: (_: { reason: string }) => 'No annotated copy can be made of this file.',
    also: (d: { reason: string }) => d.reason,
    fix: (_: object) => 'Correct the file with the findings above, or copy the answers into a new workbook.',
    onPage: {
      fix: (_: object) =>
        'The receipt lists the findings. Correct your file with them, or copy the answers into a new workbook.',
    },
  },
  workbook_country_unknown: {
    status: 404,
    what: (d: { country: string; near: readonly string[] }) => `"${d.country}" is not a country of this installation.`,
    fix: (d: { near: readonly string[] }) =>
      d.near.length > 0
        ? `Did you mean ${listed(d.near, ' or ')}?`
        : 'Give its three-letter code (ISO 3166-1), as in "pipelines/reference/countries.csv".',
    onPage: { fix: (_: object) => 'Choose a country on this page.' },
  },
  workbook_language_not_offered: {
    status: 404,
    what: (_: { language: string; cycle: string; offered: readonly string[] }) =>
      'This questionnaire is not offered in that language.',
    also: (d: { language: string; cycle: string }) => `The cycle is ${d.cycle} and the language "${d.language}".`,
    fix: (d: { offered: readonly string[] }) => `Choose one of these languages: ${listed(d.offered)}.`,
    onPage: { fix: (_: object) => 'Choose a language on this page.' },
  },
  sections_not_chosen: {
    status: 422,
    what: (_: object) => 'You chose "some sections only", but no section is ticked.',
    fix: (_: object) => 'Tick the sections, or choose the complete questionnaire.',
    onPage: {},
  },
  workbook_section_unknown: {
    status: 404,
    what: (d: { sections: readonly string[]; cycle: string; known: readonly string[] }) =>
      `The questionnaire has no section ${listed(d.sections)}.`,
    also: (d: { cycle: string }) => `The cycle is ${d.cycle}.`,
    fix: (d: { known: readonly string[] }) =>
      `Give "whole", "core", or some of its sections, separated by commas: "${listed(d.known, ',')}".`,
    onPage: { fix: (_: object) => 'Choose sections on this page.' },
  },
  file_there: {
    status: 409,
    what: (d: { file: string }) => `The file "${d.file}" already exists and was not changed.`,
    fix: (_: object) => 'Give another name, or add "--replace" to overwrite it.',
  },
  file_not_written: {
    status: 500,
    what: (d: { file: string; reason: string; correction: string }) =>
      `The file "${d.file}" could not be written: ${d.reason}.`,
    fix: (d: { correction: string }) => d.correction,
  },
} as const satisfies Readonly<Record<string, ProblemSentences>>;
