/** What can go wrong with numbers and with the settings of an index. */
export const statisticsProblems = {
  goalposts_equal: {
    status: 500,
    what: (d: { low: number }) => `Both goalposts are ${d.low}, so no score can be given.`,
    fix: () => 'Set two different goalposts for this indicator.',
  },
  mean_not_defined: {
    status: 422,
    what: (d: { mean: string; value: number }) => `A ${d.mean} mean is not defined for ${d.value}.`,
    fix: (d: { mean: string }) =>
      d.mean === 'geometric'
        ? 'Normalise to a range above 0, such as 1 to 100, or use another mean.'
        : 'Normalise to a range without 0, such as 1 to 100, or use another mean.',
  },
} as const;
