/** Folders of content below the content root. A separate file, as every command imports them. */
export const contentFolders = ['questionnaires', 'pipelines', 'dashboards', 'texts'] as const;
