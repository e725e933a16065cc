/** The tables as the database itself knows them, so that what a migration adds is never left out. */
import { sql } from 'kysely';
import type { Connection, StoreKind } from './connection.ts';

const tables = {
  sqlite: sql<{ name: string }>`
    select name from sqlite_master where type = 'table' and name not like 'sqlite|_%' escape '|' order by name`,
  postgres: sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = current_schema() and table_type = 'BASE TABLE' order by table_name`,
};

/** Names of all tables, of the PostgreSQL schema in use; in alphabetical order of the database. */
export async function tableNames(db: Connection, kind: StoreKind): Promise<string[]> {
  return (await tables[kind].execute(db)).rows.map(({ name }) => name);
}
