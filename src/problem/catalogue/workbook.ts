/** What can go wrong with workbooks, except errors in their content, which are reported as findings. */
export const workbookProblems = {
  workbook_not_annotated: {
    status: 422,
    what: (d: { reason: string }) => `No annotated copy can be made of this file. ${d.reason}`,
    fix: (_: object) => 'The findings are listed. Correct the file with them, or copy the answers into a new workbook.',
  },
  workbook_country_unknown: {
    status: 404,
    what: (d: { country: string; near: readonly string[] }) => `"${d.country}" is not a country of this installation.`,
    fix: (d: { near: readonly string[] }) =>
      d.near.length > 0
        ? `Did you mean ${d.near.join(' or ')}?`
        : 'Give its three-letter ISO 3166-1 code, as in pipelines/reference/countries.csv.',
  },
  workbook_language_not_offered: {
    status: 404,
    what: (d: { language: string; cycle: string; offered: readonly string[] }) =>
      `This questionnaire is not offered in that language: ${d.cycle} in "${d.language}".`,
    fix: (d: { offered: readonly string[] }) => `Name one of ${d.offered.join(', ')}.`,
  },
  sections_not_chosen: {
    status: 422,
    what: (_: object) => 'You chose "some sections only", but no section is ticked.',
    fix: (_: object) => 'Tick the sections, or choose the complete questionnaire.',
  },
  workbook_section_unknown: {
    status: 404,
    what: (d: { sections: readonly string[]; cycle: string; known: readonly string[] }) =>
      `The questionnaire has no section ${d.sections.join(', ')} (${d.cycle}).`,
    fix: (d: { known: readonly string[] }) => `Name whole, core, or some of ${d.known.join(',')}.`,
  },
  file_there: {
    status: 409,
    what: (d: { file: string }) => `The file "${d.file}" already exists and was not changed.`,
    fix: (_: object) => 'Give another name, or add --replace to overwrite it.',
  },
  file_not_written: {
    status: 500,
    what: (d: { file: string; said: string }) => `The file "${d.file}" could not be written: ${d.said}.`,
    fix: (_: object) => 'Check that its folder exists and is writable.',
  },
} as const;
