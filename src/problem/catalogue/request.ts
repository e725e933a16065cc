import { listed, type ProblemSentences } from '../sentence.ts';

/** What can be wrong with a request to the server. */
export const requestProblems = {
  host_foreign: {
    status: 403,
    what: (d: { host: string }) => `This server does not answer for the address "${d.host}".`,
    fix: (_: object) =>
      'Open the address that the secretariat gave you. On the computer of the server, open the address that "gap serve" shows.',
    onPage: {},
  },
  origin_foreign: {
    status: 403,
    what: (_: object) => 'The request comes from another site, so nothing was changed.',
    fix: (_: object) => 'Open the page on this site and submit the form there.',
    onPage: {},
  },
  encoding_refused: {
    status: 406,
    what: (_: object) => 'The request refuses every encoding of this content.',
    fix: (_: object) => 'Accept br, gzip or identity (Accept-Encoding), or omit the header.',
    onPage: {},
  },
  method_not_allowed: {
    status: 405,
    what: (_: { method: string; allowed: readonly string[] }) => 'This address does not accept this kind of request.',
    also: (d: { method: string; allowed: readonly string[] }) =>
      `The method is ${d.method}; accepted: ${listed(d.allowed)}.`,
    fix: (_: object) => 'Open the page again. If it has a form, submit the form there.',
    onPage: {},
  },
  form_unreadable: {
    status: 400,
    what: (_: object) => 'The request is not a form, or it was interrupted. Nothing was changed.',
    fix: (_: object) => 'Open the page again and submit its form.',
    onPage: {},
  },
  file_not_chosen: {
    status: 422,
    what: (_: object) => 'No file was chosen.',
    fix: (_: object) => 'Choose the workbook, then upload it.',
    onPage: {},
  },
  form_too_long: {
    status: 413,
    what: (_: object) => 'The form has more fields than any form of this site.',
    fix: (_: object) => 'Use the form of the page.',
    onPage: {},
  },
  field_unknown: {
    status: 400,
    what: (d: { field: string }) => `The form has an unknown field "${d.field}". Nothing was changed.`,
    fix: (_: object) => 'Use the form of the page, or send only its fields.',
    onPage: {},
  },
  field_twice: {
    status: 400,
    what: (d: { field: string }) => `The form has the field "${d.field}" more than once. Nothing was changed.`,
    fix: (_: object) => 'Send the field once.',
    onPage: {},
  },
  field_too_long: {
    status: 400,
    what: (d: { field: string; most: number }) =>
      `The text in the field "${d.field}" is too long: at most ${d.most} characters are accepted. Nothing was changed.`,
    fix: (_: object) => 'Shorten the text, or put it into a document and give the address of the document.',
    onPage: {},
  },
  server_busy: {
    status: 503,
    what: (_: { waiting: number }) =>
      'Too many requests are waiting at the moment, so this one was not processed. Nothing was stored.',
    fix: (_: object) => 'Try again in a minute.',
    onPage: {},
  },
  too_many_requests: {
    status: 429,
    what: (_: { seconds: number }) => 'Too many requests came from your address.',
    also: (d: { seconds: number }) => `The next request is accepted after ${d.seconds} s.`,
    fix: (_: object) => 'Wait a minute, then try again.',
    onPage: {},
  },
  body_too_large: {
    status: 413,
    what: (d: { megabytes: number }) => `The request is larger than ${d.megabytes} MB, so it was not read.`,
    fix: (_: object) => 'Send less data in one request.',
    onPage: {},
  },
} as const satisfies Readonly<Record<string, ProblemSentences>>;
