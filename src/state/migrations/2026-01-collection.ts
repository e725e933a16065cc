/** The first tables: cycles, uploads, submissions and their answers, facts, releases, audit. */
import { sql } from 'kysely';
import type { Migration } from './columns.ts';

export const collection: Migration = async (tx, { bytes, counting, appendOnly }) => {
  const statements = [
    // One row: the kind of the folder.
    sql`create table folder (
      one integer primary key check (one = 1),
      kind text not null check (kind in ('illustrative', 'real')),
      made_at text not null
    )`,
    sql`create table cycles (
      id text primary key,
      instrument text not null,
      version text not null,
      instrument_hash text not null,
      opened_at text not null,
      opened_by text not null,
      closes_on text,
      target double precision,
      target_year integer,
      baseline text
    )`,
    // A row for each invited country; "revision" and "state" are changed while this row is locked.
    sql`create table submissions (
      cycle text not null references cycles (id),
      country text not null,
      state text not null,
      revision integer not null,
      accepted_revision integer,
      taken_at text,
      received_at text,
      errors integer not null,
      warnings integer not null,
      decided_at text,
      decided_by text,
      primary key (cycle, country)
    )`,
    // Each content once, however often it is uploaded.
    sql`create table files (sha256 text primary key, size integer not null, bytes ${bytes} not null)`,
    sql`create table uploads (
      id text primary key,
      sha256 text not null,
      sha256_kept text references files (sha256),
      size integer not null,
      file_name text not null,
      received_at text not null,
      person text not null,
      role text not null,
      person_country text,
      expected_cycle text,
      expected_country text,
      outcome text,
      identity text,
      cycle text,
      country text,
      revision integer,
      not_recorded text,
      answer_counts text,
      cell_counts text
    )`,
    sql`create index uploads_by_submission on uploads (cycle, country)`,
    sql`create table revisions (
      cycle text not null,
      country text not null,
      number integer not null,
      upload text not null references uploads (id),
      received_at text not null,
      person text not null,
      errors integer not null,
      warnings integer not null,
      primary key (cycle, country, number),
      foreign key (cycle, country) references submissions (cycle, country)
    )`,
    sql`create table answers (
      cycle text not null,
      country text not null,
      revision integer not null,
      position integer not null,
      section text not null,
      question text not null,
      part text,
      state text not null,
      value_text text,
      value_number double precision,
      raw text,
      reason text,
      comment text,
      note text,
      evidence text,
      evidence_state text not null,
      confirmed integer not null,
      class text not null check (class in ('public', 'restricted', 'confidential')),
      publication text not null,
      upload text not null references uploads (id),
      sheet text not null,
      cell text not null,
      primary key (cycle, country, revision, position),
      foreign key (cycle, country, revision) references revisions (cycle, country, number)
    )`,
    sql`create table findings (
      upload text not null references uploads (id),
      position integer not null,
      code text not null,
      severity text not null,
      sheet text,
      cell text,
      question text,
      class text not null check (class in ('public', 'restricted', 'confidential')),
      details text not null,
      primary key (upload, position)
    )`,
    sql`create table decisions (
      id ${counting},
      cycle text not null,
      country text not null,
      revision integer not null,
      step text not null,
      person text not null,
      decided_at text not null,
      reason text,
      foreign key (cycle, country) references submissions (cycle, country)
    )`,
    sql`create table annotated_copies (
      upload text not null references uploads (id),
      language text not null,
      bytes ${bytes} not null,
      primary key (upload, language)
    )`,
    sql`create table treaty_facts (
      treaty text not null,
      country text not null,
      statement text not null,
      signature text,
      consent_date text,
      consent_action text,
      entry_into_force text,
      as_of text not null,
      as_of_note text,
      source text not null,
      note text,
      confirmed integer not null,
      illustrative integer not null,
      primary key (treaty, country)
    )`,
    sql`create table releases (
      id text primary key,
      cycle text not null references cycles (id),
      kind text not null,
      manifest_hash text not null,
      built_at text not null,
      published_at text
    )`,
    sql`create table release_files (
      release text not null references releases (id),
      path text not null,
      size integer not null,
      sha256 text not null,
      bytes ${bytes} not null,
      primary key (release, path)
    )`,
    sql`create table audit (
      id ${counting},
      at text not null,
      person text not null,
      role text not null,
      action text not null,
      thing text not null,
      cycle text,
      country text,
      from_state text,
      to_state text,
      details text not null
    )`,
    ...appendOnly('audit'),
  ];
  for (const statement of statements) await statement.execute(tx);
};
