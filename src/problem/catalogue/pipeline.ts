/** What can go wrong with pipeline. */
export const pipelineProblems = {} as const;
