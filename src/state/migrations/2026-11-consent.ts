/**
 * Stores the rules with which each cycle opened, and the choice that covers each answer of a country.
 *
 * Before, a blank choice was stored as "published". Answers whose choice was not confirmed since are closed here; the
 * choice in their revision is applied again when the store is next used.
 */
import { sql } from 'kysely';
import type { Migration } from './columns.ts';

export const consent: Migration = async (tx) => {
  await tx.schema.alterTable('cycles').addColumn('rules', 'text').execute();
  await tx.schema.alterTable('cycles').addColumn('rules_hash', 'text').execute();
  await tx.schema
    .createTable('publication_choices')
    .addColumn('cycle', 'text', (column) => column.notNull())
    .addColumn('country', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('choice', 'text', (column) =>
      column.notNull().check(sql`choice in ('published', 'scores_only', 'not_chosen', 'not_published')`),
    )
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('changed_at', 'text', (column) => column.notNull())
    .addColumn('person', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('publication_choices_key', ['cycle', 'country', 'subject'])
    .execute();
  await tx.schema
    .createTable('publication_changes')
    .addColumn('upload', 'text', (column) => column.notNull().references('uploads.id'))
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('from_choice', 'text', (column) => column.notNull())
    .addColumn('to_choice', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('publication_changes_key', ['upload', 'position'])
    .execute();
};
