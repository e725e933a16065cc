/** A later file keeps answers that it leaves blank: withdrawals and unreadable content are recorded with the answer. */
import { sql } from 'kysely';
import type { Migration } from './columns.ts';

export const keptAnswers: Migration = async (tx) => {
  await sql`alter table answers add column withdrawn integer not null default 0`.execute(tx);
  await sql`alter table answers add column unread text`.execute(tx);
  await sql`alter table uploads add column effect text`.execute(tx);
};
