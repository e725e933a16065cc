/** Restores a backup into a new store on either database, completely or not at all. */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { Problem } from '../../problem/index.ts';
import { inChunks, type StoreKind, type Transaction } from '../engine/connection.ts';
import { applyMigrations, demandKnown } from '../engine/migrate.ts';
import { columnsOf, tableNames, tablesInOrder } from '../engine/schema.ts';
import { connect, type StorePlace } from '../store.ts';
import type { TableHead } from './format.ts';
import { type BackupSummary, readBackup } from './read-backup.ts';
import type { StoredValue } from './rows.ts';

/**
 * Creates the tables as they were at the time of the backup, fills them, and then migrates them.
 *
 * @throws Problem `restore_not_empty` for a folder or database that is not empty, `backup_damaged`, `backup_not_one`,
 *   `store_newer`; nothing remains then
 */
export async function restoreBackup(place: StorePlace, file: string): Promise<BackupSummary> {
  const { header } = await readBackup(file);
  demandKnown(header.migrations);
  const existed = existsSync(place.folder);
  if (place.databaseUrl === null && existed && readdirSync(place.folder).length > 0) {
    throw new Problem('restore_not_empty', 'GAP_DATA', { store: `The folder ${place.folder}` });
  }
  const kind = place.databaseUrl === null ? 'sqlite' : 'postgres';
  const db = await connect(place);
  let done = false;
  try {
    if ((await tableNames(db, kind)).length > 0) {
      throw new Problem('restore_not_empty', 'DATABASE_URL', { store: 'The PostgreSQL database' });
    }
    const summary = await db.transaction().execute((tx) => fill(tx, kind, file, header.migrations));
    done = true;
    return summary;
  } finally {
    await db.destroy();
    if (!done && kind === 'sqlite') removeMade(place.folder, existed);
  }
}

function removeMade(folder: string, existed: boolean): void {
  for (const ending of ['', '-wal', '-shm', '-journal']) rmSync(join(folder, `gap.sqlite${ending}`), { force: true });
  if (!existed) rmSync(folder, { recursive: true, force: true });
}

async function fill(
  tx: Transaction,
  kind: StoreKind,
  file: string,
  migrations: readonly string[],
): Promise<BackupSummary> {
  await applyMigrations(tx, kind, migrations);
  // Rows that a migration inserts are in the backup too.
  for (const table of (await tablesInOrder(tx, kind)).reverse()) {
    const { rows } = await sql`select 1 from ${sql.table(table)} limit 1`.execute(tx);
    if (rows.length > 0) await sql`delete from ${sql.table(table)}`.execute(tx);
  }
  let filler: TableFiller | null = null;
  const summary = await readBackup(file, {
    onTable: async (head) => {
      filler = await openFiller(tx, kind, head);
    },
    onRow: (row) => filler!.add(row),
    onTableEnd: () => filler!.finish(),
  });
  for (const [table, expected] of summary.tables) {
    const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`.execute(tx);
    if (Number(rows[0]!.count) !== expected) throw new Error(`${table} has ${rows[0]!.count} rows of ${expected}`);
  }
  await applyMigrations(tx, kind);
  return summary;
}

type TableFiller = {
  readonly add: (row: readonly StoredValue[]) => Promise<void>;
  readonly finish: () => Promise<void>;
};

/** SQLite accepts 32,766 parameters per statement, PostgreSQL 65,535. */
const mostParameters = 30_000;
const mostBytes = 16_000_000;

async function openFiller(tx: Transaction, kind: StoreKind, { table, columns }: TableHead): Promise<TableFiller> {
  const known = await columnsOf(tx, kind, table);
  const stray = columns.filter((name) => !known.some((column) => column.name === name));
  if (known.length === 0 || stray.length > 0) throw new Error(`${table} has other columns than the backup: ${stray}`);
  const booleans = columns.map((name) => known.find((column) => column.name === name)!.type === 'boolean');
  const names = sql.join(columns.map((name) => sql.ref(name)));
  // Only here are values of identity columns inserted explicitly.
  const given = kind === 'postgres' ? sql`overriding system value` : sql``;
  let waiting: (readonly StoredValue[])[] = [];
  let bytes = 0;
  const flush = async () => {
    for (const rows of inChunks(waiting, Math.floor(mostParameters / columns.length))) {
      const values = sql.join(
        rows.map(
          (row) => sql`(${sql.join(row.map((value, at) => (booleans[at] && value !== null ? value === 1 : value)))})`,
        ),
      );
      await sql`insert into ${sql.table(table)} (${names}) ${given} values ${values}`.execute(tx);
    }
    waiting = [];
    bytes = 0;
  };
  return {
    add: async (row) => {
      waiting.push(row);
      for (const value of row) bytes += value instanceof Uint8Array || typeof value === 'string' ? value.length : 8;
      if (bytes > mostBytes || waiting.length * columns.length > mostParameters) await flush();
    },
    finish: async () => {
      if (waiting.length > 0) await flush();
      if (kind === 'postgres') await continueCounting(tx, table);
    },
  };
}

/** Continues an identity column after the highest restored value; SQLite does so automatically. */
async function continueCounting(tx: Transaction, table: string): Promise<void> {
  const counting = await sql<{ name: string }>`
    select column_name as name from information_schema.columns
    where table_schema = current_schema() and table_name = ${table} and (is_identity = 'YES' or column_default like 'nextval(%')`.execute(
    tx,
  );
  for (const { name } of counting.rows) {
    const quoted = `"${table.replaceAll('"', '""')}"`;
    const highest = sql`select max(${sql.ref(name)}) as highest from ${sql.table(table)}`;
    await sql`
      select setval(pg_get_serial_sequence(${quoted}, ${name}), highest) from (${highest}) as rows where highest is not null`.execute(
      tx,
    );
  }
}
