/** How far long work is. A process that was killed leaves its row: who reads it looks at the instant. */
import type { Connection, Transaction } from '../engine/connection.ts';

export type Work = {
  /** `demo`, `release <cycle>` or `corrections`. */
  readonly name: string;
  /** Done, 0 to 1. */
  readonly share: number;
  /** When it was noted, UTC. */
  readonly at: string;
};

export async function note(tx: Transaction, work: Work): Promise<void> {
  await tx
    .insertInto('work')
    .values(work)
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ share: work.share, at: work.at }))
    .execute();
}

export async function clear(tx: Transaction, name: string): Promise<void> {
  await tx.deleteFrom('work').where('name', '=', name).execute();
}

/** The last noted first. */
export async function list(connection: Connection): Promise<Work[]> {
  return connection.selectFrom('work').selectAll().orderBy('at', 'desc').execute();
}
