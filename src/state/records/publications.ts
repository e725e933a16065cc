/** What countries allow to be published: the choice that applies to each section, and the changes in an upload. */
import {
  asPublication,
  builtChoicesIn,
  type PublicationChange,
  type PublicationChoices,
  partsBeyondChoices,
  type SectionPublication,
} from '../../domain/index.ts';
import { type Connection, inChunks, type Transaction } from '../engine/connection.ts';

type CountryOfCycle = { readonly cycle: string; readonly country: string };

/** The choices that apply, by country. A country without any has made none yet. */
export async function ofCycle(connection: Connection, cycle: string): Promise<Map<string, PublicationChoices>> {
  const rows = await connection
    .selectFrom('publication_choices')
    .select(['country', 'subject', 'choice'])
    .where('cycle', '=', cycle)
    .orderBy('country')
    .orderBy('subject')
    .execute();
  const countries = new Map<string, Map<string, SectionPublication>>();
  for (const { country, subject, choice } of rows) {
    if (!countries.has(country)) countries.set(country, new Map());
    countries.get(country)!.set(subject, asPublication(choice));
  }
  return countries;
}

export async function ofSubmission(
  connection: Connection,
  { cycle, country }: CountryOfCycle,
): Promise<PublicationChoices> {
  const rows = await connection
    .selectFrom('publication_choices')
    .select(['subject', 'choice'])
    .where('cycle', '=', cycle)
    .where('country', '=', country)
    .orderBy('subject')
    .execute();
  return new Map(rows.map(({ subject, choice }) => [subject, asPublication(choice)]));
}

/** Submissions in a release of which the country now allows less than it shows. */
export async function beyondIn(
  connection: Connection,
  basis: string | null,
): Promise<{ readonly country: string; readonly cycle: string }[]> {
  const built = builtChoicesIn(basis);
  const held = new Map<string, ReadonlyMap<string, PublicationChoices>>();
  for (const cycle of new Set(Object.keys(built).map((key) => key.split(' ')[0]!)))
    held.set(cycle, await ofCycle(connection, cycle));
  return partsBeyondChoices(built, (cycle, country) => held.get(cycle)!.get(country));
}

/** Replaces the choices that apply; the caller has locked the submission. */
export async function put(
  tx: Transaction,
  { cycle, country, revision, at, person }: CountryOfCycle & { revision: number; at: string; person: string },
  choices: PublicationChoices,
): Promise<void> {
  for (const [subject, choice] of choices) {
    const row = { choice, revision, changed_at: at, person };
    await tx
      .insertInto('publication_choices')
      .values({ cycle, country, subject, ...row })
      .onConflict((conflict) => conflict.columns(['cycle', 'country', 'subject']).doUpdateSet(row))
      .execute();
  }
}

/** Stores the changes of an upload, replacing those of an earlier reading. */
export async function noteChanges(
  tx: Transaction,
  upload: string,
  changes: readonly PublicationChange[],
): Promise<void> {
  await tx.deleteFrom('publication_changes').where('upload', '=', upload).execute();
  const rows = changes.map(({ subject, from, to }, position) => ({
    upload,
    position,
    subject,
    from_choice: from,
    to_choice: to,
  }));
  for (const chunk of inChunks(rows, 1_000)) await tx.insertInto('publication_changes').values(chunk).execute();
}

/**
 * The changes of an upload, compared with the choices that applied when it was read; those that publish more come
 * first.
 */
export async function changesOf(connection: Connection, upload: string): Promise<PublicationChange[]> {
  const rows = await connection
    .selectFrom('publication_changes')
    .select(['subject', 'from_choice', 'to_choice'])
    .where('upload', '=', upload)
    .orderBy('position')
    .execute();
  return rows.map(({ subject, from_choice, to_choice }) => ({
    subject,
    from: asPublication(from_choice),
    to: asPublication(to_choice),
  }));
}
