import type { ProblemSentences } from '../sentence.ts';

/** What can go wrong with the state store and with backups of it. */
export const storeProblems = {
  store_full: {
    status: 507,
    what: (_: { store: string }) => 'The disk of the server is full, so this was not stored. Nothing else was changed.',
    fix: (_: { store: string }) =>
      'Free space on the disk of the data folder or of the database server, then try again. No restart is needed, and reading continues meanwhile.',
    onPage: {
      fix: (_: object) =>
        'Try again later. If it happens again, inform the secretariat: the operator of the server must free disk space.',
    },
  },
  store_lost: {
    status: 503,
    what: (_: { store: string; cause: string }) => 'The data cannot be reached at the moment. Nothing was changed.',
    also: (d: { store: string; cause: string }) => `${d.store}: ${d.cause}.`,
    fix: (d: { store: string }) =>
      d.store === 'PostgreSQL'
        ? 'Check that the PostgreSQL server of DATABASE_URL runs and accepts connections, then try again. No restart is needed.'
        : `Check that "${d.store}" exists and is writable, then try again. No restart is needed.`,
    onPage: {
      fix: (_: object) =>
        'Try again in a minute. If it happens again, inform the secretariat: the operator of the server finds the cause in the log.',
    },
  },
  store_unconfirmed: {
    status: 503,
    what: (_: { store: string; cause: string }) =>
      'The connection to the data was lost while this was being saved. It may have been saved.',
    also: (d: { store: string; cause: string }) => `${d.store}: ${d.cause}.`,
    fix: (_: { store: string; cause: string }) =>
      'Check whether it was saved, and if not, try again. A file that is uploaded twice changes nothing the second time.',
    onPage: {
      fix: (_: object) =>
        'Open the page again in a minute to see whether it was saved. If not, try again. A file that is uploaded twice changes nothing the second time.',
    },
  },
  store_damaged: {
    status: 500,
    what: (_: { store: string; cause: string }) =>
      'The data cannot be read, because the database is damaged. Nothing was changed.',
    also: (d: { store: string; cause: string }) => `${d.store}: ${d.cause}.`,
    fix: (_: object) =>
      'Keep a copy of the database file and of its "-wal" and "-shm" files. Then restore the last backup into a new folder or database: "gap restore FILE".',
    onPage: {
      fix: (_: object) => 'Inform the secretariat: the operator of the server must restore the last backup.',
    },
  },
  store_busy: {
    status: 503,
    what: (_: { seconds: number }) =>
      'The server is busy with other changes, so this was not stored. Nothing was changed.',
    also: (d: { seconds: number }) => `Another process has been writing to the data folder for ${d.seconds} s.`,
    fix: (_: object) => 'Try again in a minute.',
    onPage: {},
  },
  store_newer: {
    status: 500,
    what: (d: { migration: string }) => `The data were written by a newer version of this software (${d.migration}).`,
    fix: (_: object) => 'Install that version or a later one. An older version cannot read the data.',
  },
  store_unreachable: {
    status: 500,
    what: (d: { store: string }) => `The database cannot be opened: ${d.store}.`,
    fix: (d: { store: string }) =>
      d.store === 'PostgreSQL'
        ? 'Check that the PostgreSQL server of DATABASE_URL runs, and that its name and password are correct.'
        : 'Check that this path is a folder, that it is writable, and that its disk is not full.',
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
    what: (d: { folder: string }) => `There is no data folder at "${d.folder}". Nothing was created.`,
    fix: (_: object) =>
      'Set GAP_DATA to the data folder, or DATABASE_URL to its PostgreSQL database. "gap cycle open" and "gap demo" create a new one.',
  },
  store_empty: {
    status: 404,
    what: (d: { store: string }) => `${d.store} is empty. Nothing was created in it.`,
    fix: (_: object) =>
      'Set DATABASE_URL to the database, or GAP_DATA to the folder, that contains the data. "gap cycle open" and "gap demo" fill an empty one.',
  },
  backup_damaged: {
    status: 422,
    what: (d: { file: string; cause: string }) => `The backup "${d.file}" is damaged: ${d.cause}.`,
    fix: (_: object) => 'Use another backup. Nothing was restored.',
  },
  backup_not_one: {
    status: 422,
    what: (d: { file: string }) => `The file "${d.file}" is not a backup.`,
    fix: (_: object) => 'Give a file written by "gap backup".',
  },
  restore_not_empty: {
    status: 409,
    what: (d: { store: string }) => `${d.store} is not empty. Nothing was restored.`,
    fix: (_: object) =>
      'Set GAP_DATA to a folder that does not exist yet, or DATABASE_URL to an empty database, and restore into it.',
  },
} as const satisfies Readonly<Record<string, ProblemSentences>>;
