/** The kind of the data folder. Set once. */
import type { FolderKind } from '../../domain/index.ts';
import type { Connection, Transaction } from '../engine/connection.ts';

/** Null for an empty folder. */
export async function kind(connection: Connection): Promise<FolderKind | null> {
  const row = await connection.selectFrom('folder').select('kind').executeTakeFirst();
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
