/**
 * Which reports describe one activity, in the same way as `pipelines/staging/support/support_groups.sql` in a release:
 * by a shared identifier, or because a person confirmed it. A test compares the two.
 */
import { normaliseIdentifiers } from './identifier.ts';
import type { SupportReport } from './report.ts';

export type DecidedPair = { readonly report: string; readonly other: string; readonly decision: 'same' | 'different' };

export const pairKey = (one: string, two: string): string => (one < two ? `${one}\n${two}` : `${two}\n${one}`);

/** @returns the activity of each report: the first report of its group */
export function groupReports(
  reports: readonly SupportReport[],
  decisions: readonly DecidedPair[],
): ReadonlyMap<string, string> {
  const byCode = new Map(reports.map((one) => [one.report, one]));
  const apart = new Set(
    decisions.filter(({ decision }) => decision === 'different').map((one) => pairKey(one.report, one.other)),
  );
  const neighbours = new Map<string, string[]>();
  const join = (one: string, two: string) => {
    if (apart.has(pairKey(one, two)) || byCode.get(one)?.kind !== byCode.get(two)?.kind) return;
    addTo(neighbours, one, two);
    addTo(neighbours, two, one);
  };
  for (const [, of] of byIdentifier(reports)) for (const one of of) for (const two of of) if (one < two) join(one, two);
  for (const { report, other, decision } of decisions) {
    if (decision === 'same' && byCode.has(report) && byCode.has(other)) join(report, other);
  }
  const activity = new Map<string, string>();
  for (const { report } of [...reports].sort(inOrderOfBelief)) {
    if (activity.has(report)) continue;
    const waiting = [report];
    while (waiting.length > 0) {
      const one = waiting.pop()!;
      if (activity.has(one)) continue;
      activity.set(one, report);
      waiting.push(...(neighbours.get(one) ?? []));
    }
  }
  return activity;
}

const places = { table: 1, iati: 2, answer: 3 } as const;
const inOrderOfBelief = (a: SupportReport, b: SupportReport): number =>
  places[a.source] - places[b.source] || (a.report < b.report ? -1 : 1);

/** An identifier in more reports than this identifies nothing: it is a placeholder, or the number of a programme. */
export const mostShared = 20;

/** Reports by each normalised identifier, without identifiers that identify nothing. */
export function byIdentifier(reports: readonly SupportReport[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { report, identifiers } of reports) {
    for (const identifier of normaliseIdentifiers(identifiers)) addTo(found, identifier, report);
  }
  return new Map([...found].filter(([, sharing]) => sharing.length <= mostShared));
}

/** Appends in place: copying the list for each of many reports would take minutes. */
export function addTo<Of>(lists: Map<string, Of[]>, key: string, one: Of): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [one]);
  else list.push(one);
}

/**
 * The report whose amount includes each report's own; a cycle of reports is broken at its first one.
 *
 * @returns by report; absent if it is not a part
 */
export function wholesOf(reports: readonly SupportReport[]): ReadonlyMap<string, string> {
  const byCode = new Set(reports.map(({ report }) => report));
  const owners = byIdentifier(reports);
  const reportOf = (identifier: string, not: string) =>
    normaliseIdentifiers([identifier])
      .flatMap((one) => owners.get(one) ?? [])
      .find((report) => report !== not);
  const wholes = new Map<string, string>();
  for (const { report, partOf, wholes: named } of reports) {
    const whole =
      partOf !== null && byCode.has(partOf) ? partOf : named.map((one) => reportOf(one, report)).find(Boolean);
    if (whole !== undefined) wholes.set(report, whole);
  }
  for (const { report, parts } of reports) {
    for (const part of parts.map((one) => reportOf(one, report))) {
      if (part !== undefined && !wholes.has(part)) wholes.set(part, report);
    }
  }
  for (const { report } of [...reports].sort(inOrderOfBelief)) if (isOnCircle(report, wholes)) wholes.delete(report);
  return wholes;
}

function isOnCircle(report: string, wholes: ReadonlyMap<string, string>): boolean {
  const seen = new Set<string>();
  let at = wholes.get(report);
  while (at !== undefined && !seen.has(at)) {
    if (at === report) return true;
    seen.add(at);
    at = wholes.get(at);
  }
  return false;
}
