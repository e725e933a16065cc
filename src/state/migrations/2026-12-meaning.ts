/** Stores the meaning of a cycle's questionnaire, so that texts can be corrected while it is open. */
import { sql } from 'kysely';
import type { Migration } from './columns.ts';

export const meaning: Migration = async (tx) => {
  await sql`alter table cycles add column meaning text`.execute(tx);
  await sql`alter table cycles add column meaning_hash text`.execute(tx);
};
