/** What can go wrong between a country's workbook and its acceptance. */
export const collectionProblems = {
  not_allowed: {
    status: 403,
    what: (d: { action: string; role: string }) =>
      `You do not have permission to do this (${d.action}) with the role "${d.role}".`,
    fix: (_: object) => 'Ask the secretariat to do it, or to change your role.',
  },
  upload_too_large: {
    status: 413,
    what: (d: { size: number; limit: number }) =>
      `The file exceeds the size limit for uploads. It was not kept: it has ${Math.ceil(d.size / 1_000_000)} MB, and the limit is ${Math.floor(d.limit / 1_000_000)} MB.`,
    fix: (_: object) =>
      'Remove pictures and attached files, give links to evidence instead, and upload the file again.',
  },
  submission_accepted: {
    status: 409,
    what: (d: { cycle: string; country: string; revision: number; by: string; on: string }) =>
      `The submission of ${d.country} in ${d.cycle} is accepted (revision ${d.revision}), and no newer revision awaits review. It was accepted by ${d.by} on ${d.on.slice(0, 10)}.`,
    fix: (d: { cycle: string; country: string }) =>
      `Upload a correction as the next revision; to withdraw the acceptance, reopen the submission, on its page or with gap submission reopen ${d.cycle} ${d.country} --reason TEXT.`,
  },
  submission_begun: {
    status: 409,
    what: (d: { cycle: string; country: string; files: number }) =>
      `${d.country} has already sent ${d.files === 1 ? 'a file' : `${d.files} files`} for ${d.cycle}, so its invitation cannot be withdrawn.`,
    fix: (d: { cycle: string; country: string }) =>
      `A revision that is not accepted is withdrawn with gap submission withdraw ${d.cycle} ${d.country} --revision N, an acceptance with gap submission reopen. Published answers are taken out with gap release withdraw --country ${d.country} --cycle ${d.cycle} --reason TEXT.`,
  },
  submission_step: {
    status: 409,
    what: (d: { cycle: string; country: string; step: string; state: string }) =>
      `This step is not possible now for the submission of ${d.country} in ${d.cycle}: "${d.step}" with the status "${d.state}".`,
    fix: (_: object) =>
      'Open the submission again. Another person may have changed its status, or no file has been received yet.',
  },
  submission_moved: {
    status: 409,
    what: (d: { cycle: string; country: string; seen: number; newest: number }) =>
      `The submission of ${d.country} in ${d.cycle} has changed. You reviewed revision ${d.seen}; the newest is ${d.newest}.`,
    fix: (d: { newest: number }) => `Review revision ${d.newest}, then decide again.`,
  },
  submission_has_errors: {
    status: 422,
    what: (d: { cycle: string; country: string; revision: number; errors: number }) =>
      `Revision ${d.revision} of ${d.country} has ${d.errors === 1 ? 'one error' : `${d.errors} errors`}; an answer with an error counts as blank (${d.cycle}).`,
    fix: (_: object) => 'Return it to the country, or accept it and give a reason.',
  },
  submission_incomplete: {
    status: 422,
    what: (d: { cycle: string; country: string; revision: number; count: number; missing: string }) =>
      `Revision ${d.revision} of ${d.country} lacks ${d.count === 1 ? 'an answer' : `${d.count} answers`} required for acceptance: ${d.missing} (${d.cycle}).`,
    fix: (_: object) => 'Return it to the country, or accept it with a reason, which is recorded.',
  },
  publication_wider: {
    status: 422,
    what: (d: { cycle: string; country: string; revision: number; count: number; subjects: string; changes: string }) =>
      `Revision ${d.revision} of ${d.country} publishes more than the country has authorised so far: ${d.subjects}. In ${d.cycle}: ${d.changes}.`,
    fix: (_: object) =>
      'Confirm with the country that this is intended. Then confirm it here: tick the box on the page of the submission, or accept with --confirm-wider-publication.',
  },
  reason_missing: {
    status: 422,
    what: (d: { step: string }) => `This step needs a reason: ${d.step}.`,
    fix: (_: object) => 'Write the reason in one sentence. The country can read it.',
  },
  reason_not_acceptable: {
    status: 422,
    what: (d: { answer: string; why: string }) =>
      `${d.answer}: ${
        {
          always_applies: 'this question applies to every country',
          none: 'no reason is given',
          not_listed: 'the reason is not among those accepted for the question',
        }[d.why] ?? 'the newest revision does not state that the question does not apply'
      }. The reason was not accepted.`,
    fix: (_: object) => 'Refuse the reason, or return the submission and ask for an answer or a listed reason.',
  },
  cycle_unknown: {
    status: 404,
    what: (d: { cycle: string; open: readonly string[] }) => `No cycle "${d.cycle}" is open here.`,
    fix: (d: { cycle: string; open: readonly string[] }) =>
      d.open.length > 0 ? `Open cycles: ${d.open.join(', ')}.` : `Open it first: gap cycle open ${d.cycle} --all`,
  },
  cycle_open_already: {
    status: 409,
    what: (d: { cycle: string; on: string }) => `The cycle ${d.cycle} was opened on ${d.on.slice(0, 10)}.`,
    fix: (_: object) => 'No action is needed. To invite more countries, name them with --countries.',
  },
  country_unknown: {
    status: 422,
    what: (d: { countries: readonly string[]; kind: string }) =>
      `${d.countries.length === 1 ? 'This country is' : 'These countries are'} not in the list of this installation: ${d.countries.join(', ')} (${d.kind} countries).`,
    fix: (_: object) => 'Give ISO 3166-1 alpha-3 codes, of the kind that this data folder is for.',
  },
  country_not_invited: {
    status: 404,
    what: (d: { country: string; cycle: string }) => `${d.country} is not invited to ${d.cycle}.`,
    fix: (_: object) => 'Invite the country to the cycle, then upload again.',
  },
  folder_kind_differs: {
    status: 409,
    what: (d: { folder: string; given: string }) =>
      `Fictional and real answers never share an installation. This data folder is for ${d.folder} answers, but the given data are ${d.given}. Nothing was stored.`,
    fix: (d: { folder: string; given: string }) =>
      `Use another data folder (GAP_DATA) for ${d.given} answers: the two never share one.`,
  },
  folder_not_made: {
    status: 409,
    what: (_: object) => 'This data folder is empty: its kind (illustrative or real answers) is not set yet.',
    fix: (_: object) => 'Open a cycle first (gap cycle open …, with --illustrative for fictional answers).',
  },
  instrument_changed: {
    status: 500,
    what: (d: { cycle: string; folder: string; changes: readonly string[]; more: number }) =>
      d.changes.length === 0
        ? `What the questionnaire asks or scores was changed after ${d.cycle} opened, so workbooks cannot be read or issued for it now. The files in ${d.folder} are not those with which an earlier version of this software opened ${d.cycle}.`
        : [
            `What the questionnaire asks or scores was changed after ${d.cycle} opened, so workbooks cannot be read or issued for it now. Changed in ${d.folder}:`,
            ...d.changes.map((change) => `  ${change}`),
            ...(d.more > 0 ? [`  and ${d.more} more`] : []),
          ].join('\n'),
    fix: (d: { folder: string; changes: readonly string[] }) =>
      d.changes.length === 0
        ? `Put ${d.folder} back as it was and start the server or run any command once; texts can be corrected after that. ` +
          'Uploads are kept meanwhile.'
        : `Put this back in ${d.folder}. What is to be asked or scored differently is a new version in a folder of its own; ` +
          'labels, help and translations can be corrected at any time. Uploads are kept meanwhile.',
  },
  upload_unreadable: {
    status: 422,
    what: (d: { file: string }) => `The file "${d.file}" was refused, so no annotated copy is available.`,
    fix: (_: object) => 'See the receipt for what is wrong with the file.',
  },
  upload_not_recordable: {
    status: 409,
    what: (d: { upload: string }) => `This file cannot be recorded as a revision (upload ${d.upload}).`,
    fix: (_: object) => 'See its receipt for the country and cycle of the workbook.',
  },
  nothing_to_remove: {
    status: 409,
    what: (d: { upload: string }) => `None of these answers can be removed (upload ${d.upload}).`,
    fix: (_: object) => 'Open the receipt again: answers that were removed or given again since then are not listed.',
  },
  check_not_possible: {
    status: 503,
    what: (_: { cause: string }) => 'The file could not be checked now. There is no known error in the file.',
    fix: (_: object) => 'Try again in a minute.',
  },
  store_newer: {
    status: 500,
    what: (d: { migration: string }) => `The data was written by a newer version of this software (${d.migration}).`,
    fix: (_: object) => 'Install that version or a later one; an older version cannot read the data.',
  },
  store_unreachable: {
    status: 500,
    what: (d: { store: string }) => `The state store (${d.store}) cannot be opened.`,
    fix: (d: { store: string }) =>
      d.store === 'PostgreSQL'
        ? 'Check that the PostgreSQL server of DATABASE_URL runs, and that its name and password are correct.'
        : 'Check that this path is a folder, that it is writable, and that its disk is not full.',
  },
  store_busy: {
    status: 503,
    what: (d: { seconds: number }) =>
      `The server is busy with other changes, so this was not stored. Another process has been writing to the data folder for ${d.seconds} seconds.`,
    fix: (_: object) => 'Try again in a minute.',
  },
  file_unreadable: {
    status: 400,
    what: (d: { file: string }) => `The file "${d.file}" cannot be read.`,
    fix: (_: object) => 'Check its name and your permission to read it.',
  },
} as const;
