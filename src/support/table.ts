/** Reports from a table with the columns of `projects.csv`, kept by hand or imported. */
import type { PlanProject } from '../reference/index.ts';
import { nothingMore, type StatedOrganisation, type SupportReport } from './report.ts';

export const reportOfTable = (code: string): string => `table:${code}`;

export function tableReport(project: PlanProject, kind: SupportReport['kind']): SupportReport {
  return {
    report: reportOfTable(project.code),
    ...nothingMore,
    source: 'table',
    kind,
    title: project.title,
    identifiers: namesIn(project.identifiers ?? ''),
    organisations: [
      ...organisationsIn('funder', project.funders),
      ...organisationsIn('implementer', project.implementers),
    ],
    region: project.region,
    countries: project.countries.map((country) => ({ country, share: onlyOne(project.countries) })),
    // Areas are assigned from keywords: one keyword is not the whole of a project.
    areas: project.areas.map((area) => ({ area, share: null })),
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

const onlyOne = (countries: readonly string[]) => (countries.length === 1 ? 1 : null);

const organisationsIn = (role: StatedOrganisation['role'], cell: string): StatedOrganisation[] =>
  namesIn(cell).map((name) => ({ role, name, ref: null }));

/** A table separates names by semicolons. */
export const namesIn = (cell: string): string[] =>
  cell
    .split(';')
    .map((name) => name.trim())
    .filter(Boolean);
