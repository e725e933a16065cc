/** Parties to treaties with dates, source and as-of date. A missing row says nothing about a State. */
import type { Selectable } from 'kysely';
import type { TreatyFact } from '../../domain/index.ts';
import { type Connection, inChunks, storable, type Transaction } from '../engine/connection.ts';
import type { Tables } from '../tables.ts';

export type StoredTreatyFact = TreatyFact & {
  /** True for a fictional State. */
  readonly illustrative: boolean;
};

/** Adds facts and replaces those of the same treaty and country; others remain. */
export async function put(tx: Transaction, facts: readonly StoredTreatyFact[]): Promise<void> {
  for (const chunk of inChunks(facts.map(asRow), 500)) {
    await tx
      .insertInto('treaty_facts')
      .values(chunk)
      .onConflict((conflict) =>
        conflict.columns(['treaty', 'country']).doUpdateSet(({ ref }) => ({
          statement: ref('excluded.statement'),
          signature: ref('excluded.signature'),
          consent_date: ref('excluded.consent_date'),
          consent_action: ref('excluded.consent_action'),
          entry_into_force: ref('excluded.entry_into_force'),
          as_of: ref('excluded.as_of'),
          as_of_note: ref('excluded.as_of_note'),
          source: ref('excluded.source'),
          note: ref('excluded.note'),
          confirmed: ref('excluded.confirmed'),
          illustrative: ref('excluded.illustrative'),
        })),
      )
      .execute();
  }
}

/** Sorted by treaty and country; of one country, or all. */
export async function list(connection: Connection, only: { country?: string } = {}): Promise<StoredTreatyFact[]> {
  let statement = connection.selectFrom('treaty_facts').selectAll();
  if (only.country !== undefined) statement = statement.where('country', '=', only.country);
  const place = (fact: StoredTreatyFact) => `${fact.treaty} ${fact.country}`;
  // Sorted here, as the two databases sort text differently.
  return (await statement.execute()).map(asFact).sort((a, b) => (place(a) < place(b) ? -1 : 1));
}

const asRow = (fact: StoredTreatyFact) => ({
  treaty: storable(fact.treaty),
  country: fact.country,
  statement: fact.statement,
  signature: fact.signature,
  consent_date: fact.consentDate,
  consent_action: storable(fact.consentAction),
  entry_into_force: fact.entryIntoForce,
  as_of: fact.asOf,
  as_of_note: storable(fact.asOfNote),
  source: storable(fact.source),
  note: storable(fact.note),
  confirmed: fact.confirmed ? 1 : 0,
  illustrative: fact.illustrative ? 1 : 0,
});

const asFact = (row: Selectable<Tables['treaty_facts']>): StoredTreatyFact => ({
  treaty: row.treaty,
  country: row.country,
  statement: row.statement as StoredTreatyFact['statement'],
  signature: row.signature,
  consentDate: row.consent_date,
  consentAction: row.consent_action,
  entryIntoForce: row.entry_into_force,
  asOf: row.as_of,
  asOfNote: row.as_of_note,
  source: row.source,
  note: row.note,
  confirmed: row.confirmed === 1,
  illustrative: row.illustrative === 1,
});
