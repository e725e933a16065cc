/**
 * The version of the public state: it increases with every change, so that a web process knows when its copy is
 * outdated.
 */
import type { Connection, Transaction } from '../engine/connection.ts';

export async function read(connection: Connection): Promise<number> {
  const row = await connection.selectFrom('public_version').select('version').executeTakeFirstOrThrow();
  return row.version;
}

/** Increases the version, and blocks every other change of the public state until this transaction ends. */
export async function advance(tx: Transaction): Promise<number> {
  await tx
    .updateTable('public_version')
    .set((row) => ({ version: row('version', '+', 1) }))
    .execute();
  return read(tx);
}
