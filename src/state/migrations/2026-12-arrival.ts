/**
 * Numbers uploads, and acts that change answers, in order of arrival; the store counts, as clocks may be wrong. A
 * waiting upload is claimed by the process that reads it. One upload creates one revision.
 */
import { sql } from 'kysely';
import type { Migration } from './columns.ts';

export const arrival: Migration = async (tx) => {
  const statements = [
    sql`create table arrivals (one integer primary key check (one = 1), last integer not null)`,
    sql`alter table uploads add column arrival integer`,
    sql`update uploads set arrival = (
      select count(*) from uploads as earlier
      where earlier.received_at < uploads.received_at
        or (earlier.received_at = uploads.received_at and earlier.id <= uploads.id)
    )`,
    sql`insert into arrivals (one, last) select 1, count(*) from uploads`,
    sql`create unique index uploads_by_arrival on uploads (arrival)`,
    sql`alter table uploads add column claim text`,
    sql`alter table uploads add column claimed_until double precision`,
    sql`alter table uploads add column tries integer not null default 0`,
    sql`alter table uploads add column next_try double precision not null default 0`,
    sql`alter table uploads add column set_aside integer not null default 0`,
    sql`create index uploads_that_wait on uploads (arrival) where outcome is null`,
    sql`alter table revisions add column arrival integer not null default 0`,
    sql`alter table revisions add column kind text not null default 'upload'`,
    sql`alter table revisions add column withdrawn_at text`,
    sql`alter table answers add column arrival integer not null default 0`,
    sql`update revisions set arrival = (select uploads.arrival from uploads where uploads.id = revisions.upload)`,
    sql`update answers set arrival = (select uploads.arrival from uploads where uploads.id = answers.upload)`,
    // Before, two processes could each create a revision of one upload: the second is kept, with the kind `repeat`.
    sql`update revisions set kind = 'repeat' where exists (
      select 1 from revisions as first
      where first.upload = revisions.upload and first.cycle = revisions.cycle and first.country = revisions.country
        and first.number < revisions.number
    )`,
    sql`create unique index revisions_one_an_upload on revisions (upload) where kind = 'upload'`,
  ];
  for (const statement of statements) await statement.execute(tx);
};
