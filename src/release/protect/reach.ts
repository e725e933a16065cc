/**
 * The sums that a group of answers can reach, and the values of each answer with which it reaches them.
 *
 * Exact, by dynamic programming: all combinations of possible answers, blanks and "does not apply" included, with the
 * rules by which one answer hides another. Answers that hide others are enumerated; given these, the others are
 * independent of each other.
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
  /** Of items with the same unit, only the best counts. */
  readonly unit: string;
  /** The indicator that it feeds, whose score is published separately. */
  readonly indicator: string;
  readonly weight: number;
};

/** Number of units with a value, the sum of their weights, and the weighted sum of their scores. */
export type ReachedSum = { readonly counted: number; readonly weight: number; readonly points: number };

/** By item, then by level: every outcome in which the item has that level, encoded as a number. */
export type Reach = ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<number>>>;

// An outcome is encoded in one integer: 6 bits for the count, 15 for the weight in hundredths, 31 for the points.
const weightUnit = 100;
/** Divisible by every number up to 12, so that shares of up to 12 choices are integers. */
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

/** The possible content of an item: a level, or none; `score` is null if it has no score. */
type Held = { readonly level: string | null; readonly score: number | null };

/** @param known - public answers on which the rules of the group's questions depend */
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

/** Number of combinations of the answers that hide others. */
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

/** The possible scores of a unit: every combination of its items, with the best score. */
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

/** For every combination of the answers that hide others, the possible content of each item of the group. */
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
    // If the question may not be marked "does not apply", that answer counts as not known.
    ...(cell.question.mayNotApply === null ? [] : [[stated('not_applicable'), none] as const]),
  ];
}

function heldOf({ cell }: GroupItem, lookup: AnswerLookup, hidden: ReadonlyMap<string, Hidden>): Held[] {
  const found = hiddenCell(cell.question, cell.name, lookup, hidden);
  if (found !== null) return [{ level: null, score: found.as === 'zero' ? lowestWorth(cell) : null }];
  return [...levelsOf(cell).map(({ name, score }) => ({ level: name, score })), { level: null, score: null }];
}
