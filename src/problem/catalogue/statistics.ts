/** What can go wrong with numbers and with the settings of an index. */
import type { ProblemSentences } from '../sentence.ts';

export const statisticsProblems = {
  goalposts_equal: {
    status: 500,
    what: (d: { low: number }) => `Both goalposts are ${d.low}, so no score can be computed.`,
    fix: () => 'Set two different goalposts for this indicator.',
  },
  index_table_unreadable: {
    status: 422,
    what: (d: { file: string; reason: string; correction: string }) =>
      `The file "${d.file}" cannot be read as a table of an index: ${d.reason}.`,
    fix: (d: { correction: string }) => `${d.correction} See "docs/index-method.md".`,
  },
  index_method_wrong: {
    status: 422,
    what: (d: { reason: string; expected: string }) => `The method cannot be used: ${d.reason}.`,
    fix: (d: { expected: string }) => `Write ${d.expected}. See "docs/index-method.md".`,
  },
  index_levels_differ: {
    status: 422,
    what: (d: { given: number; levels: number }) =>
      `The method has ${d.given} entries of "aggregate", but the index has ${d.levels} levels of aggregates.`,
    fix: (d: { levels: number }) => `Give one entry for all levels, or ${d.levels} entries, from level 2 up.`,
  },
  index_unit_unknown: {
    status: 422,
    what: (d: { unit: string }) => `No unit of the index has the code "${d.unit}".`,
    fix: (_: object) => 'Give the "uCode" of a unit. Units that screening excludes are not available.',
  },
  index_group_unknown: {
    status: 422,
    what: (d: { group: string }) => `There is no grouping "${d.group}".`,
    fix: (_: object) => 'Give a column of "iData" that is a row of type "Group" in "iMeta".',
  },
  index_without_units: {
    status: 422,
    what: (d: { units: number }) => `Screening excludes all ${d.units} units, so there is nothing to score.`,
    fix: (_: object) => 'Lower the thresholds in "screen", or impute first: "order: [impute, screen, …]".',
  },
  mean_not_defined: {
    status: 422,
    what: (d: { mean: string; value: number }) => `The ${d.mean} mean is not defined for the value ${d.value}.`,
    fix: (d: { mean: string }) =>
      d.mean === 'harmonic'
        ? 'Normalise to a range without 0, such as 1 to 100, or use another mean.'
        : 'Normalise to a range above 0, such as 1 to 100, or use another mean.',
  },
} as const satisfies Readonly<Record<string, ProblemSentences>>;
