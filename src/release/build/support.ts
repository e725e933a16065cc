/** Support data in the inputs of a release: tables of the content, and answers that countries share with donors. */
import { choicesIn, publicationBy, publicUse, referenceDateOf } from '../../domain/index.ts';
import { nameIn } from '../../i18n/index.ts';
import { loadProjects } from '../../reference/index.ts';
import {
  answerReports,
  loadCrosswalk,
  normaliseIdentifiers,
  type OrganisationRegister,
  openRegister,
  type SupportAnswer,
  type SupportCrosswalk,
  type SupportReport,
  tableReport,
  wholesOf,
} from '../../support/index.ts';
import type { emptyInputs } from '../input/inputs.ts';
import type { FrozenCycle, FrozenSupport } from './frozen.ts';
import type { WorldKind } from './labels.ts';

type Tables = ReturnType<typeof emptyInputs>;

/**
 * Adds every report of support. The tables must already contain the disclosed answers, so that no report is added
 * that they do not list.
 *
 * @throws Problem `content_faulty`
 */
export function addSupport(
  tables: Tables,
  {
    contentRoot,
    worlds,
    released,
    support = { imported: [], decisions: [] },
  }: { contentRoot: string; worlds: readonly WorldKind[]; released: FrozenCycle; support?: FrozenSupport | undefined },
): void {
  // An instrument without areas of need has nothing that support could address.
  if (tables.areas.length === 0) return;
  const crosswalk = loadCrosswalk(contentRoot, released.instrument.id);
  const answers = answersOf(tables.answers, released, worlds.includes('illustrative'), shownIn(tables, released));
  const reports = reportsOf(contentRoot, worlds, support.imported, answers).filter(crosswalk.isAbout);
  const register = openRegister(contentRoot, worlds);
  const known = new Set([...tables.areas.map(({ area }) => area), 'unspecified']);
  const wholes = wholesOf(reports);
  const languages = released.instrument.languages;
  for (const report of reports) addReport(tables, report, { register, known, languages, crosswalk, wholes });
  for (const { code: organisation, names } of register.listed()) {
    for (const language of languages) {
      // The working language is the first.
      const name = nameIn(names, language, languages[0]!);
      if (name !== undefined) tables.organisation_names.push({ organisation, language, name });
    }
  }
  const codes = new Set(reports.map(({ report }) => report));
  for (const { report, other, decision } of support.decisions) {
    if (codes.has(report) && codes.has(other)) tables.support_decisions.push({ report, other, decision });
  }
}

/**
 * Reports of every source, each code once: if an imported table and the content both have a code, the newer report is
 * used.
 */
export function reportsOf(
  contentRoot: string,
  worlds: readonly WorldKind[],
  imported: readonly SupportReport[],
  answers: readonly SupportAnswer[],
): SupportReport[] {
  const reports = new Map<string, SupportReport>();
  const tables = worlds.flatMap((kind) => loadProjects(contentRoot, kind).map((project) => tableReport(project, kind)));
  const ofWorlds = imported.filter(({ kind }) => worlds.includes(kind));
  for (const one of [...tables, ...ofWorlds, ...answerReports(answers)]) {
    const other = reports.get(one.report);
    if (other === undefined || one.asOf >= other.asOf) reports.set(one.report, one);
  }
  return [...reports.values()];
}

type Known = {
  readonly register: OrganisationRegister;
  /** Codes of the areas of need. */
  readonly known: ReadonlySet<string>;
  readonly languages: readonly string[];
  readonly crosswalk: SupportCrosswalk;
  readonly wholes: ReadonlyMap<string, string>;
};

function addReport(tables: Tables, one: SupportReport, { register, known, languages, crosswalk, wholes }: Known): void {
  const { report } = one;
  tables.support_reports.push({
    report,
    source: one.source,
    kind: one.kind,
    cycle: one.owner?.cycle ?? null,
    country: one.owner?.country ?? null,
    region: one.region,
    begins: one.begins,
    ends: one.ends,
    status: one.status,
    amount: one.amount,
    currency: one.currency,
    year: one.year,
    part_of: wholes.get(report) ?? null,
    note: one.note,
    results: one.results,
    indicators: one.indicators,
    documents: one.documents,
    link: one.link,
    citation: one.citation,
    as_of: one.asOf,
  });
  for (const { country, share } of one.countries) tables.support_countries.push({ report, country, share });
  for (const { area, share } of crosswalk.areasOf(one))
    if (known.has(area)) tables.support_areas.push({ report, area, share });
  const named = new Set<string>();
  for (const { role, name, ref } of one.organisations) {
    const organisation = register.resolve(name, ref);
    if (named.has(`${role} ${organisation}`)) continue;
    named.add(`${role} ${organisation}`);
    tables.support_organisations.push({ report, role, organisation, name });
  }
  for (const identifier of normaliseIdentifiers(one.identifiers))
    tables.support_identifiers.push({ report, identifier });
  for (const language of languages) {
    tables.support_names.push({ report, language, name: one.titles[language] ?? one.title ?? report });
  }
}

/** Countries that share their needs with donors. Reports of support imply needs, so both have the same audience. */
function shownIn(tables: Tables, { cycle, rules, accepted, choices }: FrozenCycle): ReadonlySet<string> {
  const priority = rules.need?.question;
  const section = tables.questions.find((one) => one.cycle === cycle.id && one.question === priority)?.section ?? '';
  const isShown = (country: string, given: Parameters<typeof choicesIn>[0]) => {
    const publicationOf = publicationBy(
      choices?.get(country) ?? choicesIn(given, rules.publication),
      rules.publication,
    );
    return publicUse(publicationOf(section, priority ?? '')) === 'listed';
  };
  return new Set([...accepted].filter(([country, given]) => isShown(country, given)).map(([country]) => country));
}

type AnsweredLine = {
  readonly cycle: string;
  readonly country: string;
  readonly question: string;
  readonly item: string;
  readonly state: string;
  readonly value: string | null;
  readonly listed: boolean;
};

/**
 * Reports of support in the answers to the support question.
 *
 * @param shown - countries whose lines are returned; all if omitted
 */
export function answersOf(
  answers: readonly AnsweredLine[],
  { cycle, rules }: Pick<FrozenCycle, 'cycle' | 'rules'>,
  illustrative: boolean,
  shown?: ReadonlySet<string>,
): SupportAnswer[] {
  const support = rules.need?.support;
  if (!support) return [];
  const roles = new Map(Object.entries(support.parts).map(([role, part]) => [part, role]));
  const lines = new Map<string, { country: string; statements: Record<string, string> }>();
  for (const { country, question, item, state, value, listed, ...row } of answers) {
    if (row.cycle !== cycle.id || question !== support.question || !listed || state !== 'answered') continue;
    const [occurrence = '', part = ''] = item.slice(question.length + 1).split('.');
    const role = roles.get(part);
    if (value === null || role === undefined || shown?.has(country) === false) continue;
    const key = `${country} ${occurrence.padStart(4, '0')}`;
    const line = lines.get(key) ?? { country, statements: {} };
    lines.set(key, { ...line, statements: { ...line.statements, [role]: value } });
  }
  return [...lines]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, line]) => ({
      ...line,
      cycle: cycle.id,
      illustrative,
      currency: support.currency ?? null,
      referenceDate: referenceDateOf(rules, cycle.closesOn),
    }));
}
