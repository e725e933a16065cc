/** Support in the inputs of a release: tables of the content, and what countries answer and let donors see. */
import { choicesIn, publicationBy, publicUse, referenceDateOf } from '../../domain/index.ts';
import { loadProjects } from '../../reference/index.ts';
import {
  answerReports,
  normaliseIdentifiers,
  type OrganisationRegister,
  openRegister,
  type SupportAnswer,
  type SupportReport,
  tableReport,
} from '../../support/index.ts';
import type { FrozenCycle } from '../input/frozen.ts';
import type { emptyInputs, InputRow } from '../input/inputs.ts';
import type { WorldKind } from './labels.ts';

type Tables = ReturnType<typeof emptyInputs>;

/**
 * Adds every report of support to tables that hold the disclosed answers already, so that nothing comes in that they do not list.
 *
 * @throws Problem `content_faulty`
 */
export function addSupport(
  tables: Tables,
  { contentRoot, worlds, released }: { contentRoot: string; worlds: readonly WorldKind[]; released: FrozenCycle },
): void {
  // An instrument without areas of need has nothing that support could meet.
  if (tables.areas.length === 0) return;
  const reports = [
    ...worlds.flatMap((kind) => loadProjects(contentRoot, kind).map((project) => tableReport(project, kind))),
    ...answerReports(answersOf(tables, released, worlds.includes('illustrative'))),
  ];
  const register = openRegister(contentRoot, worlds);
  const labels = new Labels();
  const known = new Set(tables.areas.map(({ area }) => area));
  for (const report of reports)
    addReport(tables, report, { register, labels, known, languages: released.instrument.languages });
  tables.labels.push(...labels.rows());
}

type Known = {
  readonly register: OrganisationRegister;
  readonly labels: Labels;
  /** Areas of need. */
  readonly known: ReadonlySet<string>;
  readonly languages: readonly string[];
};

function addReport(tables: Tables, one: SupportReport, { register, labels, known, languages }: Known): void {
  const { report } = one;
  tables.support_reports.push({
    report,
    source: one.source,
    kind: one.kind,
    title: one.title,
    region: one.region,
    begins: one.begins,
    ends: one.ends,
    status: one.status,
    amount: one.amount,
    currency: one.currency,
    year: one.year,
    part_of: one.partOf,
    note: one.note,
    citation: one.citation,
    as_of: one.asOf,
  });
  for (const { country, share } of one.countries) tables.support_countries.push({ report, country, share });
  for (const { area, share } of one.areas) if (known.has(area)) tables.support_areas.push({ report, area, share });
  for (const identifier of normaliseIdentifiers(one.identifiers))
    tables.support_identifiers.push({ report, identifier });
  const named = new Set<string>();
  for (const { role, name, ref } of one.organisations) {
    const organisation = register.resolve(name, ref);
    if (named.has(`${role} ${organisation}`)) continue;
    named.add(`${role} ${organisation}`);
    tables.support_organisations.push({ report, role, organisation, name });
    const names = register.get(organisation)?.names ?? {};
    for (const language of languages)
      labels.add('organisation', organisation, language, names[language] ?? names.en ?? name);
  }
  for (const language of languages)
    labels.add('support', report, language, one.titles[language] ?? one.title ?? report);
}

/** Labels in the order in which they are first given; the first name of a code counts. */
class Labels {
  readonly #found = new Map<string, InputRow<'labels'>>();
  readonly #places = new Map<string, number>();

  add(kind: string, id: string, language: string, label: string): void {
    const place = this.#places.get(`${kind} ${id}`) ?? this.#places.size + 1;
    this.#places.set(`${kind} ${id}`, place);
    const key = `${kind} ${id} ${language}`;
    if (!this.#found.has(key)) this.#found.set(key, { kind, id, language, label, position: place });
  }

  rows(): IterableIterator<InputRow<'labels'>> {
    return this.#found.values();
  }
}

/**
 * The lines of the support question that the release lists, of countries that let donors see their needs: support shows what a
 * need is, and who may see one may see the other.
 */
function answersOf(
  tables: Tables,
  { cycle, rules, accepted, choices }: FrozenCycle,
  illustrative: boolean,
): SupportAnswer[] {
  const { support, question: priority } = rules.need ?? {};
  if (!support || priority === undefined) return [];
  const roles = new Map(Object.entries(support.parts).map(([role, part]) => [part, role]));
  const shown = new Set<string>();
  for (const [country, given] of accepted) {
    const publicationOf = publicationBy(
      choices?.get(country) ?? choicesIn(given, rules.publication),
      rules.publication,
    );
    const section = tables.questions.find((one) => one.cycle === cycle.id && one.question === priority)?.section ?? '';
    if (publicUse(publicationOf(section, priority)) === 'listed') shown.add(country);
  }
  const lines = new Map<string, { country: string; said: Record<string, string> }>();
  for (const row of tables.answers) {
    if (row.cycle !== cycle.id || row.question !== support.question || !row.listed || row.state !== 'answered')
      continue;
    if (row.value === null || !shown.has(row.country)) continue;
    const [occurrence = '', part = ''] = row.item.slice(row.question.length + 1).split('.');
    const role = roles.get(part);
    if (role === undefined) continue;
    const key = `${row.country} ${occurrence.padStart(4, '0')}`;
    const line = lines.get(key) ?? { country: row.country, said: {} };
    lines.set(key, { ...line, said: { ...line.said, [role]: row.value } });
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
