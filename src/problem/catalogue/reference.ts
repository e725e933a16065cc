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
} as const;
