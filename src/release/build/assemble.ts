/** Assembles the input tables of a release from the frozen cycles and the content. */
import { referenceDateOf } from '../../domain/index.ts';
import {
  canonicalRules,
  type Framework,
  type Instrument,
  instrumentTables,
  loadFramework,
  meaningHash,
  textsHashes,
} from '../../questionnaire/index.ts';
import {
  loadCountries,
  loadMilestones,
  loadProjects,
  loadRecommendations,
  loadTreaties,
  treatyStatus,
} from '../../reference/index.ts';
import type { Edition, RoundingBasis } from '../files/manifest.ts';
import { emptyInputs, type InputRow } from '../input/inputs.ts';
import { loadVariations } from '../input/variations.ts';
import { pillarHashes, roundingMethod } from '../protect/basis.ts';
import { disclose, openClasses } from '../protect/disclose.ts';
import { earlierKey } from '../protect/earlier.ts';
import { type ScoringLink, scoringLinks } from '../protect/groups.ts';
import { type RoundedCycle, suppressSecondary } from '../protect/secondary.ts';
import type { KnownSums } from '../protect/solve.ts';
import type { ReleaseInputs } from './build.ts';
import { builtChoices } from './consent.ts';
import { crosswalkRows } from './crosswalk.ts';
import type { Frozen, FrozenCycle } from './frozen.ts';
import { labelsOf, type WorldKind } from './labels.ts';
import { ruledColumns, ruleRows } from './rules.ts';
import { addSupport } from './support.ts';

type Tables = ReturnType<typeof emptyInputs>;

/** @throws Problem `content_faulty` */
export function assemble({
  frozen,
  contentRoot,
  software,
  edition,
  seal,
}: {
  frozen: Frozen;
  contentRoot: string;
  software: string;
  edition: Edition;
  seal: string;
}): ReleaseInputs {
  const released = frozen.cycles.at(-1)!;
  const instruments = frozen.cycles.map(({ instrument }) => instrument);
  const framework = frameworkOf(contentRoot, released.instrument.id, instruments);
  const links = scoringLinks(framework);
  const illustrative = frozen.kind === 'illustrative';
  // Treaty facts of real countries are shown next to fictional answers, never mixed with them.
  const worlds: readonly WorldKind[] = illustrative ? ['illustrative', 'real'] : ['real'];

  const tables = emptyInputs();
  const disclosed = addCycles(tables, frozen, { edition, framework, links });
  addFramework(tables, framework);
  addAnswers(tables, frozen, disclosed);
  tables.variations.push(...loadVariations(contentRoot, released.instrument.id));
  addCountries(tables, contentRoot, worlds, released);
  addTreatyFacts(tables, frozen, released);
  addTreaties(tables, contentRoot);
  if (framework.recommendation_elements.length > 0) addPlan(tables, contentRoot);
  tables.labels.push(...labelsOf(contentRoot, instruments.toReversed(), framework, worlds, areaListOf(released)));
  addSupport(tables, { contentRoot, worlds, released, support: frozen.support });
  return {
    about: {
      cycle: released.cycle.id,
      instrument: released.instrument.id,
      edition,
      illustrative,
      questionnaires: instruments.map((instrument) => ({
        version: instrument.version,
        meaning: meaningHash(instrument),
        texts: textsHashes(instrument),
      })),
      software,
      ...(edition === 'public' &&
        tables.answers.some(({ listed }) => !listed) && { rounding: roundingBasis(frozen, links) }),
      ...(frozen.errata?.length && { errata: frozen.errata }),
    },
    tables,
    choices: builtChoices(frozen.cycles),
    seal,
  };
}

/**
 * The part of the framework that these cycles use. All versions of an instrument share one framework, so a release of
 * an earlier version leaves out the questions that only a later version asks.
 */
function frameworkOf(contentRoot: string, id: string, instruments: readonly Instrument[]): Framework {
  const framework = loadFramework(contentRoot, id);
  const asked = questionsOf(instruments);
  return {
    ...framework,
    indicator_questions: framework.indicator_questions.filter(({ question }) => asked.has(question)),
    area_questions: framework.area_questions.filter(({ question }) => asked.has(question)),
    context_questions: framework.context_questions.filter(({ question }) => asked.has(question)),
  };
}

/**
 * Codes of every version, including versions in which no cycle was opened here: the crosswalk names their questions.
 */
function questionsOf(instruments: readonly Instrument[]): ReadonlySet<string> {
  const before = instruments.flatMap(({ crosswalk }) => crosswalk.map(({ fromQuestion }) => fromQuestion ?? ''));
  return new Set([...before, ...instruments.flatMap(({ questions }) => [...questions.keys()])]);
}

function addCycle(
  tables: Tables,
  { cycle, instrument, rules }: FrozenCycle,
  position: number,
  isCurrent: boolean,
): void {
  tables.cycles.push({
    ...ruledColumns(rules),
    cycle: cycle.id,
    instrument: instrument.id,
    version: instrument.version,
    position,
    // The baseline and target that were set when the cycle opened apply.
    baseline_cycle: cycle.baseline,
    target: cycle.target,
    target_year: cycle.targetYear,
    opened: openingDateOf(cycle),
    reference_date: referenceDateOf(rules, cycle.closesOn),
    is_current: isCurrent,
  });
  tables.rules.push({ cycle: cycle.id, rules: canonicalRules(rules) });
  for (const [table, rows] of Object.entries(ruleRows(cycle.id, rules))) {
    (tables[table as keyof Tables] as unknown[]).push(...rows);
  }
}

function addReceipts(tables: Tables, { cycle, receipts, firstDeadline, invited }: FrozenCycle): void {
  if (firstDeadline !== undefined)
    tables.deadlines.push({ cycle: cycle.id, deadline: cycle.closesOn, first_deadline: firstDeadline });
  for (const country of invited) {
    const receipt = receipts?.get(country);
    if (receipt === undefined) continue;
    tables.receipts.push({ cycle: cycle.id, country, first_received: receipt.first, received: receipt.accepted });
  }
}

function addQuestionnaire(tables: Tables, { cycle, instrument }: FrozenCycle, edition: Edition, framework: Framework) {
  const from = instrumentTables(instrument);
  const at = { cycle: cycle.id };
  const open = openClasses(edition);
  for (const question of from.questions) {
    tables.questions.push({
      ...at,
      section: question.section,
      question: question.question,
      position: question.position,
      type: question.type,
      list: question.list,
      class: question.class,
      core: question.core,
      evidence_wanted: question.evidence !== null,
      in_edition: open.includes(question.class),
    });
  }
  const questionOf = new Map(from.scored_items.map(({ item, question }) => [item, question]));
  for (const { part: _, ...row } of from.items) tables.items.push({ ...at, ...row });
  for (const row of from.scored_items) tables.scored_items.push({ ...at, ...row });
  for (const row of from.share_choices) if (questionOf.has(row.item)) tables.share_choices.push({ ...at, ...row });
  for (const row of from.choices) tables.choices.push({ ...at, ...row });
  for (const row of from.treaty_questions) tables.treaty_questions.push({ ...at, ...row });
  for (const { status, choice } of framework.treaty_answers) tables.treaty_answers.push({ ...at, status, choice });
}

function addFramework(tables: Tables, { texts: _, treaty_answers: __, ...framework }: Framework): void {
  for (const [table, rows] of Object.entries(framework)) {
    (tables[table as keyof typeof framework] as unknown[]).push(...rows);
  }
}

/** ISO date (UTC) */
const openingDateOf = ({ openedAt }: FrozenCycle['cycle']): string => openedAt.slice(0, 10);

/** Members of groups as of the day on which the released cycle opened. */
function addCountries(tables: Tables, contentRoot: string, worlds: readonly WorldKind[], { cycle }: FrozenCycle): void {
  for (const world of worlds) {
    for (const country of loadCountries(contentRoot, world, openingDateOf(cycle))) {
      tables.countries.push({
        country: country.code,
        alpha2: country.alpha2 || null,
        region: country.region,
        subregion: country.subregion,
        groups: country.groups.join(' '),
        illustrative: country.illustrative,
      });
    }
  }
}

/** A status is valid on the day on which the cycle opened, or on the date of its source if that is later. */
function addTreatyFacts(tables: Tables, { treatyFacts }: Frozen, { cycle }: FrozenCycle): void {
  for (const { illustrative, ...fact } of treatyFacts) {
    const on = [fact.asOf, openingDateOf(cycle)].sort().at(-1)!;
    tables.treaty_facts.push({
      treaty: fact.treaty,
      country: fact.country,
      status: treatyStatus(fact, on),
      status_on: on,
      signature: fact.signature,
      consent_date: fact.consentDate,
      consent_action: fact.consentAction,
      entry_into_force: fact.entryIntoForce,
      as_of: fact.asOf,
      as_of_note: fact.asOfNote,
      source: fact.source,
      note: fact.note,
      confirmed: fact.confirmed,
      kind: illustrative ? 'illustrative' : 'real',
    });
  }
}

function addTreaties(tables: Tables, contentRoot: string): void {
  for (const { code, inForce, entry, coverage } of loadTreaties(contentRoot)) {
    tables.treaties.push({
      treaty: code,
      in_force: inForce,
      entry_months: entry?.months ?? null,
      entry_days: entry?.days ?? null,
      entry_rule: entry?.rule ?? null,
      complete: coverage?.complete ?? false,
      complete_as_of: coverage?.asOf ?? null,
      parties_counted: coverage?.partiesCounted ?? null,
      count_source: coverage?.source ?? null,
    });
  }
}

/** The facts of the action plan belong to the instrument that measures it. */
function addPlan(tables: Tables, contentRoot: string): void {
  for (const [at, { code, actors, source, asOf }] of loadRecommendations(contentRoot).entries()) {
    tables.recommendations.push({
      recommendation: code,
      position: at + 1,
      actors: actors.join(' '),
      source,
      as_of: asOf,
    });
  }
  for (const { code, recommendation, actors, date, source, asOf, confirmed } of loadMilestones(contentRoot)) {
    tables.milestones.push({
      milestone: code,
      recommendation,
      actors: actors.join(' '),
      date,
      source,
      as_of: asOf,
      confirmed,
    });
  }
  for (const project of loadProjects(contentRoot)) {
    tables.projects.push({
      project: project.code,
      identifiers: project.identifiers,
      funders: project.funders,
      implementers: project.implementers,
      countries: project.countries.join(' '),
      region: project.region,
      areas: project.areas.join(' '),
      begins: project.start,
      ends: project.end,
      amount: project.amount,
      currency: project.currency,
      note: project.note,
      part_of: project.partOf,
      source: project.source,
      as_of: project.asOf,
    });
  }
}

/** The list whose choices are the rows of the question on priorities. */
function areaListOf({ instrument, rules }: FrozenCycle): string | null {
  const question = rules.need?.question;
  return (question === undefined ? null : instrument.questions.get(question)?.rows) ?? null;
}

/** What one country's answers in one cycle became, before the figures that they feed are protected. */
type DisclosedReturn = RoundedCycle & { readonly country: string };

type DisclosedBy = {
  readonly edition: Edition;
  readonly framework: Framework;
  readonly links: readonly ScoringLink[];
};

/** Each cycle with its questionnaire, and who reported in it; the answers are not among the tables yet. */
function addCycles(tables: Tables, frozen: Frozen, by: DisclosedBy): DisclosedReturn[] {
  const confirmed = openConfirmations();
  return frozen.cycles.flatMap((one, at) => {
    addCycle(tables, one, at + 1, at === frozen.cycles.length - 1);
    addQuestionnaire(tables, one, by.edition, by.framework);
    tables.crosswalk.push(...crosswalkRows(frozen.cycles.slice(0, at + 1)));
    for (const country of one.invited) tables.invitations.push({ cycle: one.cycle.id, country });
    addReceipts(tables, one);
    return [...one.accepted].map(([country, given]) => {
      const cycle = one.cycle.id;
      const revision = Math.max(0, ...given.map((answer) => answer.revision));
      tables.submissions.push({ cycle, country, revision, version: one.instrument.version });
      const earlier = (frozen.earlier ?? []).flatMap((release) => release.get(earlierKey(cycle, country)) ?? []);
      const { rows, groups } = disclose(one.instrument, { cycle, country }, given, by.edition, by.links, earlier);
      const shown = confirmed.shownAs(rows);
      confirmed.keep(rows);
      return { country, cycle, groups, rows: new Map(shown.map((row) => [row.item, row])) };
    });
  });
}

/**
 * An answer that confirms one of an earlier cycle has the same protection as the earlier one: it would reveal one that was kept
 * back. Cycles are read in their order.
 */
function openConfirmations() {
  const keptBack = new Set<string>();
  const keyOf = ({ country, item }: InputRow<'answers'>) => `${country} ${item}`;
  return {
    shownAs: (rows: readonly InputRow<'answers'>[]) =>
      rows.map((row) => (row.confirmed && keptBack.has(keyOf(row)) ? { ...row, confirmed: false } : row)),
    keep: (rows: readonly InputRow<'answers'>[]) => {
      for (const row of rows) if (!row.listed || row.state === 'not_released') keptBack.add(keyOf(row));
    },
  };
}

const instrumentsByCycle = ({ cycles }: Frozen) =>
  new Map(cycles.map(({ cycle, instrument }) => [cycle.id, instrument]));

/** The answers of each country in all cycles, protected together. */
function addAnswers(tables: Tables, frozen: Frozen, disclosed: readonly DisclosedReturn[]): void {
  const byCycle = instrumentsByCycle(frozen);
  const sums: KnownSums = new Map();
  for (const [, of] of Map.groupBy(disclosed, ({ country }) => country)) {
    for (const { rows } of suppressSecondary(tables, byCycle, of, sums)) tables.answers.push(...rows.values());
  }
}

const roundingBasis = (frozen: Frozen, links: readonly ScoringLink[]): RoundingBasis => ({
  method: roundingMethod,
  pillars: Object.fromEntries(
    [...instrumentsByCycle(frozen)].map(([cycle, instrument]) => [cycle, pillarHashes(instrument, links)] as const),
  ),
});
