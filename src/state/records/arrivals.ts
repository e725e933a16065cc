/** Arrival numbers, counted by the store. */
import { sql } from 'kysely';
import type { Transaction } from '../engine/connection.ts';

/**
 * Numbers an arrival: an upload, or an act that changes answers. Transactions with arrivals wait for each other, so
 * that none becomes visible before an earlier one.
 */
export async function nextArrival(tx: Transaction): Promise<number> {
  const { last } = await tx
    .updateTable('arrivals')
    .set((row) => ({ last: sql<number>`${row.ref('last')} + 1` }))
    .returning('last')
    .executeTakeFirstOrThrow();
  return last;
}
