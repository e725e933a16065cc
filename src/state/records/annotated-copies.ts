/** A cache of annotated copies of uploads. They can be made again, so losing one does no harm. */
import type { Connection, Transaction } from '../engine/connection.ts';

export async function find(connection: Connection, upload: string, language: string): Promise<Uint8Array | null> {
  const row = await connection
    .selectFrom('annotated_copies')
    .select('bytes')
    .where('upload', '=', upload)
    .where('language', '=', language)
    .executeTakeFirst();
  return row ? new Uint8Array(row.bytes) : null;
}

export async function keep(tx: Transaction, upload: string, language: string, bytes: Uint8Array): Promise<void> {
  await tx
    .insertInto('annotated_copies')
    .values({ upload, language, bytes })
    .onConflict((conflict) => conflict.columns(['upload', 'language']).doNothing())
    .execute();
}
