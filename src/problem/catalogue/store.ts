/** What can go wrong with the state store and with backups of it. */
export const storeProblems = {
  store_full: {
    status: 507,
    what: (_: { store: string }) => 'The disk of the server is full, so this was not stored. Nothing else was changed.',
    fix: (_: { store: string }) =>
      'Free space on the disk of the data folder or of the database server, then try again; no restart is needed. Reading continues meanwhile.',
  },
  store_lost: {
    status: 503,
    what: (d: { store: string; cause: string }) =>
      `The data cannot be reached at the moment. Nothing was changed. ${d.store}: ${d.cause}.`,
    fix: (d: { store: string }) =>
      d.store === 'PostgreSQL'
        ? 'Check that the PostgreSQL server of DATABASE_URL runs and accepts connections, then try again; no restart is needed.'
        : `Check that ${d.store} exists and is writable, then try again; no restart is needed.`,
  },
  store_damaged: {
    status: 500,
    what: (d: { store: string; cause: string }) =>
      `The data cannot be read, because the database is damaged. Nothing was changed. ${d.store}: ${d.cause}.`,
    fix: (_: object) =>
      'Keep a copy of it with its -wal and -shm files, then restore the last backup into a new folder or database: gap restore FILE.',
  },
  store_foreign: {
    status: 500,
    what: (d: { store: string; cause: string }) =>
      `${d.store} is not a database of this product: ${d.cause}. Nothing was written to it.`,
    fix: (_: object) =>
      'Set GAP_DATA to the folder, or DATABASE_URL to the database, that contains the data of this product, or to a new one.',
  },
  store_missing: {
    status: 404,
    what: (d: { folder: string }) => `There is no data folder of this product at ${d.folder}. Nothing was created.`,
    fix: (_: object) =>
      'Set GAP_DATA to the data folder, or DATABASE_URL to its PostgreSQL database. gap cycle open makes a new one.',
  },
  backup_damaged: {
    status: 422,
    what: (d: { file: string; cause: string }) => `The backup "${d.file}" is damaged: ${d.cause}.`,
    fix: (_: object) => 'Use another backup. Nothing was restored.',
  },
  backup_not_one: {
    status: 422,
    what: (d: { file: string }) => `The file "${d.file}" is not a backup created by gap backup.`,
    fix: (_: object) => 'Give a file that gap backup created.',
  },
  restore_not_empty: {
    status: 409,
    what: (d: { store: string }) => `${d.store} is not empty. Nothing was restored.`,
    fix: (_: object) =>
      'Set GAP_DATA to a folder that does not exist yet, or DATABASE_URL to an empty database, and restore into it.',
  },
} as const;
