/** Prefills from reference facts that are known before a country answers: its name and its treaties. */
import type { TreatyFact, TreatyStatement } from '../domain/index.ts';
import type { Instrument } from '../questionnaire/index.ts';
import { treatyStatus } from '../reference/index.ts';
import type { Prefill } from './write/order.ts';

export type KnownFacts = {
  /** Facts of the country's kind (real or fictional), for all countries. */
  readonly facts: readonly TreatyFact[];
  /** The choice to fill in for each treaty status, most advanced first. */
  readonly choices: ReadonlyMap<string, string>;
  /** ISO date on which the workbook is written. */
  readonly on: string;
  /** Shown as the source of the country's name. */
  readonly listSource: string;
};

/** Prefills from reference facts, in questionnaire order; unknown facts give none. */
export function knownPrefills(instrument: Instrument, country: string, known: KnownFacts): Prefill[] {
  const { facts, choices, on, listSource } = known;
  const own = facts.filter((fact) => fact.country === country).map((fact) => statementOf(fact, on));
  const treaties = treatyPrefills(instrument, own, choices);
  const itself = [...instrument.questions.values()].flatMap((question): Prefill[] => {
    const listed = question.list && instrument.lists.get(question.list)?.source === 'countries';
    if (question.prefill !== 'round_list' || !listed) return [];
    return [{ id: question.code, value: country, source: listSource, date: on }];
  });
  const order = [...instrument.questions.keys()];
  return [...treaties, ...itself].sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
}

/** If several treaties satisfy a question, the one with the most advanced status. */
export function treatyPrefills(
  instrument: Instrument,
  statements: readonly TreatyStatement[],
  choices: ReadonlyMap<string, string>,
): Prefill[] {
  const steps = [...choices.keys()];
  return [...instrument.questions.values()].flatMap((question): Prefill[] => {
    if (question.prefill !== 'treaty') return [];
    const [furthest] = statements
      .filter(({ treaty, status }) => question.treaties.includes(treaty) && choices.has(status))
      .sort((a, b) => steps.indexOf(a.status) - steps.indexOf(b.status));
    if (!furthest) return [];
    const { status, source, asOf: date, confirmed } = furthest;
    return [{ id: question.code, value: choices.get(status)!, source, date, confirmed }];
  });
}

/** What a fact states as of a date. */
export const statementOf = (fact: TreatyFact, on: string): TreatyStatement => ({
  treaty: fact.treaty,
  status: treatyStatus(fact, on),
  asOf: fact.asOf,
  source: shortSource(fact.source),
  confirmed: fact.confirmed,
});

/** Prefills from the data folder have precedence over reference facts. */
export function mergePrefills(known: readonly Prefill[], collected: readonly Prefill[]): Prefill[] {
  const byId = new Map([...known, ...collected].map((prefill) => [prefill.id, prefill]));
  return [...byId.values()];
}

/** The name of a source without the page and the stored copy, which are in the table of facts. */
export function shortSource(source: string): string {
  return source.split(/, stored|;| \(| @ /)[0]!.trim();
}
