/** Progress of long work, such as a build, so that any process can show it. Nothing else depends on it. */
import { sql } from 'kysely';
import type { Migration } from './columns.ts';

export const work: Migration = async (tx) => {
  await sql`create table work (name text primary key, share double precision not null, at text not null)`.execute(tx);
};
