/** The version of what is public: it grows with every change, so that a web process knows when what it holds is old. */
import type { Connection, Transaction } from '../engine/connection.ts';

export async function read(connection: Connection): Promise<number> {
  const row = await connection.selectFrom('public_version').select('version').executeTakeFirstOrThrow();
  return row.version;
}

/** Counts up, and makes every other change of what is public wait until this transaction ends. */
export async function advance(tx: Transaction): Promise<number> {
  await tx
    .updateTable('public_version')
    .set((row) => ({ version: row('version', '+', 1) }))
    .execute();
  return read(tx);
}
