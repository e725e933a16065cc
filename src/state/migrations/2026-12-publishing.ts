/**
 * Separates building from publishing, and adds withdrawals. The order of publication and of opening is a number
 * counted by the store, so that it does not depend on clocks.
 */
import { sql } from 'kysely';
import type { Migration } from './columns.ts';

export const publishing: Migration = async (tx, { counting }) => {
  const statements = [
    // One row; its version increases with every change of the public state, and every such change locks it.
    sql`create table public_version (one integer primary key check (one = 1), version integer not null)`,
    // A release, or a country in one cycle or (cycle null) in all, withdrawn from everything public, with the public
    // reason.
    sql`create table withdrawals (
      id ${counting},
      release text references releases (id),
      country text,
      cycle text references cycles (id),
      reason text not null,
      at text not null,
      person text not null,
      lifted_at text,
      lifted_by text,
      lift_reason text,
      check ((release is null) <> (country is null))
    )`,
    sql`alter table releases add column state text not null default 'draft' check (state in ('draft', 'public', 'withdrawn'))`,
    // Place in the order of publication; a correction has the place of the release that it replaces.
    sql`alter table releases add column place integer`,
    sql`alter table releases add column built_by text`,
    // What a draft was built from, JSON, for comparison with a later build.
    sql`alter table releases add column basis text`,
    sql`alter table releases add column published_by text`,
    sql`alter table releases add column withdrawal integer`,
    sql`alter table releases add column replaced_by text`,
    sql`alter table releases add column corrects text`,
    sql`create unique index releases_in_order on releases (place) where state = 'public'`,
    sql`alter table cycles add column position integer not null default 0`,
  ];
  for (const statement of statements) await statement.execute(tx);

  // Before, instants gave the order.
  const published = await tx
    .selectFrom('releases')
    .select(['id', 'published_at'])
    .where('published_at', 'is not', null)
    .execute();
  published.sort((a, b) => compare(a.published_at!, b.published_at!) || compare(a.id, b.id));
  for (const [at, { id }] of published.entries()) {
    await tx
      .updateTable('releases')
      .set({ state: 'public', place: at + 1 })
      .where('id', '=', id)
      .execute();
  }
  const opened = await tx.selectFrom('cycles').select(['id', 'opened_at']).execute();
  opened.sort((a, b) => compare(a.opened_at, b.opened_at) || compare(a.id, b.id));
  for (const [at, { id }] of opened.entries()) {
    await tx
      .updateTable('cycles')
      .set({ position: at + 1 })
      .where('id', '=', id)
      .execute();
  }
  await tx.insertInto('public_version').values({ one: 1, version: published.length }).execute();
};

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
