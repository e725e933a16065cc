/** Faults in the reports of support that a person should review; none of them stops a release. */
import { type ActivityFault, pairKey } from '../../support/index.ts';
import type { KnownSupport } from './reports.ts';

export type SupportFault = {
  readonly report: string;
  /** File and line of an imported report. */
  readonly file: string | null;
  readonly line: number | null;
  readonly kind: 'read' | 'subject' | 'area' | 'country' | 'organisation' | 'whole' | 'decision';
  readonly what: string;
};

/** Sorted by report. */
export function checkSupport(known: KnownSupport, countries: ReadonlySet<string>): SupportFault[] {
  return [...known.reports.flatMap((one) => faultsOf(known, one.report, countries)), ...faultsOfDecisions(known)];
}

function faultsOf(known: KnownSupport, code: string, countries: ReadonlySet<string>): SupportFault[] {
  const report = known.reports.find((one) => one.report === code)!;
  const stored = known.stored.get(code);
  const say = (kind: SupportFault['kind'], what: string, line: number | null = null): SupportFault => ({
    ...{ report: code, file: stored?.file ?? null, line, kind, what },
  });
  const read = (JSON.parse(stored?.faults ?? '[]') as ActivityFault[]).map(({ line, what }) => say('read', what, line));
  if (report.source === 'answer') return read;
  if (!known.crosswalk.isAbout(report)) {
    return [
      ...read,
      say('subject', 'No word of its title or description belongs to the field, so no release shows it.'),
    ];
  }
  const areas = known.crosswalk.areasOf(report).map(({ area }) => area);
  const unknownAreas = areas.filter((area) => area !== 'unspecified' && !known.areas.includes(area));
  const unknown = report.countries
    .map(({ country }) => country)
    .filter((one) => one !== 'unspecified' && !countries.has(one));
  const unlisted = report.organisations.filter(
    ({ name, ref }) => known.register.get(known.register.resolve(name, ref))?.isListed === false,
  );
  return [
    ...read,
    ...(areas.length === 0 ? [say('area', 'No sector and no word belongs to an area of need.')] : []),
    ...unknownAreas.map((area) => say('area', `"${area}" is not an area of need.`)),
    ...unknown.map((country) => say('country', `"${country}" is not a country in countries.csv.`)),
    ...unlisted.map(({ name }) => say('organisation', `"${name}" is not in organisations.csv.`)),
    ...(report.partOf !== null && !known.wholes.has(code)
      ? [say('whole', `It is part of "${report.partOf}", which no source describes.`)]
      : []),
  ];
}

/**
 * A decision about a report that no longer exists has no effect; a rejected pair may still be one activity through a
 * third report.
 */
function faultsOfDecisions({ decisions, reports, activities }: KnownSupport): SupportFault[] {
  const codes = new Set(reports.map(({ report }) => report));
  return decisions.flatMap(({ report, other, decision }): SupportFault[] => {
    const say = (what: string): SupportFault[] => [{ report, file: null, line: null, kind: 'decision', what }];
    const gone = [report, other].filter((one) => !codes.has(one));
    if (gone.length > 0)
      return say(
        `The decision about ${pairKey(report, other).replace('\n', ' and ')} has no effect: ${gone.join(' and ')} is gone.`,
      );
    if (decision === 'different' && activities.get(report) === activities.get(other)) {
      return say(`It was found not to be ${other}, and is one activity with it through another report.`);
    }
    return [];
  });
}
