/**
 * Each line of the audit log is sealed with a hash of itself and the hash before it, so that no line can be changed,
 * removed or inserted without resealing all lines after it.
 *
 * The store itself orders the seals. SQLite has one writer at a time; PostgreSQL seals a line as its transaction
 * commits, under a lock of the head of the chain, so that no transaction waits for another that waits for it.
 */
import { createHash } from 'node:crypto';
import type { Transaction } from '../engine/connection.ts';
import type { Tables } from '../tables.ts';

export type SealedLine = { [Column in keyof Tables['audit']]: Column extends 'id' ? number : Tables['audit'][Column] };

/** The hash before the first seal. */
export const noHash = '';

/** Fields in this order; each is written with its length, so that the encoding is unambiguous. */
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

/** @returns SHA-256, in hexadecimal; PostgreSQL computes the same in the database */
export function sealOf(before: string, line: SealedLine): string {
  const written = fields.map((field) => {
    const value = line[field];
    return value === null ? '-' : `${Buffer.byteLength(String(value))}:${value}`;
  });
  return createHash('sha256')
    .update(`${before}\n${written.join(',')}`)
    .digest('hex');
}

/** Seals new lines, in order of their ids, after those already sealed. */
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
