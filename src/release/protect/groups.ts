/** Decides which protected answers are rounded together, and which must be withheld. */
import {
  type AnswerLookup,
  type CellDeclaration,
  type Instrument,
  parentCells,
  scoredCells,
} from '../../questionnaire/index.ts';
import type { Inputs } from '../input/inputs.ts';
import { levelsOf } from './possible.ts';
import { type GroupItem, hidingCombinations } from './reach.ts';
import { type Rounding, roundingOf } from './rounding.ts';

/** How a scored question feeds an indicator. Without a part, all scored cells of the question. */
export type ScoringLink = {
  readonly indicator: string;
  readonly pillar: string;
  readonly question: string;
  readonly part: string | null;
  readonly weight: number;
  readonly combine: string | null;
};

/** The links of scored indicators, each with its pillar. */
export function scoringLinks({
  indicators,
  indicator_questions,
}: Pick<Inputs, 'indicators' | 'indicator_questions'>): ScoringLink[] {
  const pillars = new Map(
    indicators.map(({ indicator, pillar, use }) => [indicator, use === 'scored' ? pillar : null]),
  );
  return indicator_questions.flatMap((link) => {
    const pillar = pillars.get(link.indicator) ?? null;
    return pillar === null || link.weight <= 0 ? [] : [{ ...link, pillar }];
  });
}

export type DisclosureGroup = {
  /** The indicator; the pillar if several indicators are rounded together; the section for items that feed none. */
  readonly name: string;
  /** For items that feed no indicator, the section. */
  readonly pillar: string;
  /** In questionnaire order. */
  readonly items: readonly GroupItem[];
  /** Null if the group is withheld. */
  readonly rounding: Rounding | null;
};

const mostCombinations = 2000;

/**
 * Groups the protected cells of one country: by indicator, and together with other indicators of the pillar if that
 * protects too little. Groups depend only on what is public.
 *
 * A cell whose relevance rule depends on a protected answer outside its group is in no group, as its value would
 * reveal that answer. Within a group, the rounding takes the rule into account.
 *
 * @param isProtected - whether the answer of a cell is not listed but may feed scores
 * @param isAsked - of these, the cells that public answers do not hide
 * @param known - public answers
 */
export function groupProtected(
  instrument: Instrument,
  links: readonly ScoringLink[],
  isProtected: (cell: string) => boolean,
  isAsked: (cell: CellDeclaration) => boolean,
  known: AnswerLookup,
): DisclosureGroup[] {
  const listed = listedUnits(instrument, links, isProtected);
  const placed = placeItems(instrument, links, (cell) => isProtected(cell.id) && isAsked(cell)).filter(
    ({ item }) => !listed.has(item.unit),
  );
  const group = (name: string, members: readonly PlacedItem[]): DisclosureGroup => {
    const { pillar } = members[0]!;
    const items = separable(
      members.map(({ item }) => item),
      isProtected,
    );
    return { name, pillar, items, rounding: findRounding(instrument, name, items, known) };
  };
  return [...Map.groupBy(placed, ({ pillar }) => pillar)].flatMap(([pillar, members]) => {
    const parts = [...Map.groupBy(members, ({ indicator }) => indicator).values()];
    const alone = parts.map((part) => group(part[0]!.indicator, part));
    const open = alone.filter(({ rounding }) => rounding !== null);
    if (open.length === alone.length) return alone;
    const rest = parts.filter((_, at) => alone[at]!.rounding === null).flat();
    const pooled = group(pillar, rest);
    if (pooled.rounding !== null) return [...open, pooled];
    const all = group(pillar, members);
    return all.rounding === null ? alone : [all];
  });
}

/**
 * Units with both a listed and a protected answer, of which the better one counts: it would be visible whether the
 * protected one is better.
 */
function listedUnits(
  instrument: Instrument,
  links: readonly ScoringLink[],
  isProtected: (cell: string) => boolean,
): ReadonlySet<string> {
  return new Set(
    links
      .filter(({ combine }) => combine !== null)
      .flatMap(({ indicator, question, combine }) => {
        const asked = instrument.questions.get(question);
        const cells = asked === undefined ? [] : scoredCells(instrument, asked);
        return cells.some(({ id }) => !isProtected(id)) ? [`${indicator} ${combine}`] : [];
      }),
  );
}

export type PlacedItem = { readonly pillar: string; readonly indicator: string; readonly item: GroupItem };

export function placeItems(
  instrument: Instrument,
  links: readonly ScoringLink[],
  isPlaced: (cell: CellDeclaration) => boolean,
): PlacedItem[] {
  const byQuestion = Map.groupBy(links, ({ question }) => question);
  return [...instrument.questions.values()].flatMap((question) =>
    scoredCells(instrument, question)
      .filter(isPlaced)
      .map((cell) => {
        const feeds = byQuestion.get(question.code) ?? [];
        const link = feeds.find(({ part }) => part === null || cell.id === `${question.code}.${part}`);
        const unit = link === undefined || link.combine === null ? cell.id : `${link.indicator} ${link.combine}`;
        return {
          pillar: link?.pillar ?? question.section,
          indicator: link?.indicator ?? question.section,
          item: { cell, unit, indicator: link?.indicator ?? question.section, weight: link?.weight ?? 1 },
        };
      }),
  );
}

/** Removes items that would reveal an answer outside the group, repeatedly, until nothing changes. */
function separable(items: readonly GroupItem[], isProtected: (cell: string) => boolean): readonly GroupItem[] {
  const stand = new Map(items.map((item) => [item.cell.id, item]));
  const alone = (unit: string) => items.filter((item) => item.unit === unit).length === 1;
  const kept = items.filter(({ cell }) =>
    parentCells(cell).every((parent) => {
      if (!isProtected(parent)) return true;
      const item = stand.get(parent);
      return (
        item !== undefined && item.cell.type === 'select_one' && levelsOf(item.cell).length > 0 && alone(item.unit)
      );
    }),
  );
  if (kept.length < items.length) return separable(kept, isProtected);
  if (hidingCombinations(items) <= mostCombinations) return items;
  return items.filter(({ cell }) => !parentCells(cell).some(isProtected));
}

const roundings = new WeakMap<Instrument, Map<string, Rounding | null>>();

/**
 * The rounding of a group; it is the same for every country that protects the same answers next to the same public
 * ones.
 */
function findRounding(
  instrument: Instrument,
  name: string,
  items: readonly GroupItem[],
  known: AnswerLookup,
): Rounding | null {
  const inside = new Set(items.map(({ cell }) => cell.id));
  const outside = [...new Set(items.flatMap(({ cell }) => parentCells(cell)))].filter((cell) => !inside.has(cell));
  const key = JSON.stringify([
    name,
    items.map(({ cell, unit, indicator, weight }) => [cell.id, unit, indicator, weight]),
    outside.map((cell) => known(cell) ?? null),
  ]);
  const ofInstrument = roundings.get(instrument) ?? new Map<string, Rounding | null>();
  roundings.set(instrument, ofInstrument);
  const found = ofInstrument.get(key);
  if (found !== undefined) return found;
  const rounding = roundingOf(items, known);
  ofInstrument.set(key, rounding);
  return rounding;
}
