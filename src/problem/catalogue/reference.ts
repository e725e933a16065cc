/** What can go wrong with countries, treaty facts and boundaries. */
export const referenceProblems = {
  reference_wrong: {
    status: 422,
    what: (d: { faults: readonly string[] }) =>
      `${d.faults.length} ${d.faults.length === 1 ? 'error' : 'errors'}: ${d.faults.slice(0, 20).join(' ')}${d.faults.length > 20 ? ` And ${d.faults.length - 20} more.` : ''}`,
    fix: (_: object) => 'Correct these lines and read the file again; nothing was changed.',
  },
  reference_columns: {
    status: 422,
    what: (d: { missing: readonly string[]; found: readonly string[] }) =>
      `The table has no column ${d.missing.map((name) => `"${name}"`).join(', ')}; it has ${d.found.map((name) => `"${name}"`).join(', ') || 'none'}.`,
    fix: (_: object) => 'Name the columns in the first line as in pipelines/reference, separated by commas, in UTF-8.',
  },
  support_file_refused: {
    status: 422,
    what: (d: { reason: string }) => `The file was not read: ${d.reason}.`,
    fix: (_: object) =>
      'Import an IATI activity file of version 2.01 to 2.03 (XML, UTF-8, without a document type), or a table with the columns of pipelines/reference/projects.csv.',
  },
  support_report_unknown: {
    status: 404,
    what: (d: { report: string; near: readonly string[] }) =>
      `No source of support has the report "${d.report}".${d.near.length > 0 ? ` Did you mean ${d.near.map((name) => `"${name}"`).join(' or ')}?` : ''}`,
    fix: (_: object) => 'Take the code of a report from gap support list or gap support candidates.',
  },
  support_pair_same: {
    status: 422,
    what: (d: { report: string }) => `A decision is about two different reports; "${d.report}" was given twice.`,
    fix: (_: object) => 'Name the two reports of a candidate.',
  },
  support_kinds_differ: {
    status: 409,
    what: (d: { report: string; other: string }) =>
      `One of the two reports is real and the other illustrative, so they cannot be one activity ("${d.report}", "${d.other}").`,
    fix: (_: object) => 'Reject the pair, or correct the source.',
  },
} as const;
