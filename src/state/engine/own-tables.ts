/** Whether a database belongs to this software, by its tables. */
import { Problem } from '../../problem/index.ts';

/**
 * A database without tables is new. One with tables belongs to this software if it has our table of migrations.
 *
 * @param tables - all tables of the database, or of the PostgreSQL schema
 * @param migrationColumns - columns of the table `migrations`; called if there is one
 * @throws Problem `store_foreign`
 */
export function demandOwnTables(
  store: string,
  tables: readonly string[],
  migrationColumns: () => readonly string[],
): void {
  if (tables.length === 0) return;
  const cause = `it has tables of another product, such as "${tables[0]}"`;
  const own = tables.includes('migrations') && migrationColumns().join() === 'name';
  if (!own) throw new Problem('store_foreign', store, { store, cause });
}
