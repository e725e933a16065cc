/**
 * Pairs of reports that may describe the same activity, with reasons: for a person to confirm or reject. Similar
 * reports are never merged automatically.
 */
import { addTo, type DecidedPair, groupReports, pairKey } from './group.ts';
import { type OrganisationRegister, searchKey } from './organisation.ts';
import type { SupportReport } from './report.ts';

/** A reason for or against a pair; its points are added to the score. */
export type CandidateReason = {
  readonly reason:
    | 'title'
    | 'organisation'
    | 'no_organisation'
    | 'country'
    | 'no_country'
    | 'dates'
    | 'no_dates'
    | 'amount';
  readonly points: number;
};

export type SupportCandidate = {
  readonly report: string;
  readonly other: string;
  /** 0 to 100. */
  readonly score: number;
  readonly reasons: readonly CandidateReason[];
};

/** Minimum score for a pair to be shown. */
export const candidateScore = 50;

type Compared = {
  readonly one: SupportReport;
  readonly words: ReadonlySet<string>;
  /** Words of its title in each language. */
  readonly titles: readonly ReadonlySet<string>[];
  readonly organisations: ReadonlySet<string>;
  readonly countries: ReadonlySet<string>;
};

/** Minimum points from similar titles: a shared funder and country alone do not make a candidate. */
const leastTitle = 20;

/** A word that occurs in more reports than this does not help to identify an activity. */
const commonWord = 60;

/**
 * Pairs of different sources that are not yet known to be one activity and about which no one has decided; most
 * similar first.
 *
 * @param wholes - the report whose amount includes each report's own; a part and its whole are two activities
 * @param imports - the source from which each report was imported; none for the tables of the content
 */
export function findCandidates(
  reports: readonly SupportReport[],
  register: OrganisationRegister,
  decisions: readonly DecidedPair[],
  wholes: ReadonlyMap<string, string>,
  imports: ReadonlyMap<string, string> = new Map(),
): SupportCandidate[] {
  const activity = groupReports(reports, decisions);
  const decided = new Set(decisions.map((one) => pairKey(one.report, one.other)));
  const compared = reports.map((one) => comparedOf(one, register));
  const found = new Map<string, SupportCandidate>();
  for (const [a, b] of nearPairs(compared)) {
    const [one, other] = a.one.report < b.one.report ? [a, b] : [b, a];
    const key = pairKey(one.one.report, other.one.report);
    if (found.has(key) || decided.has(key) || !mayBeOne(one.one, other.one, imports)) continue;
    if (activity.get(one.one.report) === activity.get(other.one.report)) continue;
    if (wholes.get(one.one.report) === other.one.report || wholes.get(other.one.report) === one.one.report) continue;
    const reasons = reasonsOf(one, other);
    const score = Math.max(
      0,
      Math.min(
        100,
        reasons.reduce((sum, { points }) => sum + points, 0),
      ),
    );
    const title = reasons.find(({ reason }) => reason === 'title')?.points ?? 0;
    if (score >= candidateScore && title >= leastTitle)
      found.set(key, { report: one.one.report, other: other.one.report, score, reasons });
  }
  return [...found.values()].sort(
    (a, b) => b.score - a.score || (pairKey(a.report, a.other) < pairKey(b.report, b.other) ? -1 : 1),
  );
}

/** One manually maintained table, and one publisher's file, contain each activity only once. */
const mayBeOne = (one: SupportReport, other: SupportReport, imports: ReadonlyMap<string, string>): boolean =>
  one.kind === other.kind &&
  !(one.source === 'table' && other.source === 'table' && imports.get(one.report) === imports.get(other.report)) &&
  !(one.source === 'iati' && other.source === 'iati' && one.citation === other.citation);

const comparedOf = (one: SupportReport, register: OrganisationRegister): Compared => ({
  one,
  words: new Set(titlesOf(one).flatMap(wordsOf)),
  titles: titlesOf(one).map((title) => new Set(wordsOf(title))),
  organisations: new Set(one.organisations.map(({ name, ref }) => register.resolve(name, ref))),
  countries: new Set(one.countries.map(({ country }) => country).filter((country) => country !== 'unspecified')),
});

const titlesOf = ({ title, titles }: SupportReport): string[] => [
  ...new Set([...(title === null ? [] : [title]), ...Object.values(titles)]),
];

/** Without text in brackets and short words. */
const wordsOf = (title: string): string[] =>
  searchKey(title.replace(/\([^)]*\)/g, ' '))
    .split(' ')
    .filter((word) => word.length > 2 || /\d/.test(word));

/** Pairs that share an uncommon word of the title; others cannot reach the score. */
function* nearPairs(compared: readonly Compared[]): Generator<readonly [Compared, Compared]> {
  const byWord = new Map<string, Compared[]>();
  for (const one of compared) for (const word of one.words) addTo(byWord, word, one);
  for (const of of byWord.values()) {
    if (of.length > commonWord) continue;
    for (const [at, one] of of.entries()) for (const other of of.slice(at + 1)) yield [one, other];
  }
}

function reasonsOf(a: Compared, b: Compared): CandidateReason[] {
  const reasons: CandidateReason[] = [];
  const add = (reason: CandidateReason['reason'], points: number) => {
    const rounded = Math.round(points);
    if (rounded !== 0) reasons.push({ reason, points: rounded });
  };
  // Sources may use different languages: the most similar pair of titles counts.
  const alike = a.titles.flatMap((one) => b.titles.map((other) => likeness(one, other)));
  add('title', 60 * Math.max(0, ...alike));
  if (a.organisations.size > 0 && b.organisations.size > 0) {
    const known = shared(a.organisations, b.organisations) > 0;
    add(known ? 'organisation' : 'no_organisation', known ? 20 : -15);
  }
  if (a.countries.size > 0 && b.countries.size > 0) {
    const both = shared(a.countries, b.countries);
    if (both > 0) add('country', (10 * both) / Math.min(a.countries.size, b.countries.size));
    else add('no_country', -30);
  }
  const dates = datesMeet(a.one, b.one);
  if (dates !== null) add(dates ? 'dates' : 'no_dates', dates ? 10 : -20);
  if (a.one.amount !== null && a.one.amount === b.one.amount && a.one.currency === b.one.currency) add('amount', 10);
  return reasons;
}

const shared = (a: ReadonlySet<string>, b: ReadonlySet<string>): number => [...a].filter((one) => b.has(one)).length;

/**
 * Share of the shorter title's words in the longer one, weighted with the share in both: `GLACY+` is similar to its
 * full name.
 */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0;
  const both = shared(a, b);
  return 0.6 * (both / Math.min(a.size, b.size)) + 0.4 * (both / (a.size + b.size - both));
}

/** Null if neither report has dates. */
function datesMeet(a: SupportReport, b: SupportReport): boolean | null {
  const first = (day: string | null) => day ?? '0000';
  const last = (day: string | null) => (day === null ? '9999' : `${day}~`);
  if ((a.begins ?? a.ends) === null || (b.begins ?? b.ends) === null) return null;
  return first(a.begins) <= last(b.ends) && first(b.begins) <= last(a.ends);
}
