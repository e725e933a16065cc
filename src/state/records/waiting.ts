/**
 * Uploads waiting to be read, in the order of arrival. A process claims one for a limited time, reads it, and
 * releases the claim with the result; a claim that is not renewed expires, and another process may take over.
 */
import type { ExpressionBuilder } from 'kysely';
import type { Connection, Transaction } from '../engine/connection.ts';
import type { Tables } from '../tables.ts';
import { asUpload, type Claim, type Upload } from './uploads.ts';

/** Seconds on the clock of the store, which all processes share. */
export type StoreSeconds = number;

/**
 * No claim is made, and no attempt planned, for longer than this, in seconds. A later end was stated before the clock was
 * set back, and counts as past: otherwise every upload would wait until the clock is there again.
 */
const longestClaim = 120;
const longestDelay = 7_200;

/** Later than any clock: there are no further attempts unless a person requests one. */
export const never = 1e12;

type Uploads = ExpressionBuilder<Tables, 'uploads'>;

const unclaimed = (now: StoreSeconds) => (eb: Uploads) =>
  eb.or([eb('claimed_until', 'is', null), eb('claimed_until', '<', now), eb('claimed_until', '>', now + longestClaim)]);

const due = (now: StoreSeconds) => (eb: Uploads) =>
  eb.or([eb('next_try', '<=', now), eb.and([eb('next_try', '>', now + longestDelay), eb('next_try', '<', never)])]);

const unread = (connection: Connection | Transaction) =>
  connection.selectFrom('uploads').where('outcome', 'is', null).where('sha256_kept', 'is not', null);

/** The first upload that may be claimed now; null if there is none. */
export async function firstClaimable(connection: Connection, now: StoreSeconds): Promise<string | null> {
  const row = await unread(connection)
    .select('id')
    .where(unclaimed(now))
    .where(due(now))
    .orderBy('arrival')
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? null;
}

export async function isClaimed(connection: Connection, id: string, now: StoreSeconds): Promise<boolean> {
  const row = await connection
    .selectFrom('uploads')
    .select('id')
    .where('id', '=', id)
    .where((eb) => eb.not(unclaimed(now)(eb)))
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether an upload is due and not claimed. */
export async function isClaimable(connection: Connection, id: string, now: StoreSeconds): Promise<boolean> {
  const row = await unread(connection)
    .select('id')
    .where('id', '=', id)
    .where(unclaimed(now))
    .where(due(now))
    .executeTakeFirst();
  return row !== undefined;
}

/** Claims an unclaimed upload, including one that was read before but not recorded. */
export async function claim(
  tx: Transaction,
  id: string,
  now: StoreSeconds,
  { token, until }: Claim,
): Promise<Upload | null> {
  const row = await tx
    .updateTable('uploads')
    .set({ claim: token, claimed_until: until })
    .where('id', '=', id)
    .where('revision', 'is', null)
    .where('sha256_kept', 'is not', null)
    .where(unclaimed(now))
    .returningAll()
    .executeTakeFirst();
  return row ? asUpload(row) : null;
}

/** Whether the claim is still valid; locks the upload until the transaction ends. */
export async function holds(tx: Transaction, id: string, token: string): Promise<boolean> {
  const done = await tx
    .updateTable('uploads')
    .set({ claim: token })
    .where('id', '=', id)
    .where('claim', '=', token)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

export async function renew(tx: Transaction, id: string, { token, until }: Claim): Promise<void> {
  await tx
    .updateTable('uploads')
    .set({ claimed_until: until })
    .where('id', '=', id)
    .where('claim', '=', token)
    .execute();
}

export type Failed = { readonly tries: number; readonly nextTry: StoreSeconds; readonly setAside: boolean };

/** Releases a claim; `failed` if an attempt ended without a result. */
export async function release(tx: Transaction, id: string, token: string, failed: Failed | null): Promise<void> {
  const tried = failed && { tries: failed.tries, next_try: failed.nextTry, set_aside: failed.setAside ? 1 : 0 };
  await tx
    .updateTable('uploads')
    .set({ claim: null, claimed_until: null, ...tried })
    .where('id', '=', id)
    .where('claim', '=', token)
    .execute();
}

/** Makes an upload due now, whenever its next attempt was due. */
export async function hasten(tx: Transaction, id: string): Promise<void> {
  await tx.updateTable('uploads').set({ next_try: 0 }).where('id', '=', id).execute();
}

/** An earlier upload that must be read before one of a country is recorded; null if there is none. */
export async function firstBefore(connection: Connection, arrival: number, country: string): Promise<string | null> {
  const row = await mayBeOf(unread(connection), country)
    .select('id')
    .where('arrival', '<', arrival)
    .where('set_aside', '=', 0)
    .orderBy('arrival')
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? null;
}

/**
 * Number of uploads set aside that arrived between two others and may belong to a country: each has its place in the
 * order.
 */
export async function countSetAside(
  connection: Connection | Transaction,
  { after, before, country }: { after: number; before: number; country: string },
): Promise<number> {
  const { count } = await mayBeOf(unread(connection), country)
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('set_aside', '=', 1)
    .where('arrival', '>', after)
    .where('arrival', '<', before)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/**
 * A person of one country can only send that country's answers; for all other uploads the country is unknown until
 * they are read.
 */
function mayBeOf(statement: ReturnType<typeof unread>, country: string) {
  return statement.where(({ or, eb }) => or([eb('person_country', 'is', null), eb('person_country', '=', country)]));
}

/** All waiting uploads, in the order in which they are read, then those set aside. */
export async function list(connection: Connection): Promise<Upload[]> {
  return (await unread(connection).selectAll().orderBy('set_aside').orderBy('arrival').execute()).map(asUpload);
}
