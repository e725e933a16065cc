/** The order in which things arrive, counted by the store. */
import { sql } from 'kysely';
import type { Transaction } from '../engine/connection.ts';

/**
 * Numbers an arrival: of an upload, or of an act that changes answers. Arrivals stand in line until their transaction ends,
 * so that none is seen before an earlier one.
 */
export async function nextArrival(tx: Transaction): Promise<number> {
  const { last } = await tx
    .updateTable('arrivals')
    .set((row) => ({ last: sql<number>`${row.ref('last')} + 1` }))
    .returning('last')
    .executeTakeFirstOrThrow();
  return last;
}
