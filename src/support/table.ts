/** Converts a table with the columns of `projects.csv` to reports. */
import type { PlanProject } from '../reference/index.ts';
import { sharesOf } from './iati/shares.ts';
import { nothingMore, type StatedOrganisation, type SupportReport } from './report.ts';

export const reportOfTable = (code: string): string => `table:${code}`;

export function tableReport(project: PlanProject, kind: SupportReport['kind']): SupportReport {
  return {
    report: reportOfTable(project.code),
    ...nothingMore,
    source: 'table',
    kind,
    title: project.title,
    titles: project.titles,
    identifiers: namesIn(project.identifiers ?? ''),
    organisations: [
      ...organisationsIn('funder', project.funders),
      ...organisationsIn('implementer', project.implementers),
    ],
    region: project.region,
    countries: sharesIn(project.countries, project.countryPercentages).map(([country, share]) => ({
      country,
      share: project.countries.length === 1 ? 1 : share,
    })),
    // Areas are assigned from keywords, so a single area without a percentage is not the whole of a project.
    areas: sharesIn(project.areas, project.areaPercentages).map(([area, share]) => ({ area, share })),
    begins: project.start,
    ends: project.end,
    status: null,
    amount: project.amount,
    currency: project.currency,
    year: project.amount === null ? null : Number(project.asOf.slice(0, 4)),
    partOf: project.partOf === null ? null : reportOfTable(project.partOf),
    note: project.note,
    citation: project.source,
    asOf: project.asOf,
  };
}

/** The rule for IATI files; no shares unless there is one percentage for each code. */
function sharesIn(codes: readonly string[], percentages: readonly string[]): (readonly [string, number | null])[] {
  if (percentages.length !== codes.length) return codes.map((code) => [code, null] as const);
  const entries = codes.map((code, at) => ({
    code,
    name: null,
    percentage: percentages[at]!,
    vocabulary: '',
    line: 0,
  }));
  return [...sharesOf(entries, 'entries').of];
}

const organisationsIn = (role: StatedOrganisation['role'], cell: string): StatedOrganisation[] =>
  namesIn(cell).map((name) => ({ role, name, ref: null }));

/** Names in a table are separated by semicolons. */
export const namesIn = (cell: string): string[] =>
  cell
    .split(';')
    .map((name) => name.trim())
    .filter(Boolean);
