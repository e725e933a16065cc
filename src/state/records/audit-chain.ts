/**
 * Each line of the audit is sealed with a hash over itself and the hash before it, so that no line can be changed, taken
 * out or put in between without all that follow being sealed again.
 *
 * The store itself brings the seals in order. SQLite has one writer at a time; PostgreSQL seals a line as its transaction
 * commits, under a lock of the head of the chain, so that no transaction waits for another that waits for it.
 */
import { createHash } from 'node:crypto';
import type { Transaction } from '../engine/connection.ts';
import type { Tables } from '../tables.ts';

export type SealedLine = { [Column in keyof Tables['audit']]: Column extends 'id' ? number : Tables['audit'][Column] };

/** Stands before the first seal. */
export const noHash = '';

/** Fields in this order; a field is written with its length, so that no two lines are written alike. */
const fields = [
  'id',
  'at',
  'person',
  'role',
  'action',
  'thing',
  'cycle',
  'country',
  'from_state',
  'to_state',
  'details',
] as const satisfies readonly (keyof SealedLine)[];

/** @returns SHA-256, in hexadecimal; the database of PostgreSQL computes the same */
export function sealOf(before: string, line: SealedLine): string {
  const written = fields.map((field) => {
    const value = line[field];
    return value === null ? '-' : `${Buffer.byteLength(String(value))}:${value}`;
  });
  return createHash('sha256')
    .update(`${before}\n${written.join(',')}`)
    .digest('hex');
}

/** Seals lines that were written, in order of their ids, behind those that are sealed. */
export async function seal(tx: Transaction, lines: readonly SealedLine[]): Promise<void> {
  if (lines.length === 0) return;
  const head = await tx.selectFrom('audit_head').selectAll().executeTakeFirstOrThrow();
  let { number, hash } = head;
  for (const line of lines) {
    number += 1;
    hash = sealOf(hash, line);
    await tx.insertInto('audit_chain').values({ number, line: line.id, hash }).execute();
  }
  await tx.updateTable('audit_head').set({ number, hash }).execute();
}
