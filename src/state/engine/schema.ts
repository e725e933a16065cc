/** The tables according to the database itself, so that tables added by migrations are always included. */
import { sql } from 'kysely';
import type { Connection, StoreKind } from './connection.ts';

const tables = {
  sqlite: sql<{ name: string }>`
    select name from sqlite_master where type = 'table' and name not like 'sqlite|_%' escape '|' order by name`,
  postgres: sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = current_schema() and table_type = 'BASE TABLE' order by table_name`,
};

/** Names of all tables, of the current PostgreSQL schema; in alphabetical order of the database. */
export async function tableNames(db: Connection, kind: StoreKind): Promise<string[]> {
  return (await tables[kind].execute(db)).rows.map(({ name }) => name);
}

export type StoredColumn = {
  readonly name: string;
  /** Declared type, such as `text` or `bytea`. */
  readonly type: string;
  /** Position in the primary key, from 1; 0 if it is not part of it. */
  readonly key: number;
};

const columns = {
  sqlite: (table: string) =>
    sql<StoredColumn>`select name, type, pk as key from pragma_table_info(${table}) order by cid`,
  postgres: (table: string) => sql<StoredColumn>`
    select columns.column_name as name, columns.data_type as type, coalesce(keys.ordinal_position, 0)::integer as key
    from information_schema.columns as columns
    left join information_schema.table_constraints as constraints
      on constraints.table_schema = columns.table_schema and constraints.table_name = columns.table_name
      and constraints.constraint_type = 'PRIMARY KEY'
    left join information_schema.key_column_usage as keys
      on keys.constraint_schema = constraints.constraint_schema and keys.constraint_name = constraints.constraint_name
      and keys.table_name = columns.table_name and keys.column_name = columns.column_name
    where columns.table_schema = current_schema() and columns.table_name = ${table}
    order by columns.ordinal_position`,
};

/** Columns of a table in their order; empty if there is no such table. */
export async function columnsOf(db: Connection, kind: StoreKind, table: string): Promise<readonly StoredColumn[]> {
  return (await columns[kind](table).execute(db)).rows;
}

const references = {
  sqlite: sql<{ from: string; to: string }>`
    select tables.name as "from", keys."table" as "to"
    from sqlite_master as tables, pragma_foreign_key_list(tables.name) as keys where tables.type = 'table'`,
  postgres: sql<{ from: string; to: string }>`
    select source.relname as "from", target.relname as "to"
    from pg_constraint as keys
    join pg_class as source on source.oid = keys.conrelid
    join pg_class as target on target.oid = keys.confrelid
    where keys.contype = 'f' and source.relnamespace = current_schema()::regnamespace`,
};

/** All tables, each after those that its rows refer to. @throws Error if the references are circular */
export async function tablesInOrder(db: Connection, kind: StoreKind): Promise<string[]> {
  const names = await tableNames(db, kind);
  const { rows } = await references[kind].execute(db);
  const ordered: string[] = [];
  while (ordered.length < names.length) {
    const next = names.filter(
      (name) =>
        !ordered.includes(name) && rows.every(({ from, to }) => from !== name || to === name || ordered.includes(to)),
    );
    if (next.length === 0) throw new Error(`tables refer to each other in a circle: ${names.join(', ')}`);
    ordered.push(...next);
  }
  return ordered;
}
