/**
 * Which country is bound by which treaty since when. A fact has its source and the date for which it is valid; an
 * empty date means "not in the source", never "no", and a missing row never means "not a Party".
 */
import type { TreatyFact } from '../domain/index.ts';
import { Problem } from '../problem/index.ts';
import { openNames } from './names.ts';
import { cell, type ReferenceRow, readReference, readTable } from './table.ts';

/**
 * The possible statuses of a country with regard to a treaty; labels in `texts/<language>/reference.yaml` under
 * `treaty_status`.
 */
export const treatyStatuses = ['in_force', 'consent', 'signed', 'withdrawn', 'not_in_source'] as const;
export type TreatyStatus = (typeof treatyStatuses)[number];

export type Treaty = {
  readonly code: string;
  readonly names: Readonly<Record<string, string>>;
  /** Date on which it was opened for signature, and on which it entered into force; null while it has not. */
  readonly opened: string | null;
  readonly inForce: string | null;
  readonly depositary: string;
  /** When it enters into force for a State after its consent, by the given article; null if no rule is declared. */
  readonly entry: { readonly months: number | null; readonly days: number | null; readonly rule: string } | null;
  /** What an authority states about the list of Parties; null if nothing is known. */
  readonly coverage: TreatyCoverage | null;
};

/** Only with a complete list can it be stated that a State is not a Party as of its date. */
export type TreatyCoverage = {
  readonly complete: boolean;
  /** As in the source: a day, a month or a year. */
  readonly asOf: string;
  readonly partiesCounted: number | null;
  /** Null if no source is named. */
  readonly source: string | null;
};

const columns = ['treaty', 'iso3', 'status', 'signature', 'consent_date', 'entry_into_force', 'as_of', 'source'];
const statements = { 'signed only': 'signed', 'consent expressed': 'consent', withdrawn: 'withdrawn' } as const;
const dates = ['signature', 'consent_date', 'entry_into_force'] as const;

/**
 * Reads a table of treaty facts with the columns of `pipelines/reference/treaties.csv`, sorted by treaty and country.
 *
 * @param known - valid country codes; by default any three capital letters
 * @throws Problem `reference_columns`, or `reference_wrong` with every faulty line at once
 */
export function loadTreatyFacts(csvText: string, where = 'treaties.csv', known?: ReadonlySet<string>): TreatyFact[] {
  return factsOf(readTable(csvText, where, columns), where, known);
}

function factsOf(rows: readonly ReferenceRow[], where: string, known?: ReadonlySet<string>): TreatyFact[] {
  const faults = faultsOf(rows, known);
  if (faults.length > 0) throw new Problem('reference_wrong', where, { faults });
  return rows.map(readFact).sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

/** The treaty facts included in the software, real or illustrative. */
export function loadKnownTreatyFacts(contentRoot: string, kind: 'real' | 'illustrative'): TreatyFact[] {
  const file = kind === 'real' ? 'pipelines/reference/treaties.csv' : 'pipelines/reference/illustrative/treaties.csv';
  return factsOf(readReference(contentRoot, file), file);
}

/** The treaties of the facts, in display order. */
export function loadTreaties(contentRoot: string): Treaty[] {
  const file = 'pipelines/reference/treaty_names.csv';
  const coverage = coverages(contentRoot);
  const names = openNames(contentRoot, 'real', 'treaty_names');
  return readReference(contentRoot, file).map((row) => ({
    code: cell(row, 'treaty'),
    names: names(row),
    opened: cell(row, 'opened') || null,
    inForce: cell(row, 'in_force') || null,
    depositary: cell(row, 'depositary'),
    entry:
      cell(row, 'entry_rule') === ''
        ? null
        : { months: count(row, 'entry_months'), days: count(row, 'entry_days'), rule: cell(row, 'entry_rule') },
    coverage: coverage.get(cell(row, 'treaty')) ?? null,
  }));
}

function coverages(contentRoot: string): ReadonlyMap<string, TreatyCoverage> {
  const file = 'pipelines/reference/treaty_coverage.csv';
  const rows = readReference(contentRoot, file);
  return new Map(
    rows.map((row) => [
      cell(row, 'treaty'),
      {
        complete: cell(row, 'complete') === 'true',
        asOf: cell(row, 'as_of'),
        partiesCounted: count(row, 'parties_counted'),
        source: cell(row, 'source') || null,
      },
    ]),
  );
}

const count = (row: ReferenceRow, column: string) => (cell(row, column) === '' ? null : Number(cell(row, column)));

/**
 * The status according to a fact as of a date.
 *
 * @param fact - undefined if the table has no row, which means "not in the source", not "not a Party"
 * @param on - ISO date; consent whose entry into force is later or unknown is `consent`
 */
export function treatyStatus(fact: TreatyFact | undefined, on: string): TreatyStatus {
  if (!fact) return 'not_in_source';
  if (fact.statement !== 'consent') return fact.statement;
  return fact.entryIntoForce !== null && fact.entryIntoForce <= on ? 'in_force' : 'consent';
}

/** Key of a row: a treaty and a country. */
export const keyOf = ({ treaty, country }: Pick<TreatyFact, 'treaty' | 'country'>) => `${treaty} ${country}`;

/**
 * Value of the source column for a fact without a source. It is a fixed word and not a name, so it is translated for
 * readers.
 */
export const generalKnowledge = 'general knowledge';

function readFact(row: ReferenceRow): TreatyFact {
  const text = (column: string) => cell(row, column) || null;
  const given = cell(row, 'as_of');
  const asOf = heldOn(row)!;
  return {
    treaty: cell(row, 'treaty'),
    country: cell(row, 'iso3'),
    statement: statements[cell(row, 'status') as keyof typeof statements],
    signature: text('signature'),
    consentDate: text('consent_date'),
    consentAction: text('consent_action'),
    entryIntoForce: text('entry_into_force'),
    asOf,
    asOfNote: given === asOf ? null : given,
    source: cell(row, 'source'),
    note: text('note'),
    confirmed: !cell(row, 'source').toLowerCase().includes(generalKnowledge),
  };
}

function faultsOf(rows: readonly ReferenceRow[], known: ReadonlySet<string> | undefined): string[] {
  const seen = new Map<string, number>();
  return rows.flatMap((row) => {
    const faults: string[] = [];
    const fault = (reason: string) => faults.push(`Line ${row.line}: ${reason}`);
    const code = cell(row, 'iso3');
    if (cell(row, 'treaty') === '') fault('no treaty is named.');
    if (!/^[A-Z]{3}$/.test(code) || known?.has(code) === false) fault(`"${code}" is not a country's alpha-3 code.`);
    if (!(cell(row, 'status') in statements))
      fault(`the status "${cell(row, 'status')}" is not one of: ${Object.keys(statements).join(', ')}.`);
    for (const column of dates)
      if (cell(row, column) !== '' && isoDateIn(cell(row, column)) !== cell(row, column))
        fault(`${column} "${cell(row, column)}" is not a date such as 2026-01-31.`);
    if (heldOn(row) === null)
      fault(`as_of "${cell(row, 'as_of')}" names no day, month or year such as 2026-01-31, 2026-01 or 2026.`);
    if (cell(row, 'source') === '') fault('the source is not named.');
    const key = keyOf({ treaty: cell(row, 'treaty'), country: code });
    if (seen.has(key)) fault(`${key} is already in line ${seen.get(key)}.`);
    seen.set(key, row.line);
    return faults;
  });
}

/** The first full date in a text, if it is valid. */
function isoDateIn(text: string): string | null {
  const found = /\d{4}-\d{2}-\d{2}/.exec(text)?.[0];
  if (!found) return null;
  const day = new Date(`${found}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === found ? found : null;
}

/** A page without a date is not older than the last day that it reports. */
const heldOn = (row: ReferenceRow): string | null =>
  firstDayIn(cell(row, 'as_of')) ??
  (cell(row, 'as_of') === ''
    ? null
    : dates
        .map((column) => isoDateIn(cell(row, column)) ?? '')
        .sort()
        .at(-1) || null);

/** The day itself; for a month or a year, which is all that some sources show, the first day, used for sorting only. */
function firstDayIn(text: string): string | null {
  const day = isoDateIn(text);
  if (day !== null) return day;
  const [, year, month] = /(?<!\d)((?:19|20)\d{2})(?:-(0[1-9]|1[0-2]))?(?!\d)/.exec(text) ?? [];
  return year === undefined ? null : `${year}-${month ?? '01'}-01`;
}
