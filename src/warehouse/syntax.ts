/** What a statement reads, told by DuckDB's own parser. */
import type { Warehouse } from './warehouse.ts';

export type Reading =
  /** Tables with a schema, `schema.name`, each once, in order of name. A bare name is a CTE and not told. */
  | { readonly tables: readonly string[]; readonly fault: null }
  /** `position` counts characters from 0; null where the parser gives none. */
  | { readonly tables: null; readonly fault: { readonly message: string; readonly position: number | null } };

/**
 * Finds the tables that a select reads.
 *
 * Not by `connection.getTableNames()`: it gives `'staging.x AS x'` for an alias and nothing for `join … using`.
 */
export async function tablesRead(warehouse: Warehouse, select: string): Promise<Reading> {
  const [row] = await warehouse.rows<{ tree: string }>('select json_serialize_sql($1::varchar)::varchar as tree', [
    select,
  ]);
  const tree = JSON.parse(row!.tree) as SyntaxTree;
  if (tree.error) {
    return { tables: null, fault: { message: tree.error_message, position: positionOf(tree.position) } };
  }
  const tables = new Set<string>();
  collect(tree, tables);
  return { tables: [...tables].sort(), fault: null };
}

type SyntaxTree = { error: false } | { error: true; error_message: string; position?: string | number };

const positionOf = (position: string | number | undefined) => (position === undefined ? null : Number(position));

function collect(node: unknown, into: Set<string>): void {
  if (node === null || typeof node !== 'object') return;
  const table = node as { type?: unknown; schema_name?: unknown; table_name?: unknown };
  if (table.type === 'BASE_TABLE' && typeof table.schema_name === 'string' && table.schema_name !== '') {
    into.add(`${table.schema_name}.${String(table.table_name)}`);
  }
  for (const child of Object.values(node)) collect(child, into);
}
