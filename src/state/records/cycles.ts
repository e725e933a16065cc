/** The cycles that were opened. */
import type { Selectable } from 'kysely';
import type { Cycle, CycleRules } from '../../domain/index.ts';
import type { Connection, Transaction } from '../engine/connection.ts';
import type { Tables } from '../tables.ts';

export async function open(tx: Transaction, cycle: Cycle): Promise<void> {
  const before = await tx
    .selectFrom('cycles')
    .select('position')
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();
  await tx
    .insertInto('cycles')
    .values({
      id: cycle.id,
      instrument: cycle.instrument,
      version: cycle.version,
      instrument_hash: cycle.instrumentHash,
      meaning: cycle.meaning,
      meaning_hash: cycle.meaningHash,
      opened_at: cycle.openedAt,
      opened_by: cycle.openedBy,
      closes_on: cycle.closesOn,
      target: cycle.target,
      target_year: cycle.targetYear,
      baseline: cycle.baseline,
      rules: cycle.rules === null ? null : JSON.stringify(cycle.rules),
      rules_hash: cycle.rulesHash,
      position: (before?.position ?? 0) + 1,
    })
    .execute();
}

export async function find(connection: Connection, id: string): Promise<Cycle | null> {
  const row = await connection.selectFrom('cycles').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? asCycle(row) : null;
}

/** Sets the deadline, and stores the rules with their reference date once that is set. */
export async function extend(
  tx: Transaction,
  { id, closesOn, rules, rulesHash }: Pick<Cycle, 'id' | 'closesOn' | 'rules' | 'rulesHash'>,
): Promise<void> {
  const kept = { rules: rules === null ? null : JSON.stringify(rules), rules_hash: rulesHash };
  await tx
    .updateTable('cycles')
    .set({ closes_on: closesOn, ...kept })
    .where('id', '=', id)
    .execute();
}

/** Stores the rules of a cycle that was opened before rules were stored; stored rules never change. */
export async function freezeRules(tx: Transaction, id: string, rules: CycleRules, hash: string): Promise<void> {
  await tx
    .updateTable('cycles')
    .set({ rules: JSON.stringify(rules), rules_hash: hash })
    .where('id', '=', id)
    .where('rules', 'is', null)
    .execute();
}

/** Stores the meaning of a cycle that was opened before meanings were stored; a stored meaning never changes. */
export async function freezeMeaning(
  tx: Transaction,
  id: string,
  { meaning, meaningHash }: { readonly meaning: string; readonly meaningHash: string },
): Promise<void> {
  await tx
    .updateTable('cycles')
    .set({ meaning, meaning_hash: meaningHash })
    .where('id', '=', id)
    .where('meaning', 'is', null)
    .execute();
}

/** By instrument, oldest version first. */
export async function list(connection: Connection): Promise<Cycle[]> {
  const rows = await connection.selectFrom('cycles').selectAll().execute();
  return rows.map(asCycle).sort((a, b) => (a.id < b.id ? -1 : 1));
}

const asCycle = (row: Selectable<Tables['cycles']>): Cycle => ({
  id: row.id,
  instrument: row.instrument,
  version: row.version,
  instrumentHash: row.instrument_hash,
  meaning: row.meaning,
  meaningHash: row.meaning_hash,
  openedAt: row.opened_at,
  openedBy: row.opened_by,
  closesOn: row.closes_on,
  target: row.target,
  targetYear: row.target_year,
  baseline: row.baseline,
  rules: row.rules === null ? null : (JSON.parse(row.rules) as CycleRules),
  rulesHash: row.rules_hash,
});
