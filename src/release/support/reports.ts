/** Every report of support that the next release may use, for the people who maintain them. */
import { fullEntitlement, type Person } from '../../domain/index.ts';
import { loadCycleRules, loadFramework } from '../../questionnaire/index.ts';
import {
  answers,
  type Connection,
  cycles,
  folder,
  type StoredSupport,
  type SupportDecision,
  support,
} from '../../state/index.ts';
import {
  findCandidates,
  groupReports,
  loadCrosswalk,
  type OrganisationRegister,
  openRegister,
  type SupportCandidate,
  type SupportCrosswalk,
  type SupportReport,
  wholesOf,
} from '../../support/index.ts';
import { answersOf, reportsOf } from '../build/support.ts';
import { demandSupport } from './right.ts';

export type KnownSupport = {
  /** Sorted by code. */
  readonly reports: readonly SupportReport[];
  readonly stored: ReadonlyMap<string, StoredSupport>;
  readonly decisions: readonly SupportDecision[];
  /** Activity of each report. */
  readonly activities: ReadonlyMap<string, string>;
  readonly wholes: ReadonlyMap<string, string>;
  readonly candidates: readonly SupportCandidate[];
  readonly register: OrganisationRegister;
  readonly crosswalk: SupportCrosswalk;
  /** Areas of need of the instrument; empty if no cycle is open. */
  readonly areas: readonly string[];
};

type ReportSource = { readonly contentRoot: string; readonly person: Person };

/**
 * Reports of tables, imports and accepted answers of the newest cycle that asks for support, including countries that
 * do not share them with donors; decisions about these have no effect until they do.
 *
 * @throws Problem `not_allowed`
 */
export async function readKnownSupport(
  connection: Connection,
  { contentRoot, person }: ReportSource,
): Promise<KnownSupport> {
  demandSupport(person);
  const kind = (await folder.kind(connection)) ?? 'real';
  const worlds = kind === 'illustrative' ? (['illustrative', 'real'] as const) : (['real'] as const);
  const stored = new Map((await support.list(connection)).map((one) => [one.report, one]));
  const decisions = await support.decisions(connection);
  const imported = [...stored.values()].map(({ body }) => JSON.parse(body) as SupportReport);
  const { instrument, given } = await answersOfNewest(connection, contentRoot, kind === 'illustrative');
  const crosswalk = loadCrosswalk(contentRoot, instrument ?? '');
  const reports = reportsOf(contentRoot, worlds, imported, given).sort((a, b) => (a.report < b.report ? -1 : 1));
  const register = openRegister(contentRoot, worlds);
  const wholes = wholesOf(reports);
  const imports = new Map([...stored].map(([report, { source }]) => [report, source] as const));
  const candidates = findCandidates(reports.filter(crosswalk.isAbout), register, decisions, wholes, imports);
  return {
    reports,
    stored,
    decisions,
    activities: groupReports(reports, decisions),
    wholes,
    candidates,
    register,
    crosswalk,
    areas: instrument === null ? [] : loadFramework(contentRoot, instrument).areas.map(({ area }) => area),
  };
}

/** Accepted answers of the newest cycle that asks for support; the instrument is null if there is none. */
async function answersOfNewest(connection: Connection, contentRoot: string, illustrative: boolean) {
  const open = (await cycles.list(connection)).toReversed();
  for (const cycle of open) {
    const rules = cycle.rules ?? loadCycleRules(contentRoot, cycle.instrument, cycle.version);
    if (!rules.need?.support) continue;
    const accepted = await answers.accepted(connection, cycle.id, fullEntitlement);
    const lines = accepted.map(({ country, question, part, state, value }) => ({
      ...{ cycle: cycle.id, country, question, item: part ?? question, state, listed: true },
      value: value === null ? null : String(value),
    }));
    if (lines.length === 0) continue;
    return { instrument: cycle.instrument, given: answersOf(lines, { cycle, rules }, illustrative) };
  }
  return { instrument: open[0]?.instrument ?? null, given: [] };
}
