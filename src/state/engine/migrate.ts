/** Migrates the tables, once, however many processes open the store at the same time. */
import { sql } from 'kysely';
import { Problem } from '../../problem/index.ts';
import { collection } from '../migrations/2026-01-collection.ts';
import { consent } from '../migrations/2026-11-consent.ts';
import { standingAcceptance } from '../migrations/2026-11-standing-acceptance.ts';
import { arrival } from '../migrations/2026-12-arrival.ts';
import { auditChain } from '../migrations/2026-12-audit-chain.ts';
import { buildOrder } from '../migrations/2026-12-build-order.ts';
import { keptAnswers } from '../migrations/2026-12-kept-answers.ts';
import { meaning } from '../migrations/2026-12-meaning.ts';
import { narrowed } from '../migrations/2026-12-narrowed.ts';
import { publishing } from '../migrations/2026-12-publishing.ts';
import { reasonReview } from '../migrations/2026-12-reason-review.ts';
import { support } from '../migrations/2026-12-support.ts';
import { work } from '../migrations/2026-12-work.ts';
import { columnsFor, type Migration } from '../migrations/columns.ts';
import type { Connection, StoreKind, Transaction } from './connection.ts';
import { demandOwnTables } from './own-tables.ts';
import { columnsOf, tableNames } from './schema.ts';

/** In the order in which they are applied; the statements of a published migration must not be changed. */
const migrations: Readonly<Record<string, Migration>> = {
  '2026-01-collection': collection,
  '2026-11-standing-acceptance': standingAcceptance,
  '2026-11-consent': consent,
  '2026-12-kept-answers': keptAnswers,
  '2026-12-reason-review': reasonReview,
  '2026-12-publishing': publishing,
  '2026-12-work': work,
  '2026-12-arrival': arrival,
  '2026-12-audit-chain': auditChain,
  '2026-12-build-order': buildOrder,
  '2026-12-meaning': meaning,
  '2026-12-support': support,
  '2026-12-narrowed': narrowed,
};

const lock = 7_350_412;

type Found = {
  /** Migrations found to be applied; read here if null. */
  readonly before: readonly string[] | null;
  /** Refuses a database without tables instead of creating them. */
  readonly mustExist: boolean;
};

/**
 * @throws Problem `store_newer` if a migration was applied that this software does not know; `store_empty`
 */
export async function migrate(db: Connection, kind: StoreKind, { before, mustExist }: Found): Promise<void> {
  const applied = before ?? (await appliedMigrations(db, kind));
  if (applied === null && mustExist) throw new Problem('store_empty', settingOf(kind), { store: storeName(kind) });
  demandKnown(applied ?? []);
  if (applied && Object.keys(migrations).every((name) => applied.includes(name))) return;
  await db.transaction().execute((tx) => applyMigrations(tx, kind));
}

/** Applies pending migrations. @param only - names of those that may be applied; all if omitted */
export async function applyMigrations(tx: Transaction, kind: StoreKind, only?: readonly string[]): Promise<void> {
  // With SQLite the transaction itself is the lock.
  if (kind === 'postgres') await sql`select pg_advisory_xact_lock(${sql.lit(lock)})`.execute(tx);
  await tx.schema
    .createTable('migrations')
    .ifNotExists()
    .addColumn('name', 'text', (column) => column.primaryKey())
    .execute();
  const before = await tx.selectFrom('migrations').select('name').execute();
  for (const [name, migration] of Object.entries(migrations)) {
    if (before.some((row) => row.name === name) || (only && !only.includes(name))) continue;
    await migration(tx, columnsFor(kind));
    await tx.insertInto('migrations').values({ name }).execute();
  }
}

/** @throws Problem `store_newer` for a migration that this software does not know */
export function demandKnown(names: readonly string[]): void {
  const unknown = names.find((name) => !Object.hasOwn(migrations, name));
  if (unknown !== undefined) throw new Problem('store_newer', 'state store', { migration: unknown });
}

/** Null if there is no store yet. */
async function appliedMigrations(db: Connection, kind: StoreKind): Promise<string[] | null> {
  const tables = await tableNames(db, kind);
  const columns = await columnsOf(db, kind, 'migrations');
  demandOwnTables(storeName(kind), tables, () => columns.map(({ name }) => name));
  if (tables.length === 0) return null;
  return (await db.selectFrom('migrations').select('name').execute()).map((row) => row.name);
}

const storeName = (kind: StoreKind) => (kind === 'postgres' ? 'The PostgreSQL database' : 'The file');
const settingOf = (kind: StoreKind) => (kind === 'postgres' ? 'DATABASE_URL' : 'GAP_DATA');
