/** Folders below the content root that hold content. A file of its own, since every command asks for them. */
export const contentFolders = ['questionnaires', 'pipelines', 'dashboards', 'texts'] as const;
