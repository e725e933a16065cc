/** Withdrawals because of a country's narrower choice are distinguished from those of the secretariat. */
import { sql } from 'kysely';
import type { Migration } from './columns.ts';

export const narrowed: Migration = async (tx) => {
  await sql`alter table withdrawals add column by_choice integer not null default 0`.execute(tx);
};
