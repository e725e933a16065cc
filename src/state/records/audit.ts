/**
 * The audit log: who changed what, when, from which to which value. Written with each change; the database refuses
 * updates and deletions.
 */
import type { AuditAction, Person } from '../../domain/index.ts';
import { type Connection, storable, storeKind, type Transaction } from '../engine/connection.ts';
import { seal } from './audit-chain.ts';

export type AuditLine = {
  /** UTC. */
  readonly at: string;
  /** Person id and role at that time. */
  readonly person: string;
  readonly role: string;
  readonly action: AuditAction;
  /** Kind and id: `submission <cycle> <country>`, `upload <id>`. */
  readonly thing: string;
  readonly cycle: string | null;
  readonly country: string | null;
  readonly from: string | null;
  readonly to: string | null;
  /** Counts, hashes and numbers; never an answer, a name or an address. */
  readonly details: Readonly<Record<string, string | number | null>>;
};

type Optional = 'cycle' | 'country' | 'from' | 'to' | 'details';
export type NewAuditLine = Omit<AuditLine, 'person' | 'role' | Optional> & Partial<Pick<AuditLine, Optional>>;

export async function write(tx: Transaction, person: Person, line: NewAuditLine): Promise<void> {
  const written = await tx
    .insertInto('audit')
    .values({
      at: line.at,
      person: person.id,
      role: person.role,
      action: line.action,
      thing: storable(line.thing),
      cycle: line.cycle ?? null,
      country: line.country ?? null,
      from_state: line.from ?? null,
      to_state: line.to ?? null,
      details: storable(JSON.stringify(line.details ?? {})),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  // PostgreSQL seals the line itself when the transaction commits.
  if (storeKind(tx) === 'sqlite') await seal(tx, [written]);
}

/** Oldest first; of one submission, or all. */
export async function list(
  connection: Connection,
  only: { cycle?: string; country?: string } = {},
): Promise<AuditLine[]> {
  let statement = connection.selectFrom('audit').selectAll().orderBy('id');
  if (only.cycle !== undefined) statement = statement.where('cycle', '=', only.cycle);
  if (only.country !== undefined) statement = statement.where('country', '=', only.country);
  return (await statement.execute()).map((row) => ({
    at: row.at,
    person: row.person,
    role: row.role,
    // A folder of an earlier version may contain actions that are no longer used.
    action: row.action as AuditAction,
    thing: row.thing,
    cycle: row.cycle,
    country: row.country,
    from: row.from_state,
    to: row.to_state,
    details: JSON.parse(row.details),
  }));
}
