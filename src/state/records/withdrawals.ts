/** What was withdrawn from everything public, and why. The reason is public. */
import type { Selectable } from 'kysely';
import { type Connection, storable, type Transaction } from '../engine/connection.ts';
import type { Tables } from '../tables.ts';

/** Of a release, or of a country in one cycle or (null) in every cycle. */
export type Withdrawn =
  | { readonly release: string; readonly country: null; readonly cycle: null }
  | { readonly release: null; readonly country: string; readonly cycle: string | null };

export type Withdrawal = Withdrawn & {
  readonly id: number;
  readonly reason: string;
  /** True if the country itself allows less than was published: builds include it to the extent allowed. */
  readonly byChoice: boolean;
  readonly at: string;
  /** Id of the person. */
  readonly person: string;
  /** When it was lifted, so that the next build includes the country again; null while it is in force. */
  readonly liftedAt: string | null;
  readonly liftReason: string | null;
};

export async function add(
  tx: Transaction,
  {
    byChoice = false,
    ...withdrawn
  }: Withdrawn & Pick<Withdrawal, 'reason' | 'at' | 'person'> & Partial<Pick<Withdrawal, 'byChoice'>>,
): Promise<number> {
  const { id } = await tx
    .insertInto('withdrawals')
    .values({ ...withdrawn, reason: storable(withdrawn.reason), by_choice: Number(byChoice) })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export async function lift(
  tx: Transaction,
  id: number,
  { at, person, reason }: Pick<Withdrawal, 'at' | 'person' | 'reason'>,
): Promise<void> {
  await tx
    .updateTable('withdrawals')
    .set({ lifted_at: at, lifted_by: person, lift_reason: storable(reason) })
    .where('id', '=', id)
    .execute();
}

/** Oldest first. */
export async function list(connection: Connection): Promise<Withdrawal[]> {
  return (await connection.selectFrom('withdrawals').selectAll().orderBy('id').execute()).map(asWithdrawal);
}

export type CountryWithdrawal = Withdrawal & { readonly country: string };

/** Countries that builds exclude until their withdrawal is lifted, oldest first. */
export const ofCountries = async (connection: Connection): Promise<CountryWithdrawal[]> =>
  (await inForce(connection)).filter(({ byChoice }) => !byChoice);

/** Withdrawals because of a country's narrower choice, oldest first. */
export const ofChoices = async (connection: Connection): Promise<CountryWithdrawal[]> =>
  (await inForce(connection)).filter(({ byChoice }) => byChoice);

const inForce = async (connection: Connection): Promise<CountryWithdrawal[]> =>
  (await list(connection)).flatMap((one) =>
    one.country === null || one.liftedAt !== null ? [] : [{ ...one, country: one.country }],
  );

const asWithdrawal = (row: Selectable<Tables['withdrawals']>): Withdrawal => ({
  ...(row.release === null
    ? { release: null, country: row.country!, cycle: row.cycle }
    : { release: row.release, country: null, cycle: null }),
  id: row.id,
  reason: row.reason,
  byChoice: row.by_choice === 1,
  at: row.at,
  person: row.person,
  liftedAt: row.lifted_at,
  liftReason: row.lift_reason,
});
