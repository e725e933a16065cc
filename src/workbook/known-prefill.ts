/** What is known of a country without any data folder: itself, and its treaties from the reference facts. */
import { hasFramework, type Instrument, loadFramework, type Question } from '../questionnaire/index.ts';
import { loadKnownTreatyFacts, type TreatyFact, treatyStatus } from '../reference/index.ts';
import type { Prefill } from './write/order.ts';

export type Known = {
  readonly contentRoot: string;
  readonly instrument: Instrument;
  /** Alpha-3 code. */
  readonly country: string;
  readonly illustrative: boolean;
  /** ISO date: the day on which the workbook is written. */
  readonly on: string;
  /** What stands as the source of the country's own name. */
  readonly listSource: string;
};

/** Prefills from reference facts, in the order of the questions; a fact of which nothing is known gives none. */
export function knownPrefills(known: Known): Prefill[] {
  const { contentRoot, instrument, country, illustrative, on, listSource } = known;
  const choices = choicesByStatus(contentRoot, instrument);
  const facts = loadKnownTreatyFacts(contentRoot, illustrative ? 'illustrative' : 'real').filter(
    (fact) => fact.country === country,
  );
  return [...instrument.questions.values()].flatMap((question): Prefill[] => {
    if (question.prefill === 'treaty') return treatyPrefill(question, facts, choices, on);
    const listed = question.list && instrument.lists.get(question.list)?.source === 'countries';
    if (question.prefill !== 'round_list' || !listed) return [];
    return [{ id: question.code, value: country, source: listSource, date: on }];
  });
}

/** Of several treaties that satisfy a question, the one with which the country has gone furthest. */
function treatyPrefill(
  question: Question,
  facts: readonly TreatyFact[],
  choices: ReadonlyMap<string, string>,
  on: string,
): Prefill[] {
  const steps = [...choices.keys()];
  const [furthest] = facts
    .filter(({ treaty }) => question.treaties.includes(treaty))
    .map((fact) => ({ fact, status: treatyStatus(fact, on) }))
    .filter(({ status }) => choices.has(status))
    .sort((a, b) => steps.indexOf(a.status) - steps.indexOf(b.status));
  if (!furthest) return [];
  const { source, asOf, confirmed } = furthest.fact;
  return [
    { id: question.code, value: choices.get(furthest.status)!, source: shortSource(source), date: asOf, confirmed },
  ];
}

/** The name of a source without the page and the copy that it was read from, which stand in the table of facts. */
export function shortSource(source: string): string {
  return source.split(/, stored|;| \(| @ /)[0]!.trim();
}

/** The choice to fill in for a treaty status, furthest first, from the instrument's framework; empty where it has none. */
function choicesByStatus(contentRoot: string, { id }: Instrument): ReadonlyMap<string, string> {
  if (!hasFramework(contentRoot, id)) return new Map();
  const rows = loadFramework(contentRoot, id).treaty_answers.filter(({ prefill }) => prefill);
  return new Map(rows.map(({ status, choice }) => [status, choice]));
}
