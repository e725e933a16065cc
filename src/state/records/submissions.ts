/**
 * One row for each country invited to a cycle. A change names the state that it starts from, so that only one of two
 * concurrent changes succeeds.
 */
import type { Selectable } from 'kysely';
import type { Submission, SubmissionState } from '../../domain/index.ts';
import { type Connection, inChunks, type Transaction } from '../engine/connection.ts';
import type { Tables } from '../tables.ts';

/** Invites countries; those invited before are unchanged. @returns the new ones, in the order given */
export async function invite(tx: Transaction, cycle: string, countries: readonly string[]): Promise<string[]> {
  const invited = new Set((await list(tx, cycle)).map((submission) => submission.country));
  const fresh = [...new Set(countries)].filter((country) => !invited.has(country));
  for (const chunk of inChunks(fresh, 500)) {
    await tx
      .insertInto('submissions')
      .values(
        chunk.map((country) => ({
          cycle,
          country,
          state: 'invited' as const,
          revision: 0,
          accepted_revision: null,
          taken_at: null,
          received_at: null,
          errors: 0,
          warnings: 0,
          decided_at: null,
          decided_by: null,
        })),
      )
      .execute();
  }
  return fresh;
}

/** Withdraws an invitation; the database refuses it if anything was recorded for the country. */
export async function uninvite(tx: Transaction, cycle: string, country: string): Promise<void> {
  await tx.deleteFrom('submissions').where('cycle', '=', cycle).where('country', '=', country).execute();
}

export async function find(connection: Connection, cycle: string, country: string): Promise<Submission | null> {
  const row = await connection
    .selectFrom('submissions')
    .selectAll()
    .where('cycle', '=', cycle)
    .where('country', '=', country)
    .executeTakeFirst();
  return row ? asSubmission(row) : null;
}

/** Sorted by cycle and country. */
export async function list(connection: Connection, cycle?: string): Promise<Submission[]> {
  let statement = connection.selectFrom('submissions').selectAll().orderBy('cycle').orderBy('country');
  if (cycle !== undefined) statement = statement.where('cycle', '=', cycle);
  return (await statement.execute()).map(asSubmission);
}

/** Submissions with an accepted revision, sorted by country, from which a release is built. */
export async function accepted(connection: Connection, cycle: string): Promise<Submission[]> {
  return (await list(connection, cycle)).filter((submission) => submission.acceptedRevision !== null);
}

/**
 * Locks the row until the transaction ends and returns it. Null if the country is not invited. The update changes
 * nothing; it is the only kind of lock that both databases have.
 */
export async function lock(tx: Transaction, cycle: string, country: string): Promise<Submission | null> {
  const row = await tx
    .updateTable('submissions')
    .set((row) => ({ revision: row.ref('revision') }))
    .where('cycle', '=', cycle)
    .where('country', '=', country)
    .returningAll()
    .executeTakeFirst();
  return row ? asSubmission(row) : null;
}

/** Records a new revision; the accepted one remains accepted. Call after `lock`. */
export async function receive(
  tx: Transaction,
  submission: Submission,
  news: { revision: number; state: SubmissionState; at: string | null; errors: number; warnings: number },
): Promise<void> {
  await tx
    .updateTable('submissions')
    .set({
      revision: news.revision,
      state: news.state,
      received_at: news.at,
      errors: news.errors,
      warnings: news.warnings,
    })
    .where('cycle', '=', submission.cycle)
    .where('country', '=', submission.country)
    .execute();
}

/** Records a decision. Call after `lock`. */
export async function decide(
  tx: Transaction,
  submission: Submission,
  news: { state: SubmissionState; acceptedRevision: number | null; at: string; by: string },
): Promise<void> {
  await tx
    .updateTable('submissions')
    .set({
      state: news.state,
      accepted_revision: news.acceptedRevision,
      decided_at: news.at,
      decided_by: news.by,
    })
    .where('cycle', '=', submission.cycle)
    .where('country', '=', submission.country)
    .execute();
}

/** Records that the workbook was downloaded; only the first time is stored. */
export async function take(tx: Transaction, cycle: string, country: string, at: string): Promise<void> {
  await tx
    .updateTable('submissions')
    .set({ taken_at: at })
    .where('cycle', '=', cycle)
    .where('country', '=', country)
    .where('taken_at', 'is', null)
    .execute();
}

const asSubmission = (row: Selectable<Tables['submissions']>): Submission => ({
  cycle: row.cycle,
  country: row.country,
  state: row.state,
  revision: row.revision,
  acceptedRevision: row.accepted_revision,
  takenAt: row.taken_at,
  receivedAt: row.received_at,
  errors: row.errors,
  warnings: row.warnings,
  decidedAt: row.decided_at,
  decidedBy: row.decided_by,
});
