/** Verifies the store: readable pages, intact files, consistent rows, and an audit log without gaps. */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { readRows } from './backup/rows.ts';
import type { Connection, StoreKind } from './engine/connection.ts';
import { columnsOf, tableNames } from './engine/schema.ts';
import { brokenSeals } from './records/audit-seals.ts';
import type { Store } from './store.ts';

export type StoreCheck = {
  /** Numbers of what was checked. */
  readonly tables: number;
  readonly rows: number;
  /** Number of stored files whose bytes were hashed. */
  readonly files: number;
  /** The last seal of the audit log: if it is kept elsewhere, it can prove later that no line before it was changed. */
  readonly auditHash: string;
  /** What is wrong, in words for the operator; empty if the store is intact. */
  readonly findings: readonly string[];
};

/** Reads everything in one consistent state of the store; nothing is written. */
export async function checkStore(store: Store): Promise<StoreCheck> {
  return store.snapshot(async (connection) => {
    const findings: string[] = [];
    let [rows, files] = [0, 0];
    findings.push(...(await brokenPages(connection, store.kind)));
    const tables = await tableNames(connection, store.kind);
    // Every row is read, so that an unreadable page is found here and not by a user.
    for (const table of tables) {
      const columns = await columnsOf(connection, store.kind, table);
      const names = columns.map(({ name }) => name);
      const [hash, bytes, size] = ['sha256', 'bytes', 'size'].map((name) => names.indexOf(name)) as [
        number,
        number,
        number,
      ];
      for await (const row of readRows(connection, store.kind, table, columns)) {
        rows += 1;
        const content = row[bytes];
        if (hash < 0 || !(content instanceof Uint8Array)) continue;
        files += 1;
        const found = createHash('sha256').update(content).digest('hex');
        if (found !== row[hash]) findings.push(`${table}: a file has the hash ${found}, and is kept as ${row[hash]}.`);
        if (size >= 0 && row[size] !== content.length)
          findings.push(`${table}: ${row[hash]} has ${content.length} bytes, not ${row[size]}.`);
      }
    }
    for (const [what, statement] of contradictions) {
      const found = await statement.execute(connection);
      for (const { thing } of found.rows) findings.push(`${what}: ${thing}.`);
    }
    findings.push(...(await gapsInAudit(connection, store.kind)));
    const chain = await brokenSeals(connection);
    findings.push(...chain.findings);
    return { tables: tables.length, rows, files, auditHash: chain.hash, findings };
  });
}

/** PostgreSQL enforces its foreign keys itself, and reports a damaged page when it is read. */
async function brokenPages(connection: Connection, kind: StoreKind): Promise<string[]> {
  if (kind === 'postgres') return [];
  const pages = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(connection);
  const keys = await sql<{ table: string; rowid: number; parent: string }>`pragma foreign_key_check`.execute(
    connection,
  );
  return [
    ...pages.rows
      .filter((row) => row.integrity_check !== 'ok')
      .map((row) => `The database file is damaged: ${row.integrity_check}.`),
    ...keys.rows.map((row) => `${row.table}: row ${row.rowid} refers to a row of ${row.parent} that is not there.`),
  ];
}

/** Each finds contradictions, in statements for both databases. */
const contradictions = [
  [
    'A file that no upload refers to',
    sql<{ thing: string }>`
    select sha256 as thing from files where not exists (select 1 from uploads where sha256_kept = files.sha256)`,
  ],
  [
    'An upload of another size than its file',
    sql<{ thing: string }>`
    select uploads.id as thing from uploads join files on files.sha256 = uploads.sha256_kept where files.size <> uploads.size`,
  ],
  [
    'An upload whose file is kept under another hash',
    sql<{ thing: string }>`
    select id as thing from uploads where sha256_kept <> sha256`,
  ],
  [
    'An upload without its line in the audit',
    sql<{ thing: string }>`
    select id as thing from uploads where not exists (select 1 from audit where audit.thing = 'upload ' || uploads.id)`,
  ],
  [
    'A submission whose newest revision is not there',
    sql<{ thing: string }>`
    select cycle || ' ' || country as thing from submissions where revision > 0 and not exists (
      select 1 from revisions where revisions.cycle = submissions.cycle and revisions.country = submissions.country and number = revision)`,
  ],
  [
    'A submission whose accepted revision is not there',
    sql<{ thing: string }>`
    select cycle || ' ' || country as thing from submissions where accepted_revision is not null and not exists (
      select 1 from revisions where revisions.cycle = submissions.cycle and revisions.country = submissions.country and number = accepted_revision)`,
  ],
  [
    'A decision without its line in the audit',
    sql<{ thing: string }>`
    select cycle || ' ' || country || ' ' || step as thing from decisions where not exists (
      select 1 from audit where audit.cycle = decisions.cycle and audit.country = decisions.country and audit.at = decisions.decided_at)`,
  ],
  [
    'A release whose manifest is not the one that was saved',
    sql<{ thing: string }>`
    select id as thing from releases where not exists (
      select 1 from release_files where release = releases.id and path = 'manifest.json' and sha256 = manifest_hash)`,
  ],
] as const;

/**
 * In SQLite the numbers of the audit log have no gaps, as a failed transaction returns its number. PostgreSQL does
 * not return it, so gaps are not checked there; that each upload and decision has its line is checked on both.
 */
async function gapsInAudit(connection: Connection, kind: StoreKind): Promise<string[]> {
  if (kind === 'postgres') return [];
  const { rows } = await sql<{ id: number; before: number | null }>`
    select id, before from (select id, lag(id) over (order by id) as before from audit) where id <> coalesce(before, 0) + 1`.execute(
    connection,
  );
  const last = await sql<{ given: number; highest: number | null }>`
    select seq as given, (select max(id) from audit) as highest from sqlite_sequence where name = 'audit'`.execute(
    connection,
  );
  return [
    ...rows.map(({ id, before }) => `The audit has a gap: line ${before ?? 0} is followed by line ${id}.`),
    ...last.rows
      .filter(({ given, highest }) => given !== (highest ?? 0))
      .map(({ given, highest }) => `The audit ends with line ${highest ?? 0}, and ${given} were written.`),
  ];
}
