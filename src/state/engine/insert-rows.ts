/** Inserts many rows of one kind with few statements, whose text is made once for each number of rows. */
import { CompiledQuery, type Insertable } from 'kysely';
import type { Tables } from '../tables.ts';
import { inChunks, storeKind, type Transaction } from './connection.ts';

/** With 25 rows a statement takes no longer for each row than with hundreds, and few texts occur. */
const rowsAtOnce = 25;
/** By database, table, columns and number of rows. */
const texts = new Map<string, string>();

/**
 * Building the query of hundreds of answers, and preparing a statement of its own for their number, took longer than
 * inserting them.
 *
 * @param rows - all with the same columns in the same order, none undefined
 */
export async function insertRows<Table extends keyof Tables>(
  tx: Transaction,
  table: Table,
  rows: readonly Insertable<Tables[Table]>[],
): Promise<void> {
  for (const chunk of inChunks(rows, rowsAtOnce)) {
    const columns = Object.keys(chunk[0]!);
    const key = `${storeKind(tx)} ${table} ${columns} ${chunk.length}`;
    const text = texts.get(key) ?? tx.insertInto(table).values(chunk).compile().sql;
    texts.set(key, text);
    await tx.executeQuery(CompiledQuery.raw(text, chunk.flatMap(valuesOf)));
  }
}

const valuesOf = (row: object): unknown[] => Object.values(row);
