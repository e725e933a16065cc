import { counted, type ProblemSentences, worded } from '../sentence.ts';

/** What can go wrong between an upload and its acceptance. */
export const submissionProblems = {
  not_allowed: {
    status: 403,
    what: (_: { action: string; role: string }) => 'You do not have permission to do this.',
    also: (d: { action: string; role: string }) => `The action is "${d.action}" and your role is "${d.role}".`,
    fix: (_: object) => 'Ask the secretariat to do it, or to change your role.',
    onPage: {},
  },
  upload_too_large: {
    status: 413,
    what: (_: { size: number; limit: number }) => 'The file exceeds the size limit for uploads. It was not kept.',
    also: (d: { size: number; limit: number }) =>
      `It has ${Math.ceil(d.size / 1_000_000)} MB, and the limit is ${Math.floor(d.limit / 1_000_000)} MB.`,
    fix: (_: object) =>
      'Remove pictures and attached files, give links to evidence instead, and upload the file again.',
    onPage: {},
  },
  submission_accepted: {
    status: 409,
    what: (d: { cycle: string; country: string; revision: number; by: string; on: string }) =>
      `The submission of ${d.country} in ${d.cycle} is accepted (revision ${d.revision}), and no newer revision awaits review.`,
    also: (d: { by: string; on: string }) => `It was accepted by ${d.by} on ${d.on.slice(0, 10)}.`,
    fix: (d: { cycle: string; country: string }) =>
      `Upload a correction as the next revision. To withdraw the acceptance, run "gap submission reopen ${d.cycle} ${d.country} --reason TEXT".`,
    onPage: {
      fix: (_: object) =>
        'Upload a correction as the next revision. To withdraw the acceptance, reopen the submission and give a reason.',
    },
  },
  submission_begun: {
    status: 409,
    what: (d: { cycle: string; country: string; files: number }) =>
      `${d.country} has already sent ${counted(d.files, { one: 'a file', other: '# files' })} for ${d.cycle}, so its invitation cannot be withdrawn.`,
    fix: (d: { cycle: string; country: string }) =>
      `To withdraw a revision that is not accepted, run "gap submission withdraw ${d.cycle} ${d.country} --revision N". To withdraw an acceptance, run "gap submission reopen ${d.cycle} ${d.country} --reason TEXT". To withdraw published answers, run "gap release withdraw --country ${d.country} --cycle ${d.cycle} --reason TEXT".`,
  },
  submission_step: {
    status: 409,
    what: (d: { cycle: string; country: string; step: string; state: string }) =>
      `This step is not possible now for the submission of ${d.country} in ${d.cycle}.`,
    also: (d: { step: string; state: string }) => `The step is "${d.step}" and the status is "${d.state}".`,
    fix: (_: object) =>
      'Open the submission again. Another person may have changed its status, or no file has been received yet.',
    onPage: {},
  },
  submission_moved: {
    status: 409,
    what: (d: { cycle: string; country: string; seen: number; newest: number }) =>
      `The submission of ${d.country} in ${d.cycle} has changed. You reviewed revision ${d.seen}; the newest is ${d.newest}.`,
    fix: (d: { newest: number }) => `Review revision ${d.newest}, then decide again.`,
    onPage: {},
  },
  submission_decided: {
    status: 409,
    what: (d: { cycle: string; country: string }) =>
      `The submission of ${d.country} in ${d.cycle} has changed since you opened it: another decision was recorded.`,
    fix: (_: object) => 'Review its current status, then decide again.',
    onPage: {},
  },
  submission_has_errors: {
    status: 422,
    what: (d: { cycle: string; country: string; revision: number; errors: number }) =>
      `Revision ${d.revision} of ${d.country} has ${counted(d.errors, { one: 'one error', other: '# errors' })}; an answer with an error counts as blank.`,
    also: (d: { cycle: string }) => `The cycle is ${d.cycle}.`,
    fix: (_: object) => 'Return it to the country, or accept it and give a reason.',
    onPage: {},
  },
  submission_incomplete: {
    status: 422,
    what: (d: { cycle: string; country: string; revision: number; count: number; missing: string }) =>
      `Revision ${d.revision} of ${d.country} lacks ${counted(d.count, { one: 'an answer', other: '# answers' })} required for acceptance: ${d.missing}.`,
    also: (d: { cycle: string }) => `The cycle is ${d.cycle}.`,
    fix: (_: object) => 'Return it to the country, or accept it and give a reason, which is recorded.',
    onPage: {},
  },
  publication_wider: {
    status: 422,
    what: (d: { cycle: string; country: string; revision: number; count: number; subjects: string; changes: string }) =>
      `Revision ${d.revision} of ${d.country} publishes more than the country has authorised so far: ${d.subjects}.`,
    also: (d: { cycle: string; changes: string }) => `In ${d.cycle}: ${d.changes}.`,
    fix: (_: object) =>
      'Confirm with the country that this is intended. Then accept the revision with "--confirm-wider-publication".',
    onPage: {
      fix: (_: object) =>
        'Confirm with the country that this is intended. Then tick the box above the button and accept the revision again.',
    },
  },
  reason_missing: {
    status: 422,
    what: (_: { step: string }) => 'This step needs a reason.',
    also: (d: { step: string }) => `The step is "${d.step}".`,
    fix: (_: object) => 'Write the reason in one sentence. The country can read it.',
    onPage: {},
  },
  reason_not_acceptable: {
    status: 422,
    what: (d: { answer: string; why: string }) =>
      `${d.answer}: ${worded(d.why, {
        always_applies: 'this question applies to every country',
        none: 'no reason is given',
        not_listed: 'the reason is not among those accepted for the question',
        other: 'the newest revision does not state that the question does not apply',
      })}. The reason was not accepted.`,
    fix: (_: object) => 'Refuse the reason, or return the submission and ask for an answer or a listed reason.',
    onPage: {},
  },
  upload_unreadable: {
    status: 422,
    what: (d: { file: string }) => `The file "${d.file}" was refused, so no annotated copy is available.`,
    fix: (_: object) => 'See the receipt for what is wrong with the file.',
    onPage: {},
  },
  upload_not_recordable: {
    status: 409,
    what: (_: { upload: string }) => 'This file cannot be recorded as a revision.',
    also: (d: { upload: string }) => `The upload is ${d.upload}.`,
    fix: (_: object) => 'See its receipt for the country and cycle of the workbook.',
    onPage: {},
  },
  nothing_to_remove: {
    status: 409,
    what: (_: { upload: string }) => 'None of these answers can be removed.',
    also: (d: { upload: string }) => `The upload is ${d.upload}.`,
    fix: (_: object) =>
      'Open the receipt again. It does not list answers that were removed or given again since you opened it.',
    onPage: {},
  },
  check_not_possible: {
    status: 503,
    what: (_: { cause: string }) => 'The file could not be checked now. There is no known error in the file.',
    fix: (_: object) => 'Try again in a minute.',
    onPage: {},
  },
} as const satisfies Readonly<Record<string, ProblemSentences>>;
