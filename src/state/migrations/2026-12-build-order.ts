/** Numbers builds and progress records in the store, so that lists do not depend on clocks. */
import { sql } from 'kysely';
import type { Migration } from './columns.ts';

export const buildOrder: Migration = async (tx) => {
  const statements = [
    sql`alter table releases add column built integer not null default 0`,
    sql`update releases set built = (
      select count(*) from releases as earlier
      where earlier.built_at < releases.built_at or (earlier.built_at = releases.built_at and earlier.id <= releases.id)
    )`,
    sql`alter table work add column turn integer not null default 0`,
  ];
  for (const statement of statements) await statement.execute(tx);
};
