/** What can go wrong with a dashboard or a page made from it. */
export const dashboardProblems = {
  dashboard_data_wrong: {
    status: 500,
    what: (d: { block: string; said: string }) => `The block "${d.block}" cannot be filled: ${d.said}.`,
    fix: (_: object) => 'Compare the block with the columns of the mart in pipelines/marts/.',
  },
  chart_not_drawn: {
    status: 500,
    what: (d: { chart: string; said: string }) => `The chart ${d.chart} could not be rendered: ${d.said}.`,
    fix: (_: object) => 'Correct the Vega-Lite file; "gap serve" reports the same error in its log.',
  },
  filter_unknown: {
    status: 404,
    what: (d: { filter: string }) => `This page cannot show that selection of "${d.filter}".`,
    fix: (_: object) =>
      'Remove the question mark and everything after it from the address, then choose from the lists on the page.',
  },
  pages_busy: {
    status: 503,
    what: (_: object) => 'Too many readers are requesting selections at the moment.',
    fix: (_: object) => 'Try again in a moment; the complete pages are available meanwhile.',
  },
  document_not_written: {
    status: 500,
    what: (d: { kind: string; said: string }) => `The file (${d.kind}) could not be written: ${d.said}.`,
    fix: (_: object) => 'Report it with what the log says; the figures are on the page and as CSV meanwhile.',
  },
  files_busy: {
    status: 503,
    what: (_: object) => 'Too many readers are requesting files at the moment.',
    fix: (_: object) => 'Try again in a moment; the pages and the files of the release are available meanwhile.',
  },
  views_busy: {
    status: 503,
    what: (_: object) => 'Too many readers are requesting views with their own weights at the moment.',
    fix: (_: object) => 'Try again in a moment; the published pages are available meanwhile.',
  },
  host_refused: {
    status: 500,
    what: (d: { host: string }) =>
      `HOST is "${d.host}", but this program has no accounts yet, so anyone who reaches it could accept and publish.`,
    fix: (_: object) => 'Remove HOST, or set it to 127.0.0.1, localhost or ::1.',
  },
  host_foreign: {
    status: 403,
    what: (d: { host: string }) =>
      `This server does not answer for the address "${d.host}": it serves its own machine only.`,
    fix: (_: object) => 'Open the address that "gap serve" prints, such as http://127.0.0.1:8080/.',
  },
  port_taken: {
    status: 500,
    what: (d: { host: string; port: number }) => `Another program already answers at ${d.host}:${d.port}.`,
    fix: (d: { port: number }) => `Stop that program, or choose another port: PORT=${d.port + 1}.`,
  },
  address_not_given: {
    status: 500,
    what: (d: { host: string; port: number }) =>
      `The operating system does not let this program listen at ${d.host}:${d.port}.`,
    fix: (_: object) => 'Choose a port of 1024 or higher, such as PORT=8080, and remove HOST.',
  },
  origin_foreign: {
    status: 403,
    what: (_: object) => 'The request comes from another site, so nothing was changed.',
    fix: (_: object) => 'Open the page on this site and submit the form there.',
  },
  encoding_refused: {
    status: 406,
    what: (_: object) => 'The request refuses every encoding of this content (Accept-Encoding).',
    fix: (_: object) => 'Accept br, gzip or identity (Accept-Encoding), or omit the header.',
  },
  method_not_allowed: {
    status: 405,
    what: (d: { method: string; allowed: readonly string[] }) =>
      `This address accepts only a submitted form: ${d.allowed.join(' or ')}, not ${d.method}.`,
    fix: (_: object) => 'Open the page with the form and submit it there.',
  },
  form_unreadable: {
    status: 400,
    what: (_: object) => 'The request is not a form, or it was interrupted. Nothing was changed.',
    fix: (_: object) =>
      'Send the form of the page, or its fields as multipart/form-data or application/x-www-form-urlencoded.',
  },
  file_not_chosen: {
    status: 422,
    what: (_: object) => 'No file was chosen.',
    fix: (_: object) => 'Choose the workbook, then upload it; a program sends it in the field "file".',
  },
  form_too_long: {
    status: 413,
    what: (_: object) => 'The form has more fields than any form of this site.',
    fix: (_: object) => 'Use the form of the page.',
  },
  field_unknown: {
    status: 400,
    what: (d: { field: string }) => `The form has a field "${d.field}", which is not known here. Nothing was done.`,
    fix: (_: object) => 'Use the form of the page, or send only its fields.',
  },
  field_twice: {
    status: 400,
    what: (d: { field: string }) => `The form has the field "${d.field}" more than once. Nothing was done.`,
    fix: (_: object) => 'Send it once.',
  },
  field_too_long: {
    status: 400,
    what: (d: { field: string; most: number }) =>
      `The field "${d.field}" is too long. Nothing was done. At most ${d.most} characters are accepted.`,
    fix: (_: object) => 'Shorten it, or put the text into a document and give its address.',
  },
  server_busy: {
    status: 503,
    what: (_: { waiting: number }) =>
      'Too many requests are waiting at the moment, so this one was not processed. Nothing was stored.',
    fix: (_: object) => 'Try again in a minute.',
  },
  too_many_requests: {
    status: 429,
    what: (d: { seconds: number }) =>
      `Too many requests came from your address. The next request is accepted in ${d.seconds} second${d.seconds === 1 ? '' : 's'}.`,
    fix: (_: object) => 'Wait, then send requests more slowly. GAP_RATE_LIMIT sets the limit.',
  },
  body_too_large: {
    status: 413,
    what: (d: { megabytes: number }) => `The request is larger than ${d.megabytes} MB, so it was not read.`,
    fix: (_: object) => 'Send less data in one request: a form without a file contains only short texts.',
  },
} as const;
