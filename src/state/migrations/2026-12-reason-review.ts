/**
 * A reviewer's decision about the reason of an answer "does not apply". Earlier reasons were not reviewed
 * individually.
 */
import { sql } from 'kysely';
import type { Migration } from './columns.ts';

export const reasonReview: Migration = async (tx) => {
  await sql`alter table answers add column reason_review text
    check (reason_review is null or reason_review in ('accepted', 'refused'))`.execute(tx);
};
