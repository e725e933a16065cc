/** Every uploaded file, byte for byte, and its outcome. */
import type { Selectable } from 'kysely';
import {
  type AnswerCounts,
  noCells,
  type ReceiptCounts,
  type Role,
  type UploadEffect,
  type WorkbookIdentity,
} from '../../domain/index.ts';
import { type Connection, storable, type Transaction } from '../engine/connection.ts';
import type { Tables } from '../tables.ts';
import { nextArrival } from './arrivals.ts';

export const uploadOutcomes = ['clean', 'warnings', 'errors', 'refused', 'wrong_kind'] as const;
export type UploadOutcome = (typeof uploadOutcomes)[number];

export type Upload = {
  readonly id: string;
  readonly sha256: string;
  readonly size: number;
  /** Sanitised; never used as a path. */
  readonly fileName: string;
  /** Its arrival number, counted by the store. */
  readonly arrival: number;
  /** UTC. */
  readonly receivedAt: string;
  readonly person: string;
  readonly role: Role;
  /** Country of the sender at the time of upload; null for none. */
  readonly personCountry: string | null;
  /** Cycle and country stated by the person; null if not stated. */
  readonly expectedCycle: string | null;
  readonly expectedCountry: string | null;
  /** Null until it was checked. `wrong_kind`: its bytes were deleted. */
  readonly outcome: UploadOutcome | null;
  readonly identity: WorkbookIdentity | null;
  /** Submission of the workbook, if it was recognised. */
  readonly cycle: string | null;
  readonly country: string | null;
  /** The revision that it became, or is identical to. */
  readonly revision: number | null;
  /** Code of the reason why it became none; null if it became one or was not checked yet. */
  readonly notRecorded: string | null;
  readonly answerCounts: AnswerCounts | null;
  readonly cellCounts: ReceiptCounts | null;
  /** Its effect on the answers recorded before; null if it was not recorded. */
  readonly effect: UploadEffect | null;
  /** Number of attempts to read it that ended without a result. */
  readonly tries: number;
  /** True if several attempts failed: others no longer wait for it, and the secretariat must act. */
  readonly setAside: boolean;
};

/** A process's right to read an upload, until an instant on the clock of the store, in seconds. */
export type Claim = { readonly token: string; readonly until: number };

/** What is known when an upload is received. */
export type NewUpload = Pick<
  Upload,
  | 'id'
  | 'sha256'
  | 'size'
  | 'fileName'
  | 'receivedAt'
  | 'person'
  | 'role'
  | 'personCountry'
  | 'expectedCycle'
  | 'expectedCountry'
>;

/** What is known after the check. */
export type CheckedUpload = Pick<
  Upload,
  'outcome' | 'identity' | 'cycle' | 'country' | 'revision' | 'notRecorded' | 'answerCounts' | 'cellCounts' | 'effect'
>;

/** Stores the bytes, before anything reads them. @param claimed - for a process that reads them at once */
export async function keep(tx: Transaction, upload: NewUpload, bytes: Uint8Array, claimed?: Claim): Promise<void> {
  await tx
    .insertInto('files')
    .values({ sha256: upload.sha256, size: upload.size, bytes })
    .onConflict((conflict) => conflict.column('sha256').doNothing())
    .execute();
  // Last, so that the counter is locked no longer than necessary.
  const arrival = await nextArrival(tx);
  await tx
    .insertInto('uploads')
    .values({
      arrival,
      claim: claimed?.token ?? null,
      claimed_until: claimed?.until ?? null,
      tries: 0,
      next_try: 0,
      set_aside: 0,
      id: upload.id,
      sha256: upload.sha256,
      sha256_kept: upload.sha256,
      size: upload.size,
      file_name: storable(upload.fileName),
      received_at: upload.receivedAt,
      person: upload.person,
      role: upload.role,
      person_country: upload.personCountry,
      expected_cycle: upload.expectedCycle,
      expected_country: upload.expectedCountry,
      outcome: null,
      identity: null,
      cycle: null,
      country: null,
      revision: null,
      not_recorded: null,
      answer_counts: null,
      cell_counts: null,
      effect: null,
    })
    .execute();
}

/** Records the result of the check and the outcome of the upload. */
export async function note(tx: Transaction, id: string, checked: CheckedUpload): Promise<void> {
  await tx
    .updateTable('uploads')
    .set({
      outcome: checked.outcome,
      identity: asJson(checked.identity),
      cycle: checked.cycle,
      country: checked.country,
      revision: checked.revision,
      not_recorded: checked.notRecorded,
      answer_counts: asJson(checked.answerCounts),
      cell_counts: asJson(checked.cellCounts),
      effect: asJson(checked.effect),
      claim: null,
      claimed_until: null,
      set_aside: 0,
    })
    .where('id', '=', id)
    .execute();
}

/** Deletes the bytes, unless another upload has the same ones. The row and its hash remain. */
export async function dropBytes(tx: Transaction, id: string): Promise<void> {
  const { sha256 } = await tx
    .updateTable('uploads')
    .set({ sha256_kept: null })
    .where('id', '=', id)
    .returning('sha256')
    .executeTakeFirstOrThrow();
  const held = tx.selectFrom('uploads').select('id').where('sha256_kept', '=', sha256);
  await tx
    .deleteFrom('files')
    .where('sha256', '=', sha256)
    .where(({ not, exists }) => not(exists(held)))
    .execute();
}

export async function find(connection: Connection, id: string): Promise<Upload | null> {
  const row = await connection.selectFrom('uploads').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? asUpload(row) : null;
}

/** Every upload recognised as belonging to this submission, recorded or not, oldest first. */
export async function ofSubmission(connection: Connection, cycle: string, country: string): Promise<Upload[]> {
  const rows = await connection
    .selectFrom('uploads')
    .selectAll()
    .where('cycle', '=', cycle)
    .where('country', '=', country)
    .orderBy('arrival')
    .execute();
  return rows.map(asUpload);
}

/**
 * Number of files received for a submission: those recognised as belonging to it, and unread ones that were sent for
 * it.
 */
export async function countFor(connection: Connection, cycle: string, country: string): Promise<number> {
  const { count } = await connection
    .selectFrom('uploads')
    .select(({ fn }) => fn.countAll().as('count'))
    .where(({ and, or, eb, fn }) =>
      or([
        and([eb('cycle', '=', cycle), eb('country', '=', country)]),
        and([
          eb('outcome', 'is', null),
          eb(fn.coalesce('expected_country', 'person_country'), '=', country),
          or([eb('expected_cycle', 'is', null), eb('expected_cycle', '=', cycle)]),
        ]),
      ]),
    )
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Uploads that were stored but not checked, oldest first. */
export async function unchecked(connection: Connection): Promise<Upload[]> {
  const statement = connection.selectFrom('uploads').selectAll().where('outcome', 'is', null);
  return (await statement.orderBy('arrival').execute()).map(asUpload);
}

/** The original bytes; null if they were deleted. */
export async function bytes(connection: Connection, id: string): Promise<Uint8Array | null> {
  const row = await connection
    .selectFrom('uploads')
    .innerJoin('files', 'files.sha256', 'uploads.sha256_kept')
    .select('files.bytes')
    .where('uploads.id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return null;
  // PostgreSQL returns a Buffer; the result of SQLite need not be copied again.
  return Buffer.isBuffer(row.bytes) ? new Uint8Array(row.bytes) : row.bytes;
}

const asJson = (value: object | null): string | null => (value === null ? null : storable(JSON.stringify(value)));

export const asUpload = (row: Selectable<Tables['uploads']>): Upload => ({
  id: row.id,
  sha256: row.sha256,
  size: row.size,
  arrival: row.arrival!,
  fileName: row.file_name,
  receivedAt: row.received_at,
  person: row.person,
  role: row.role as Role,
  personCountry: row.person_country,
  expectedCycle: row.expected_cycle,
  expectedCountry: row.expected_country,
  outcome: row.outcome as UploadOutcome | null,
  identity: row.identity === null ? null : JSON.parse(row.identity),
  cycle: row.cycle,
  country: row.country,
  revision: row.revision,
  notRecorded: row.not_recorded,
  answerCounts: row.answer_counts === null ? null : JSON.parse(row.answer_counts),
  // Receipts from before answers were kept lack some of the counts.
  cellCounts: row.cell_counts === null ? null : { ...noCells, ...JSON.parse(row.cell_counts) },
  effect: row.effect === null ? null : JSON.parse(row.effect),
  tries: row.tries,
  setAside: row.set_aside === 1,
});
