import type { ProblemSentences } from '../sentence.ts';

/** What can go wrong with a page, its charts and its files, and with the server that shows them. */
export const pageProblems = {
  dashboard_data_wrong: {
    status: 500,
    what: (d: { block: string; reason: string }) => `The block "${d.block}" cannot be filled: ${d.reason}.`,
    fix: (_: object) => 'Compare the block with the columns of its table in "pipelines/marts".',
  },
  chart_not_drawn: {
    status: 500,
    what: (d: { chart: string; reason: string }) => `The chart "${d.chart}" could not be rendered: ${d.reason}.`,
    fix: (_: object) => 'Correct its Vega-Lite file. "gap check" reports the same error.',
  },
  filter_unknown: {
    status: 404,
    what: (_: { filter: string }) => 'This page cannot show that selection.',
    also: (d: { filter: string }) => `The filter is "${d.filter}".`,
    fix: (_: object) =>
      'Remove the question mark and everything after it from the address, then choose from the lists on the page.',
    onPage: {},
  },
  pages_busy: {
    status: 503,
    what: (_: object) => 'Too many readers are requesting selections at the moment.',
    fix: (_: object) => 'Try again in a moment. The complete pages are available meanwhile.',
    onPage: {},
  },
  document_not_written: {
    status: 500,
    what: (d: { kind: string; reason: string }) => `The file (${d.kind}) could not be written: ${d.reason}.`,
    fix: (_: object) =>
      'Report this problem together with the log of the server. The figures are available on the page and as CSV.',
  },
  files_busy: {
    status: 503,
    what: (_: object) => 'Too many readers are requesting files at the moment.',
    fix: (_: object) => 'Try again in a moment. The pages and the files of the release are available meanwhile.',
    onPage: {},
  },
  views_busy: {
    status: 503,
    what: (_: object) => 'Too many readers are requesting views with their own weights at the moment.',
    fix: (_: object) => 'Try again in a moment. The published pages are available meanwhile.',
    onPage: {},
  },
  host_refused: {
    status: 500,
    what: (d: { host: string }) =>
      `HOST is "${d.host}". This program has no accounts yet, so anyone who reaches it could accept and publish.`,
    fix: (_: object) => 'Remove HOST, or set it to 127.0.0.1, localhost or ::1.',
  },
  port_taken: {
    status: 500,
    what: (d: { host: string; port: number }) => `Another program already uses the address ${d.host}:${d.port}.`,
    fix: (d: { port: number }) => `Stop that program, or choose another port: PORT=${d.port + 1}.`,
  },
  address_not_given: {
    status: 500,
    what: (d: { host: string; port: number }) =>
      `The operating system does not let this program listen at ${d.host}:${d.port}.`,
    fix: (_: object) => 'Choose a port of 1024 or higher, such as PORT=8080, and remove HOST.',
  },
} as const satisfies Readonly<Record<string, ProblemSentences>>;
