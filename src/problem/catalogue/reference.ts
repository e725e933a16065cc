/** What can go wrong with reference. */
export const referenceProblems = {} as const;
