/** Converts an IATI activity to a report of support, with the faults of the activity. docs/support.md has the table. */
import { normaliseIdentifier } from '../identifier.ts';
import { nothingMore, type StatedOrganisation, type SupportReport, type SupportStatus } from '../report.ts';
import type { IatiActivity, IatiOrganisation } from './activity.ts';
import { amountOf } from './amount.ts';
import { textOf } from './read.ts';
import { sharesOf } from './shares.ts';

/** One fault in an activity; the activity is still read, without the faulty part. */
export type ActivityFault = { readonly activity: string; readonly line: number; readonly what: string };

export type ReadActivity = {
  /** Null if the activity has no usable identifier. */
  readonly report: SupportReport | null;
  readonly faults: readonly ActivityFault[];
};

export type CountryCodes = {
  /** Alpha-3 code by alpha-2 code. */
  readonly alpha3: ReadonlyMap<string, string>;
  /** Alpha-3 codes of fictional States. */
  readonly fictional: ReadonlySet<string>;
};

export const reportOfIati = (identifier: string): string => `iati:${identifier}`;

const statuses: Readonly<Record<string, SupportStatus>> = {
  1: 'planned',
  2: 'runs',
  3: 'ended',
  4: 'ended',
  5: 'cancelled',
  6: 'suspended',
};

/** @param citation - name of the source; @param importedOn - ISO date, used if the file has no date */
export function reportOfActivity(
  activity: IatiActivity,
  { alpha3, fictional }: CountryCodes,
  { citation, importedOn }: { readonly citation: string; readonly importedOn: string },
): ReadActivity {
  const faults: ActivityFault[] = [];
  const named = activity.identifier || '(without identifier)';
  const fault = (line: number, what: string) => faults.push({ activity: named, line, what });
  const identifier = normaliseIdentifier(activity.identifier);
  if (identifier === null) {
    fault(activity.line, 'The activity has no usable iati-identifier, so it was left out.');
    return { report: null, faults };
  }
  const countries = countriesOf(activity, alpha3, fault);
  const sectors = sectorsOf(activity, fault);
  const { amount, fault: amountFault } = amountOf(activity);
  if (amountFault !== null) fault(amountFault.line, `${amountFault.what} The activity has no amount.`);
  const [begins, ends] = [dayOf(activity, ['2', '1'], fault), dayOf(activity, ['4', '3'], fault)];
  if (begins !== null && ends !== null && ends < begins)
    fault(activity.line, `It ends on ${ends}, before it begins on ${begins}.`);
  const status = activity.status === null ? null : (statuses[activity.status] ?? null);
  if (activity.status !== null && status === null)
    fault(activity.line, `The status "${activity.status}" is none of the standard.`);
  if (begins === null && ends === null && status === null) fault(activity.line, 'It has neither a date nor a status.');
  const title = textOf(activity.titles);
  if (title === null) fault(activity.line, 'It has no title.');
  const refs = (types: readonly string[], from: readonly { ref: string; type: string }[]) =>
    from.filter(({ type }) => types.includes(type)).map(({ ref }) => ref);
  const links = activity.documents.filter(({ url }) => /^https?:\/\//i.test(url)).map(({ url }) => url);
  const report: SupportReport = {
    ...nothingMore,
    report: reportOfIati(identifier),
    source: 'iati',
    kind: countries.some(({ country }) => fictional.has(country)) ? 'illustrative' : 'real',
    title,
    titles: activity.titles,
    // A3 is a former identifier of the activity; type 5 is the report of another organisation on the same activity.
    identifiers: [activity.identifier, ...refs(['A3'], activity.otherIdentifiers), ...refs(['5'], activity.related)],
    organisations: organisationsOf(activity),
    region: activity.regions.map(({ name, code }) => name ?? code).join('; ') || null,
    countries,
    areas: [],
    begins,
    ends,
    status,
    amount: amount?.amount ?? null,
    currency: amount?.currency ?? null,
    year: amount?.year ?? null,
    partOf: null,
    wholes: [...refs(['1'], activity.related), ...fundedBy(activity)],
    parts: refs(['2'], activity.related),
    sectors,
    texts: [activity.titles, ...activity.descriptions]
      .flatMap((names) => Object.values(names))
      .map((text) => text.slice(0, 4000)),
    results: activity.results,
    indicators: activity.indicators,
    documents: activity.documents.length,
    link: links[0] ?? null,
    note: null,
    citation,
    asOf: /^\d{4}-\d{2}-\d{2}/.exec(activity.updated ?? '')?.[0] ?? importedOn,
  };
  return { report, faults };
}

type Say = (line: number, what: string) => void;

/** Percentages of regions and countries sum to 100 together; the share of regions belongs to no particular country. */
function countriesOf(
  activity: IatiActivity,
  alpha3: ReadonlyMap<string, string>,
  fault: Say,
): SupportReport['countries'] {
  const regions = activity.regions.map((one) => ({ ...one, code: `region ${one.code}` }));
  const all = sharesOf([...activity.countries, ...regions], 'countries and regions');
  // Some publishers let each vocabulary of regions sum to 100 with the countries.
  const standard = regions.filter(({ vocabulary }) => vocabulary === '1');
  const own = sharesOf([...activity.countries, ...standard], 'countries and regions');
  const { of, fault: wrong } = all.fault !== null && own.of.size > 0 && own.fault === null ? own : all;
  if (wrong !== null) fault(wrong.line, `${wrong.what} No share of a country is known.`);
  const inTransactions = activity.transactions.flatMap(({ countries }) => countries);
  const shares =
    of.size > 0 ? of : new Map([...new Set(inTransactions)].map((code, _, all) => [code, all.length === 1 ? 1 : null]));
  const found = new Map<string, number | null>();
  for (const [code, share] of shares) {
    const country = code.startsWith('region ') ? 'unspecified' : alpha3.get(code.toUpperCase());
    if (country === undefined) {
      const line = activity.countries.find((one) => one.code === code)?.line ?? activity.line;
      fault(line, `"${code}" is not a country's alpha-2 code, so its share belongs to no country.`);
    }
    const place = country ?? 'unspecified';
    found.set(place, share === null ? null : (found.get(place) ?? 0) + share);
  }
  return [...found].map(([country, share]) => ({ country, share }));
}

/** Percentages are relative to one vocabulary; those of the OECD DAC are preferred. */
function sectorsOf(activity: IatiActivity, fault: Say): SupportReport['sectors'] {
  const own = activity.sectors.length > 0 ? activity.sectors : activity.transactions.flatMap(({ sectors }) => sectors);
  const isOfActivity = own === activity.sectors;
  return [...Map.groupBy(own, ({ vocabulary }) => vocabulary)].flatMap(([vocabulary, entries]) => {
    const { of, fault: wrong } = sharesOf(
      isOfActivity ? entries : unstated(entries),
      `sectors of vocabulary ${vocabulary}`,
    );
    if (wrong !== null && isOfActivity) fault(wrong.line, `${wrong.what} No share of a sector is known.`);
    return [...of].map(([code, share]) => ({ vocabulary, code, share }));
  });
}

/** The sector of a transaction is not a percentage of the activity. */
const unstated = <T extends { code: string }>(entries: readonly T[]) => [
  ...new Map(entries.map((one) => [one.code, { ...one, percentage: null }])).values(),
];

/** The date of the first of these types that has one. */
function dayOf({ dates }: IatiActivity, types: readonly string[], fault: Say): string | null {
  for (const type of types) {
    const found = dates.find((one) => one.type === type);
    if (found === undefined) continue;
    const day = new Date(`${found.day}T00:00:00Z`);
    if (!Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === found.day) return found.day;
    fault(found.line, `"${found.day}" is not a date such as 2026-01-31.`);
  }
  return null;
}

/**
 * Funding and implementing organisations; if none is funding, those that extend the funds, otherwise the reporting
 * one.
 */
function organisationsOf({ participating, reporting, transactions }: IatiActivity): StatedOrganisation[] {
  const named = (role: StatedOrganisation['role'], of: readonly (IatiOrganisation | null)[]): StatedOrganisation[] =>
    of.flatMap((one) => {
      const name = one === null ? null : (textOf(one.names) ?? one.ref);
      return name === null || name === '' ? [] : [{ role, name, ref: one!.ref || null }];
    });
  const inRole = (role: string) => participating.filter((one) => one.role === role);
  const funders = [
    named('funder', inRole('1')),
    named(
      'funder',
      transactions.filter(({ type }) => type === '1' || type === '11').map(({ provider }) => provider),
    ),
    named('funder', inRole('3')),
    named('funder', [reporting]),
  ];
  return [...(funders.find((some) => some.length > 0) ?? []), ...named('implementer', inRole('4'))];
}

/** Funds from another activity are included in that activity's amount. */
const fundedBy = ({ transactions }: IatiActivity): string[] => [
  ...new Set(
    transactions
      .filter(({ type }) => ['1', '11', '13'].includes(type))
      .flatMap(({ providerActivity }) => providerActivity ?? []),
  ),
];
