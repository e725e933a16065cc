/** What can go wrong with statistics. */
export const statisticsProblems = {} as const;
