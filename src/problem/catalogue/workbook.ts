/** What can go wrong with workbook. */
export const workbookProblems = {} as const;
