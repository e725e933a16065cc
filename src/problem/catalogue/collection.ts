import { listed, type ProblemSentences } from '../sentence.ts';

/** What can go wrong with a cycle, the countries invited to it, and the data folder that contains it. */
export const collectionProblems = {
  cycle_unknown: {
    status: 404,
    what: (d: { cycle: string; open: readonly string[] }) => `No cycle "${d.cycle}" is open here.`,
    fix: (d: { cycle: string; open: readonly string[] }) =>
      d.open.length > 0 ? `Open cycles: ${listed(d.open)}.` : `Open it first: "gap cycle open ${d.cycle} --all".`,
    onPage: { fix: (_: object) => 'Choose an open cycle.' },
  },
  cycle_open_already: {
    status: 409,
    what: (d: { cycle: string; on: string }) => `The cycle ${d.cycle} was opened on ${d.on.slice(0, 10)}.`,
    fix: (d: { cycle: string }) =>
      `To invite more countries, name them with "--countries". To change the due date, run "gap cycle extend ${d.cycle} --until DATE".`,
  },
  country_unknown: {
    status: 422,
    what: (d: { countries: readonly string[]; kind: string }) =>
      `The list of countries of this installation does not contain ${listed(d.countries)}.`,
    also: (d: { kind: string }) =>
      d.kind === 'illustrative'
        ? 'This data folder is for fictional States.'
        : 'This data folder is for real countries.',
    fix: (d: { kind: string }) =>
      d.kind === 'illustrative'
        ? 'Give three-letter codes of fictional States, as in "pipelines/reference/countries.csv".'
        : 'Give three-letter codes of countries (ISO 3166-1).',
    onPage: { fix: (_: object) => 'Choose a country on this page.' },
  },
  folder_kind_differs: {
    status: 409,
    what: (_: { folder: string; given: string }) =>
      'Fictional and real answers never share an installation. Nothing was stored.',
    also: (d: { folder: string; given: string }) =>
      `This data folder is for ${d.folder} answers, and the given answers are ${d.given}.`,
    fix: (d: { given: string }) => `Set GAP_DATA to another data folder for ${d.given} answers.`,
    onPage: {
      what: (_: object) => 'Fictional and real answers never share an installation. The file was deleted.',
      fix: (_: object) => 'Upload it to an installation for this kind of data.',
    },
  },
  folder_not_made: {
    status: 409,
    what: (_: object) =>
      'This data folder is empty, so it is not known whether it is for real or for illustrative answers.',
    fix: (_: object) => 'Open a cycle first with "gap cycle open"; add "--illustrative" for fictional States.',
  },
  instrument_changed: {
    status: 500,
    what: (d: { cycle: string; folder: string; changes: readonly string[]; more: number }) =>
      `What the questionnaire asks or scores was changed after ${d.cycle} opened, so workbooks of this cycle cannot be read or issued now. Uploaded files are kept.`,
    also: (d: { cycle: string; folder: string; changes: readonly string[]; more: number }) =>
      d.changes.length === 0
        ? `The files in "${d.folder}" are not those with which an earlier version of this software opened ${d.cycle}.`
        : [
            `Changed in "${d.folder}":`,
            ...d.changes.map((change) => `  ${change}`),
            ...(d.more > 0 ? [`  and ${d.more} more`] : []),
          ].join('\n'),
    fix: (d: { folder: string; changes: readonly string[] }) =>
      d.changes.length === 0
        ? `Restore "${d.folder}" as it was, then start the server or run a command once. Texts can be corrected after that.`
        : `Undo these changes in "${d.folder}". To ask or score something else, add a new version in a folder of its own. Labels, help and translations can be corrected at any time.`,
    onPage: {
      fix: (_: object) => 'Contact the secretariat. The operator of the server must undo the change.',
    },
  },
  file_unreadable: {
    status: 400,
    what: (d: { file: string }) => `The file "${d.file}" cannot be read.`,
    fix: (_: object) => 'Check its name and your permission to read it.',
  },
} as const satisfies Readonly<Record<string, ProblemSentences>>;
