/** The kind of the data folder. Set once. */
import type { FolderKind } from '../../domain/index.ts';
import type { Connection, Transaction } from '../engine/connection.ts';

/** Null for an empty folder. */
export async function kind(connection: Connection): Promise<FolderKind | null> {
  const row = await connection.selectFrom('folder').select('kind').executeTakeFirst();
  return row?.kind ?? null;
}

/**
 * The kind, read with a lock until the transaction ends. Every change of what belongs to no single country (cycles,
 * treaty facts, reports of support and decisions about them) begins with it, so that what it read stays true until it
 * is written. On PostgreSQL two such changes would otherwise start from the same state, and the first would be lost.
 *
 * @returns null for an empty folder, which has nothing to lock
 */
export async function lock(tx: Transaction): Promise<FolderKind | null> {
  const row = await tx
    .updateTable('folder')
    .set((row) => ({ kind: row.ref('kind') }))
    .returning('kind')
    .executeTakeFirst();
  return row?.kind ?? null;
}

/** Sets the kind of the folder. If it was set before, possibly by another process, it is not changed. */
export async function make(tx: Transaction, folder: { kind: FolderKind; at: string }): Promise<{ made: boolean }> {
  const result = await tx
    .insertInto('folder')
    .values({ one: 1, kind: folder.kind, made_at: folder.at })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return { made: Number(result.numInsertedOrUpdatedRows ?? 0) === 1 };
}
