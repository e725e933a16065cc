/**
 * Treaty facts in the data folder: their initial import, the effect of a new import, and the statements compared with
 * answers.
 */
import type { FolderKind, Person, TreatyFact, TreatyStatement } from '../../domain/index.ts';
import { Problem } from '../../problem/index.ts';
import { compareTreatyFacts, loadTreatyFacts, type TreatyDifference } from '../../reference/index.ts';
import {
  audit,
  type Connection,
  folder,
  type StoredTreatyFact,
  type Transaction,
  treatyFacts,
} from '../../state/index.ts';
import { statementOf } from '../../workbook/index.ts';
import type { Content } from '../content.ts';
import { type DeskWorld, instant } from '../desk.ts';
import { demand } from '../permission.ts';

/** Real facts are in every folder; those of fictional States only in illustrative ones. */
export async function seedTreaties(content: Content, tx: Transaction, kind: FolderKind): Promise<number> {
  const kinds: readonly FolderKind[] = kind === 'real' ? ['real'] : ['real', 'illustrative'];
  const facts = kinds.flatMap((one) =>
    content.treatyFacts(one).map((fact) => ({ ...fact, illustrative: one === 'illustrative' })),
  );
  await treatyFacts.put(tx, facts);
  return facts.length;
}

export type ImportTreaties = {
  /** A table with the columns of `pipelines/reference/treaties.csv`. */
  readonly csv: string;
  /** Name of the file, for messages. */
  readonly fileName: string;
  readonly person: Person;
  /** False only reports what would change. */
  readonly apply: boolean;
};

export type ImportedTreaties = {
  readonly differences: readonly TreatyDifference[];
  /** Number of facts added or replaced; facts that the table lacks remain. */
  readonly applied: number;
};

/**
 * Determines what a table of treaty facts would change, and applies it on request.
 *
 * @throws Problem `folder_not_made`, and the problems of reading the table
 */
export async function importTreaties(world: DeskWorld, asked: ImportTreaties): Promise<ImportedTreaties> {
  demand(asked.person, 'reference.change', { country: null }, 'treaty facts');
  return world.store.transaction(async (tx) => {
    const kind = await folder.lock(tx);
    if (kind === null) throw new Problem('folder_not_made', 'data folder', {});
    const fictional = world.content.countries('illustrative');
    const after = loadTreatyFacts(asked.csv, asked.fileName).map(
      (fact): StoredTreatyFact => ({ ...fact, illustrative: fictional.has(fact.country) }),
    );
    if (kind === 'real' && after.some((fact) => fact.illustrative)) {
      throw new Problem('folder_kind_differs', asked.fileName, { folder: kind, given: 'illustrative' });
    }
    const differences = compareTreatyFacts((await treatyFacts.list(tx)).map(asFact), after.map(asFact));
    const changed = new Set(
      differences.flatMap(({ treaty, country, after }) => (after ? [`${treaty} ${country}`] : [])),
    );
    if (!asked.apply || changed.size === 0) return { differences, applied: 0 };
    await treatyFacts.put(
      tx,
      after.filter(({ treaty, country }) => changed.has(`${treaty} ${country}`)),
    );
    const counts = Map.groupBy(differences, ({ change }) => change);
    await audit.write(tx, asked.person, {
      at: instant(world),
      action: 'treaties.import',
      thing: 'treaty facts',
      details: Object.fromEntries([...counts].map(([change, of]) => [change, of.length])),
    });
    return { differences, applied: changed.size };
  });
}

/** The facts about a country as of a date, for prefills and for the comparison with its answers. */
export async function statementsOf(connection: Connection, country: string, on: string): Promise<TreatyStatement[]> {
  const facts = await treatyFacts.list(connection, { country });
  return facts.map((fact) => statementOf(asFact(fact), on));
}

const asFact = ({ illustrative: _, ...fact }: StoredTreatyFact): TreatyFact => fact;
