/** Imported support, and decisions about reports that describe the same activity. */
import { sql } from 'kysely';
import type { Migration } from './columns.ts';

export const support: Migration = async (tx) => {
  const statements = [
    // One row for each report; of repeated imports the newest by the source's date is kept.
    sql`create table support_reports (
      report text primary key,
      source text not null,
      file text not null,
      updated text not null,
      body text not null,
      faults text not null,
      illustrative integer not null check (illustrative in (0, 1)),
      imported_at text not null,
      imported_by text not null
    )`,
    // The two codes in order, so that a pair is decided once.
    sql`create table support_decisions (
      report text not null,
      other text not null,
      decision text not null check (decision in ('same', 'different')),
      reason text,
      decided_at text not null,
      decided_by text not null,
      primary key (report, other)
    )`,
  ];
  for (const statement of statements) await statement.execute(tx);
};
