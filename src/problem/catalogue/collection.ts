/** What can go wrong between a country's workbook and its acceptance. */
export const collectionProblems = {
  not_allowed: {
    status: 403,
    what: (d: { action: string; role: string }) => `A person with the role "${d.role}" may not do this (${d.action}).`,
    fix: (_: object) => 'Ask the secretariat to do it, or to change your role.',
  },
  upload_too_large: {
    status: 413,
    what: (d: { size: number; limit: number }) =>
      `The file has ${Math.ceil(d.size / 1_000_000)} MB; the limit is ${Math.floor(d.limit / 1_000_000)} MB. It was not stored.`,
    fix: (_: object) => 'Take out pictures and attached files, give links to evidence instead, and upload it again.',
  },
  submission_accepted: {
    status: 409,
    what: (d: { cycle: string; country: string; revision: number; by: string; on: string }) =>
      `The submission of ${d.country} in ${d.cycle} is accepted: revision ${d.revision}, by ${d.by} on ${d.on.slice(0, 10)}. No newer one waits.`,
    fix: (d: { cycle: string; country: string }) =>
      `Upload a correction as the next revision; to withdraw the acceptance, reopen the submission, on its page or with gap submission reopen ${d.cycle} ${d.country} --reason TEXT.`,
  },
  submission_step: {
    status: 409,
    what: (d: { cycle: string; country: string; step: string; state: string }) =>
      `The submission of ${d.country} in ${d.cycle} is in the state "${d.state}", from which the step "${d.step}" cannot be taken.`,
    fix: (_: object) => 'Look at the submission again: somebody may have moved it on, or nothing was uploaded yet.',
  },
  submission_moved: {
    status: 409,
    what: (d: { cycle: string; country: string; seen: number; newest: number }) =>
      `The submission of ${d.country} in ${d.cycle} has moved on: you looked at revision ${d.seen}, the newest is ${d.newest}.`,
    fix: (d: { newest: number }) => `Look at revision ${d.newest}, then decide again.`,
  },
  submission_has_errors: {
    status: 422,
    what: (d: { cycle: string; country: string; revision: number; errors: number }) =>
      `Revision ${d.revision} of ${d.country} in ${d.cycle} has ${d.errors} errors; those answers count as blank.`,
    fix: (_: object) => 'Return it to the country, or accept it and give a reason.',
  },
  submission_incomplete: {
    status: 422,
    what: (d: { cycle: string; country: string; revision: number; count: number; missing: string }) =>
      `Revision ${d.revision} of ${d.country} in ${d.cycle} lacks ${d.count === 1 ? 'an answer' : `${d.count} answers`} that acceptance requires: ${d.missing}.`,
    fix: (_: object) => 'Return it to the country, or accept it with a reason, which is recorded.',
  },
  publication_wider: {
    status: 422,
    what: (d: { cycle: string; country: string; revision: number; count: number; subjects: string; changes: string }) =>
      `Revision ${d.revision} of ${d.country} in ${d.cycle} publishes more than the country has allowed so far: ${d.changes}.`,
    fix: (_: object) =>
      'Check with the country that it means this. Then confirm it: tick the box on the page of the submission, or accept with --confirm-wider-publication.',
  },
  reason_missing: {
    status: 422,
    what: (d: { step: string }) => `The step "${d.step}" needs a reason.`,
    fix: (_: object) => 'Write in a sentence why; the country reads it.',
  },
  reason_not_acceptable: {
    status: 422,
    what: (d: { answer: string; why: string }) =>
      `${d.answer}: ${
        {
          always_applies: 'this question applies to every country, so "does not apply" counts as missing',
          none: 'no reason is given, so "does not apply" counts as missing',
          not_listed: 'the reason is none of those that the question accepts',
        }[d.why] ?? 'the newest revision does not say that it does not apply'
      }.`,
    fix: (_: object) => 'Refuse the reason, or return the submission and ask for an answer or a listed reason.',
  },
  cycle_unknown: {
    status: 404,
    what: (d: { cycle: string; open: readonly string[] }) => `No cycle "${d.cycle}" is open in this data folder.`,
    fix: (d: { cycle: string; open: readonly string[] }) =>
      d.open.length > 0 ? `Open are: ${d.open.join(', ')}.` : `Open it first: gap cycle open ${d.cycle}`,
  },
  cycle_open_already: {
    status: 409,
    what: (d: { cycle: string; on: string }) => `The cycle ${d.cycle} was opened on ${d.on.slice(0, 10)}.`,
    fix: (_: object) => 'Nothing needs to be done; to invite more countries, name them with --countries.',
  },
  country_unknown: {
    status: 422,
    what: (d: { countries: readonly string[]; kind: string }) =>
      `Not in the list of ${d.kind} countries: ${d.countries.join(', ')}.`,
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
      `This data folder is for ${d.folder} answers, and what was given is ${d.given}. Nothing of it was kept.`,
    fix: (d: { folder: string; given: string }) =>
      `Use another data folder (GAP_DATA) for ${d.given} answers: the two never share one.`,
  },
  folder_not_made: {
    status: 409,
    what: (_: object) =>
      'This data folder is empty: it does not say yet whether it is for illustrative or real answers.',
    fix: (_: object) => 'Open a cycle first (gap cycle open …, with --illustrative for invented answers).',
  },
  instrument_changed: {
    status: 500,
    what: (d: { cycle: string; folder: string }) =>
      `The files in ${d.folder} are not those with which ${d.cycle} was opened. The upload is stored and not yet read.`,
    fix: (d: { folder: string }) =>
      `Put ${d.folder} back to what it was; a changed questionnaire is a new version in a folder of its own.`,
  },
  upload_unreadable: {
    status: 422,
    what: (d: { file: string }) => `The file "${d.file}" was refused, so there is no annotated copy of it.`,
    fix: (_: object) => 'Read the receipt: it says what is wrong with the file.',
  },
  upload_not_recordable: {
    status: 409,
    what: (d: { upload: string }) => `The upload ${d.upload} cannot be recorded as a revision.`,
    fix: (_: object) => 'Read its receipt: it says for which country and cycle the workbook is.',
  },
  nothing_to_remove: {
    status: 409,
    what: (d: { upload: string }) => `None of these answers can be removed for the upload ${d.upload}.`,
    fix: (_: object) => 'Open its receipt again: an answer that was removed or given again since is not listed there.',
  },
  check_not_possible: {
    status: 503,
    what: (_: { cause: string }) => 'The file could not be checked now. Nothing is known to be wrong with it.',
    fix: (_: object) => 'Try again in a minute.',
  },
  store_newer: {
    status: 500,
    what: (d: { migration: string }) => `The data was written by a newer version of this software (${d.migration}).`,
    fix: (_: object) => 'Install that version or a later one; an older one would not understand the data.',
  },
  store_unreachable: {
    status: 500,
    what: (d: { store: string }) => `The state store (${d.store}) cannot be opened.`,
    fix: (d: { store: string }) =>
      d.store === 'PostgreSQL'
        ? 'See that the PostgreSQL server of DATABASE_URL runs, and that its name and password are right.'
        : 'See that this folder is one, that you may write to it, and that its disk is not full.',
  },
  store_busy: {
    status: 503,
    what: (d: { seconds: number }) => `Another process has been writing to the data folder for ${d.seconds} seconds.`,
    fix: (_: object) => 'Wait for it to end, then try again; nothing was changed.',
  },
  file_unreadable: {
    status: 400,
    what: (d: { file: string }) => `The file "${d.file}" cannot be read.`,
    fix: (_: object) => 'Check its name and that you may read it.',
  },
} as const;
