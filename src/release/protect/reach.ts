/**
 * What a group of answers can sum to, and with which value of each.
 *
 * Exact, by dynamic programming: all combinations of possible answers, blanks and "does not apply" included, with the
 * rules by which one answer hides another. Answers that hide others are gone through one by one; given these, the rest
 * are independent of each other.
 */
import type { AnswerState, AnswerValue } from '../../domain/index.ts';
import {
  type AnswerLookup,
  type CellDeclaration,
  type Hidden,
  hiddenCell,
  type KnownAnswer,
  parentCells,
} from '../../questionnaire/index.ts';
import { levelsOf, lowestWorth } from './possible.ts';

/** One scored answer of a group. */
export type GroupItem = {
  readonly cell: CellDeclaration;
  /** Items with the same unit represent each other: the best of them counts. */
  readonly unit: string;
  /** The indicator that it feeds, whose score is published on its own. */
  readonly indicator: string;
  readonly weight: number;
};

/** How many units have a value, the sum of their weights, and the weighted sum of their scores. */
export type ReachedSum = { readonly counted: number; readonly weight: number; readonly points: number };

/** Item, then level, then every outcome in which the item has that level, encoded. */
export type Reach = ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<number>>>;

// An outcome as one whole number: 6 bits of count, 15 of weight in hundredths, 31 of points.
const weightUnit = 100;
/** Divisible by every number up to 12, so that shares of as many choices are whole. */
const pointUnit = 27720;
const weightPlace = 2 ** 31;
const countPlace = 2 ** 46;

const encode = (weight: number, score: number | null): number =>
  score === null
    ? 0
    : countPlace + Math.round(weight * weightUnit) * weightPlace + Math.round(weight * score * pointUnit);

export function decode(code: number): ReachedSum {
  const counted = Math.floor(code / countPlace);
  const rest = code - counted * countPlace;
  const weight = Math.floor(rest / weightPlace);
  return { counted, weight: weight / weightUnit, points: (rest - weight * weightPlace) / pointUnit };
}

/** What an item may hold: a level, or none; `score` is null if it has no worth. */
type Held = { readonly level: string | null; readonly score: number | null };

/** @param known - public answers that rules of the group's questions stand on */
export function reachOf(items: readonly GroupItem[], known: AnswerLookup): Reach {
  const reach = new Map(
    items.map(({ cell }) => [cell.id, new Map(levelsOf(cell).map(({ name }) => [name, new Set<number>()]))]),
  );
  const add = (item: string, level: string | null, outcomes: Iterable<number>, more: number) => {
    const found = level === null ? undefined : reach.get(item)!.get(level)!;
    if (found !== undefined) for (const outcome of outcomes) found.add(outcome + more);
  };
  const sums = new Map<string, ReadonlySet<number>>();
  for (const held of assignments(items, known)) {
    const units = [...Map.groupBy(items, ({ unit }) => unit).values()].map((unit) => optionsOf(unit, held));
    for (const [at, { options }] of units.entries()) {
      const others = sumsOf(
        units.filter((_, place) => place !== at),
        sums,
      );
      for (const { holds, code } of options) {
        for (const [item, level] of holds) add(item, level, others, code);
      }
    }
  }
  return reach;
}

/** How many combinations of hiding answers there are. */
export const hidingCombinations = (items: readonly GroupItem[]): number =>
  hidingItems(items).reduce((product, { cell }) => product * (levelsOf(cell).length + 2), 1);

function hidingItems(items: readonly GroupItem[]): GroupItem[] {
  const parents = new Set(items.flatMap(({ cell }) => parentCells(cell)));
  return items.filter(({ cell }) => parents.has(cell.id));
}

type Unit = {
  readonly options: readonly { readonly holds: readonly (readonly [string, string | null])[]; readonly code: number }[];
  readonly codes: readonly number[];
  readonly key: string;
};

/** What a unit can come to: of items that represent each other every combination, with the best. */
function optionsOf(unit: readonly GroupItem[], held: (item: GroupItem) => readonly Held[]): Unit {
  let combined: { holds: (readonly [string, string | null])[]; score: number | null }[] = [{ holds: [], score: null }];
  for (const item of unit) {
    combined = combined.flatMap(({ holds, score }) =>
      held(item).map((one) => ({
        holds: [...holds, [item.cell.id, one.level] as const],
        score: best(score, one.score),
      })),
    );
  }
  const weight = Math.max(...unit.map((item) => item.weight));
  const options = combined.map(({ holds, score }) => ({ holds, code: encode(weight, score) }));
  const codes = [...new Set(options.map(({ code }) => code))].sort((a, b) => a - b);
  return { options, codes, key: codes.join() };
}

const best = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.max(a, b);

function sumsOf(units: readonly Unit[], known: Map<string, ReadonlySet<number>>): ReadonlySet<number> {
  const ordered = [...units].sort((a, b) => (a.key < b.key ? -1 : 1));
  const key = ordered.map((unit) => unit.key).join(';');
  const found = known.get(key);
  if (found !== undefined) return found;
  const last = ordered.at(-1);
  const sums = new Set<number>();
  if (last === undefined) sums.add(0);
  else for (const sum of sumsOf(ordered.slice(0, -1), known)) for (const code of last.codes) sums.add(sum + code);
  known.set(key, sums);
  return sums;
}

/** For every combination of the answers that hide others: what each item of the group may hold. */
function* assignments(
  items: readonly GroupItem[],
  known: AnswerLookup,
): Generator<(item: GroupItem) => readonly Held[]> {
  const hiding = hidingItems(items);
  const assigned = new Map<string, { answer: KnownAnswer; held: Held }>();
  const hidden = new Map<string, Hidden>();
  const lookup: AnswerLookup = (cell) =>
    hidden.has(cell) ? { state: 'blank', value: null, hidden: true } : (assigned.get(cell)?.answer ?? known(cell));

  function* assign(at: number): Generator<(item: GroupItem) => readonly Held[]> {
    const item = hiding[at];
    if (item === undefined) {
      yield (one) => {
        const fixed = assigned.get(one.cell.id);
        return fixed === undefined ? heldOf(one, lookup, hidden) : [fixed.held];
      };
      return;
    }
    const { cell } = item;
    const found = hiddenCell(cell.question, cell.name, lookup, hidden);
    if (found !== null) hidden.set(cell.id, found);
    const answers: (readonly [KnownAnswer, Held])[] =
      found === null
        ? possibleAnswers(cell)
        : [[stated('blank'), { level: null, score: found.as === 'zero' ? lowestWorth(cell) : null }]];
    for (const [answer, held] of answers) {
      assigned.set(cell.id, { answer, held });
      yield* assign(at + 1);
    }
    assigned.delete(cell.id);
    hidden.delete(cell.id);
  }
  yield* assign(0);
}

const stated = (state: AnswerState, value: AnswerValue | null = null): KnownAnswer => ({ state, value });

function possibleAnswers(cell: CellDeclaration): (readonly [KnownAnswer, Held])[] {
  const none = { level: null, score: null };
  return [
    ...levelsOf(cell).map(({ name, value, score }) => [stated('answered', value), { level: name, score }] as const),
    [stated('blank'), none],
    // Elsewhere it counts as not known.
    ...(cell.question.mayNotApply === null ? [] : [[stated('not_applicable'), none] as const]),
  ];
}

function heldOf({ cell }: GroupItem, lookup: AnswerLookup, hidden: ReadonlyMap<string, Hidden>): Held[] {
  const found = hiddenCell(cell.question, cell.name, lookup, hidden);
  if (found !== null) return [{ level: null, score: found.as === 'zero' ? lowestWorth(cell) : null }];
  return [...levelsOf(cell).map(({ name, score }) => ({ level: name, score })), { level: null, score: null }];
}
