/** What can go wrong with collection. */
export const collectionProblems = {} as const;
