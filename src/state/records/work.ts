/** Progress of long work. A killed process leaves its row, so readers must consider the instant. */
import { sql } from 'kysely';
import type { Connection, Transaction } from '../engine/connection.ts';

export type Work = {
  /** `demo`, `release <cycle>` or `corrections`. */
  readonly name: string;
  /** Share completed, 0 to 1. */
  readonly share: number;
  /** When it was recorded, UTC. */
  readonly at: string;
};

export async function note(tx: Transaction, work: Work): Promise<void> {
  await tx
    .insertInto('work')
    .values({ ...work, turn })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ share: work.share, at: work.at, turn }))
    .execute();
}

/** After everything recorded before, whatever the clocks of the processes show. */
const turn = sql<number>`(select coalesce(max(turn), 0) + 1 from work)`;

export async function clear(tx: Transaction, name: string): Promise<void> {
  await tx.deleteFrom('work').where('name', '=', name).execute();
}

/** Most recently recorded first. */
export async function list(connection: Connection): Promise<Work[]> {
  return connection
    .selectFrom('work')
    .select(['name', 'share', 'at'])
    .orderBy('turn', 'desc')
    .orderBy('name')
    .execute();
}
