/** The numbered revisions of a submission, which are never overwritten, and the decisions about them. */
import type { RevisionKind } from '../../domain/index.ts';
import { type Connection, storable, type Transaction } from '../engine/connection.ts';

export type Revision = {
  readonly cycle: string;
  readonly country: string;
  /** Counted from 1. */
  readonly number: number;
  readonly upload: string;
  readonly sha256: string;
  readonly fileName: string;
  readonly receivedAt: string;
  readonly person: string;
  readonly errors: number;
  readonly warnings: number;
  /** Arrival number of its upload, or of the act that created it. */
  readonly arrival: number;
  readonly kind: RevisionKind;
  /** UTC; null if it was not withdrawn. Its number is not reused. */
  readonly withdrawnAt: string | null;
};

export type Decision = {
  readonly cycle: string;
  readonly country: string;
  readonly revision: number;
  readonly step: 'accept' | 'return' | 'reopen';
  readonly person: string;
  readonly at: string;
  readonly reason: string | null;
};

export async function add(
  tx: Transaction,
  revision: Omit<Revision, 'sha256' | 'fileName' | 'withdrawnAt'>,
): Promise<void> {
  const { cycle, country, number, upload, receivedAt, person, errors, warnings, arrival, kind } = revision;
  await tx
    .insertInto('revisions')
    .values({
      cycle,
      country,
      number,
      upload,
      received_at: receivedAt,
      person,
      errors,
      warnings,
      arrival,
      kind,
      withdrawn_at: null,
    })
    .execute();
}

/** Oldest first. */
export async function list(connection: Connection, cycle: string, country: string): Promise<Revision[]> {
  const rows = await connection
    .selectFrom('revisions')
    .innerJoin('uploads', 'uploads.id', 'revisions.upload')
    .selectAll('revisions')
    .select(['uploads.sha256', 'uploads.file_name'])
    .where('revisions.cycle', '=', cycle)
    .where('revisions.country', '=', country)
    .orderBy('revisions.number')
    .execute();
  return rows.map(({ received_at, file_name, withdrawn_at, ...row }) => ({
    ...row,
    receivedAt: received_at,
    fileName: file_name,
    withdrawnAt: withdrawn_at,
  }));
}

/** When one revision was received. */
export type Received = Pick<Revision, 'country' | 'number' | 'receivedAt'>;

/** Every revision of a cycle that was not withdrawn, with when it was received; sorted by country and number. */
export async function received(connection: Connection, cycle: string): Promise<Received[]> {
  const rows = await connection
    .selectFrom('revisions')
    .select(['country', 'number', 'received_at'])
    .where('cycle', '=', cycle)
    .where('withdrawn_at', 'is', null)
    .orderBy('country')
    .orderBy('number')
    .execute();
  return rows.map(({ country, number, received_at }) => ({ country, number, receivedAt: received_at }));
}

/** Withdraws a revision; its row and its answers remain. */
export async function withdraw(
  tx: Transaction,
  { cycle, country, number, at }: Pick<Revision, 'cycle' | 'country' | 'number'> & { readonly at: string },
): Promise<void> {
  await tx
    .updateTable('revisions')
    .set({ withdrawn_at: at })
    .where('cycle', '=', cycle)
    .where('country', '=', country)
    .where('number', '=', number)
    .execute();
}

export async function decide(tx: Transaction, decision: Decision): Promise<void> {
  const { at, reason, ...rest } = decision;
  await tx
    .insertInto('decisions')
    .values({ ...rest, decided_at: at, reason: storable(reason) })
    .execute();
}

/** Oldest first. */
export async function decisions(connection: Connection, cycle: string, country: string): Promise<Decision[]> {
  const rows = await connection
    .selectFrom('decisions')
    .select(['cycle', 'country', 'revision', 'step', 'person', 'decided_at', 'reason'])
    .where('cycle', '=', cycle)
    .where('country', '=', country)
    .orderBy('id')
    .execute();
  return rows.map(({ decided_at, step, ...row }) => ({ ...row, step: step as Decision['step'], at: decided_at }));
}
