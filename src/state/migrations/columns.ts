/** Column types and statements that differ between SQLite and PostgreSQL. */
import { type RawBuilder, sql } from 'kysely';
import type { Transaction } from '../engine/connection.ts';

export type MigrationColumns = {
  /** Type of a binary column. */
  readonly bytes: RawBuilder<unknown>;
  /** Type of an automatically incremented key. */
  readonly counting: RawBuilder<unknown>;
  /** Statements that make the database refuse to change or delete rows of a table. */
  readonly appendOnly: (table: string) => RawBuilder<unknown>[];
  /**
   * Statements that make the database run a function for each new row when its transaction commits. None for SQLite,
   * which has one writer at a time: there the inserting code does it.
   */
  readonly atCommit: (table: string, body: string) => RawBuilder<unknown>[];
};

export type Migration = (tx: Transaction, columns: MigrationColumns) => Promise<void>;

export function columnsFor(kind: 'sqlite' | 'postgres'): MigrationColumns {
  return kind === 'sqlite' ? onSqlite : onPostgres;
}

const onSqlite: MigrationColumns = {
  bytes: sql`blob`,
  counting: sql`integer primary key autoincrement`,
  appendOnly: (table) =>
    ['update', 'delete'].map(
      (change) => sql`
        create trigger ${sql.id(`${table}_no_${change}`)} before ${sql.raw(change)} on ${sql.table(table)}
        begin select raise(abort, 'append only'); end`,
    ),
  atCommit: () => [],
};

const onPostgres: MigrationColumns = {
  bytes: sql`bytea`,
  counting: sql`integer generated always as identity primary key`,
  appendOnly: (table) => [
    sql`
      create function ${sql.id(`${table}_append_only`)}() returns trigger language plpgsql
      as $$ begin raise exception 'append only'; end $$`,
    sql`
      create trigger ${sql.id(`${table}_no_change`)} before update or delete or truncate on ${sql.table(table)}
      for each statement execute function ${sql.id(`${table}_append_only`)}()`,
  ],
  atCommit: (table, body) => [
    sql`create function ${sql.id(`${table}_at_commit`)}() returns trigger language plpgsql as $$ ${sql.raw(body)} $$`,
    sql`
      create constraint trigger ${sql.id(`${table}_at_commit`)} after insert on ${sql.table(table)}
      deferrable initially deferred for each row execute function ${sql.id(`${table}_at_commit`)}()`,
  ],
};
