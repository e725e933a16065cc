/** What the data folder is for. Set once. */
import type { FolderKind } from '../../domain/index.ts';
import type { Connection, Transaction } from '../engine/connection.ts';

/** Null while nothing was made in it. */
export async function kind(connection: Connection): Promise<FolderKind | null> {
  const row = await connection.selectFrom('folder').select('kind').executeTakeFirst();
  return row?.kind ?? null;
}

/** Says what the folder is for. Where that was stated before, by another process perhaps, what was stated stands. */
export async function make(tx: Transaction, folder: { kind: FolderKind; at: string }): Promise<{ made: boolean }> {
  const result = await tx
    .insertInto('folder')
    .values({ one: 1, kind: folder.kind, made_at: folder.at })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return { made: Number(result.numInsertedOrUpdatedRows ?? 0) === 1 };
}
