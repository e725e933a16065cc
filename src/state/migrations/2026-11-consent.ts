/**
 * A cycle keeps its rules as they were when it opened, and each country the choice that covers each of its answers.
 *
 * A blank choice was kept as "published" before. Answers whose choice no one has settled since are closed here; the choice
 * that their revision states is settled again when the store is next used.
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
