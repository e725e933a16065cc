/** What can go wrong with instrument. */
export const instrumentProblems = {} as const;
