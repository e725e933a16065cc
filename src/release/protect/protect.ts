/**
 * Determines what each protected answer of one country contributes to public figures: a score that its group has in
 * common, or nothing. All published figures are computed from this and from listed answers, so none can reveal more.
 */
import type { Answer } from '../../domain/index.ts';
import {
  type AnswerLookup,
  type CellDeclaration,
  type Hidden,
  hiddenQuestions,
  type Instrument,
} from '../../questionnaire/index.ts';
import { agreeingGroups, type EarlierAnswers } from './earlier.ts';
import { type DisclosureGroup, groupProtected, type ScoringLink } from './groups.ts';
import { lowestWorth, worthOf } from './possible.ts';
import type { PublishedGroup } from './published-means.ts';
import type { GroupItem } from './reach.ts';
import { roundGroup } from './rounding.ts';

/** Score used for a protected cell; null if the cell counts as missing although its group is rounded. */
export type Surrogates = ReadonlyMap<string, number | null>;

/** The surrogates of a country's protected cells, and the rounded groups that they come from. */
export type Protected = { readonly surrogates: Surrogates; readonly groups: readonly PublishedGroup[] };

type Given = Pick<Answer, 'question' | 'part' | 'state' | 'value'>;

/**
 * @param answers - all answers, protected ones unchanged
 * @param isProtected - whether a cell is protected
 * @param hiddenInPublic - cells that public answers hide, which therefore have no answer to protect
 * @param known - public answers
 * @param earlier - what public releases show of the same answers
 * @returns the cells of rounded groups; any other protected cell is withheld
 */
export function findSurrogates({
  instrument,
  links,
  answers,
  isProtected,
  hiddenInPublic,
  known,
  earlier,
}: {
  instrument: Instrument;
  links: readonly ScoringLink[];
  answers: readonly Given[];
  isProtected: (cell: string) => boolean;
  hiddenInPublic: ReadonlyMap<string, Hidden>;
  known: AnswerLookup;
  earlier: readonly EarlierAnswers[];
}): Protected {
  const surrogates = new Map<string, number | null>();
  const rounded: PublishedGroup[] = [];
  const all = groupProtected(instrument, links, isProtected, ({ id }) => !hiddenInPublic.has(id), known);
  const agreeing = agreeingGroups(instrument, links, earlier, known, all);
  const groups = agreeing.filter(({ rounding }) => rounding !== null);
  if (groups.length === 0) return { surrogates, groups: [] };
  const hidden = hiddenQuestions(instrument, answers);
  const given = new Map(answers.map((answer) => [answer.part ?? answer.question, answer]));
  const worth = (cell: CellDeclaration): number | null => {
    const rule = hidden.get(cell.id);
    if (rule !== undefined) return rule.as === 'zero' ? lowestWorth(cell) : null;
    const answer = given.get(cell.id);
    return answer?.state === 'answered' ? worthOf(cell, answer.value) : null;
  };
  for (const group of groups) {
    const units = standingsOf(group, worth);
    const counted = units.filter(({ score }) => score !== null);
    const common = roundGroup(group.rounding!, counted.length, meanOf(counted));
    if (common === null) continue;
    rounded.push({ name: group.name, items: group.items, ...common });
    // It is not shown which units have no value: the last ones count as missing.
    for (const [at, { items }] of units.entries()) {
      for (const { cell } of items) surrogates.set(cell.id, at < units.length - common.missing ? common.score : null);
    }
  }
  return { surrogates, groups: rounded };
}

type Standing = { readonly items: readonly GroupItem[]; readonly weight: number; readonly score: number | null };

function standingsOf({ items }: DisclosureGroup, worth: (cell: CellDeclaration) => number | null): Standing[] {
  return [...Map.groupBy(items, ({ unit }) => unit).values()].map((unit) => {
    const scores = unit.map(({ cell }) => worth(cell)).filter((score) => score !== null);
    return {
      items: unit,
      weight: Math.max(...unit.map(({ weight }) => weight)),
      score: scores.length === 0 ? null : Math.max(...scores),
    };
  });
}

function meanOf(units: readonly Standing[]): number {
  const weight = units.reduce((sum, unit) => sum + unit.weight, 0);
  return units.reduce((sum, unit) => sum + unit.weight * (unit.score ?? 0), 0) / weight;
}
