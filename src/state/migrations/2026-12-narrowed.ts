/** What is withdrawn since a country allows less than was published is told apart from what a person of the secretariat withdraws. */
import { sql } from 'kysely';
import type { Migration } from './columns.ts';

export const narrowed: Migration = async (tx) => {
  await sql`alter table withdrawals add column by_choice integer not null default 0`.execute(tx);
};
