/**
 * The means of one country's protected answers that can be derived from a release: of each indicator, of each area of
 * need, and of the questions comparable with an earlier cycle, in both cycles.
 *
 * They are computed from the common scores of the groups and from listed answers, like every published figure.
 */
import type { CellDeclaration, Instrument } from '../../questionnaire/index.ts';
import { scoredCells } from '../../questionnaire/index.ts';
import type { InputRow, Inputs } from '../input/inputs.ts';
import { levelsOf, worthOf } from './possible.ts';
import type { GroupItem } from './reach.ts';
import type { Domains, Equation } from './solve.ts';

/** A group as published. */
export type PublishedGroup = {
  readonly name: string;
  readonly items: readonly GroupItem[];
  /** The common score of its answers; null if the group is withheld. */
  readonly score: number | null;
  /** Number of its units that count as missing: the last ones. */
  readonly missing: number;
};

/** One country's groups in one cycle, and its rows of answers by item. */
export type CountryCycle = {
  readonly cycle: string;
  readonly groups: readonly PublishedGroup[];
  readonly rows: ReadonlyMap<string, InputRow<'answers'>>;
};

type Content = Pick<Inputs, 'cycles' | 'crosswalk' | 'area_questions' | 'indicator_questions'>;

/** @param of - the cycles of one country */
export function publishedMeans(
  content: Content,
  instruments: ReadonlyMap<string, Instrument>,
  of: readonly CountryCycle[],
): Equation[] {
  return of.flatMap((one) => [
    ...indicatorMeans(content, one),
    ...areaMeans(content, one),
    ...of.flatMap((earlier) => comparedMeans(content, instruments, one, earlier)),
  ]);
}

/** The possible values of the unknowns in a country's equations, by the questionnaire of each cycle. */
export function domainsOf(
  of: readonly { readonly cycle: string; readonly groups: readonly Pick<PublishedGroup, 'items'>[] }[],
  worths: (cell: CellDeclaration) => readonly number[],
): Domains {
  const domains = new Map<string, readonly number[]>();
  for (const { cycle, groups } of of) {
    for (const { items } of groups) {
      for (const [unit, members] of Map.groupBy(items, (item) => item.unit)) {
        for (const { cell } of members) domains.set(unknown(cycle, cell.id), worths(cell));
        domains.set(unknown(cycle, unit), distinct(members.flatMap(({ cell }) => worths(cell))));
      }
    }
  }
  return domains;
}

/** Possible scores by the questionnaire that contains the cell. */
export const ownWorths = (cell: CellDeclaration): number[] =>
  distinct(levelsOf(cell).flatMap(({ score }) => (score === null ? [] : [score])));

/** Possible scores for a reader who does not know how many choices a share has: five, six or eight. */
export const worthsOfAnyShare = (cell: CellDeclaration): readonly number[] =>
  cell.question.scorer?.by === 'share' ? shares : ownWorths(cell);

/**
 * Possible scores of a cell of an earlier cycle for a reader who has only the questionnaire of the released cycle: by
 * the question of the same code; a question that no longer exists is taken for a share.
 */
export function worthsByLater(later: Instrument): (cell: CellDeclaration) => readonly number[] {
  const cells = new Map(
    [...later.questions.values()].flatMap((question) =>
      scoredCells(later, question).map((cell) => [cell.id, cell] as const),
    ),
  );
  return ({ id }) => {
    const cell = cells.get(id);
    return cell === undefined ? shares : worthsOfAnyShare(cell);
  };
}

const distinct = (scores: readonly number[]): number[] => [...new Set(scores)].sort((a, b) => a - b);
const shares = distinct([5, 6, 8].flatMap((of) => Array.from({ length: of + 1 }, (_, count) => (100 * count) / of)));

/** Name of the unknown for a unit in a cycle: a cell, or several cells of which the best counts. */
export const unknown = (cycle: string, unit: string): string => `${cycle} ${unit}`;

type Term = { readonly unknown: string; readonly weight: number; readonly score: number | null };

function equation(figure: string, terms: readonly Term[]): Equation[] {
  const counted = terms.filter(({ score }) => score !== null);
  if (counted.length === 0) return [];
  const points = counted.reduce((sum, { weight, score }) => sum + weight * score!, 0);
  return [{ figure, terms, counted: counted.length, points }];
}

type PublishedUnit = GroupItem & { readonly score: number | null };

/** The units of rounded groups, by their first item, with the score that each counts with. */
function unitsOf({ groups }: CountryCycle): PublishedUnit[] {
  return groups.flatMap(({ items, score, missing }) => {
    if (score === null) return [];
    const units = [...Map.groupBy(items, ({ unit }) => unit).values()];
    return units.map((members, at) => ({
      ...members[0]!,
      weight: Math.max(...members.map(({ weight }) => weight)),
      score: at < units.length - missing ? score : null,
    }));
  });
}

function indicatorMeans({ indicator_questions }: Content, one: CountryCycle): Equation[] {
  const indicators = new Set(indicator_questions.map(({ indicator }) => indicator));
  const units = unitsOf(one).filter(({ indicator }) => indicators.has(indicator));
  return [...Map.groupBy(units, ({ indicator }) => indicator)].flatMap(([indicator, own]) =>
    equation(
      indicator,
      own.map(({ unit, weight, score }) => ({ unknown: unknown(one.cycle, unit), weight, score })),
    ),
  );
}

/** In an area, every item counts separately and with equal weight. */
function areaMeans({ cycles, area_questions }: Content, one: CountryCycle): Equation[] {
  if (cycles.every(({ cycle, priority_question }) => cycle !== one.cycle || priority_question === null)) return [];
  const scores = new Map(unitsOf(one).map(({ unit, score }) => [unit, score]));
  const items = one.groups.filter(({ score }) => score !== null).flatMap((group) => group.items);
  return [...Map.groupBy(area_questions, ({ area }) => area)].flatMap(([area, links]) => {
    const asked = new Set(links.map(({ question }) => question));
    const own = items.filter(({ cell }) => asked.has(cell.question.code));
    return equation(
      area,
      own.map(({ cell, unit }) => ({ unknown: unknown(one.cycle, cell.id), weight: 1, score: scores.get(unit)! })),
    );
  });
}

/** Only items that are comparable and have a value in both cycles count, and belong to a group. */
function comparedMeans(
  { cycles, crosswalk }: Content,
  instruments: ReadonlyMap<string, Instrument>,
  later: CountryCycle,
  earlier: CountryCycle,
): Equation[] {
  if (!isCompared(cycles, later.cycle, earlier.cycle)) return [];
  const links = crosswalk.filter(({ cycle, from_cycle }) => cycle === later.cycle && from_cycle === earlier.cycle);
  const pairs = links.flatMap((link) => {
    const question = instruments.get(later.cycle)!.questions.get(link.question);
    const cells = question === undefined ? [] : scoredCells(instruments.get(later.cycle)!, question);
    return cells.map((cell) => ({
      cell,
      from: `${link.from_question}${cell.id.slice(link.question.length)}`,
      isRecoded: link.recode !== '',
    }));
  });
  const before = new Map(
    scoredOf(instruments.get(earlier.cycle)!, earlier).map((cell) => [cell.id, stateOf(cell, earlier)] as const),
  );
  const [laterUnits, earlierUnits] = [itemsOf(later), itemsOf(earlier)];
  const sides = pairs.flatMap(({ cell, from, isRecoded }) => {
    const [now, then] = [stateOf(cell, later), before.get(from) ?? 'left'];
    if (now === 'left' || then === 'left') return [];
    // Rounded answers are not recoded.
    const isSilent = now === 'none' || then === 'none' || (isRecoded && earlierUnits.has(from));
    const isInBoth = now === 'valued' && then === 'valued' && !isSilent;
    const [to, old] = [laterUnits.get(cell.id), earlierUnits.get(from)];
    const side = (name: string, cycle: string, item: PublishedUnit | undefined) =>
      item === undefined
        ? []
        : [
            {
              figure: `${name} ${(to ?? old)!.indicator}`,
              unknown: unknown(cycle, item.cell.id),
              weight: item.weight,
              score: isInBoth ? item.score : null,
              isSilent,
            },
          ];
    return [...side('to', later.cycle, to), ...side('from', earlier.cycle, old)];
  });
  // A reader may know that a listed answer is missing, or only how many of all are comparable.
  return [...Map.groupBy(sides, ({ figure }) => figure)].flatMap(([figure, terms]) => {
    const speaking = terms.filter(({ isSilent }) => !isSilent);
    return [...equation(figure, speaking), ...(speaking.length < terms.length ? equation(figure, terms) : [])];
  });
}

function isCompared(cycles: Content['cycles'], later: string, earlier: string): boolean {
  const [to, from] = [cycles.find(({ cycle }) => cycle === later), cycles.find(({ cycle }) => cycle === earlier)];
  if (to === undefined || from === undefined || from.position >= to.position) return false;
  const previous = Math.max(...cycles.filter(({ position }) => position < to.position).map(({ position }) => position));
  return from.cycle === to.baseline_cycle || from.position === previous;
}

const scoredOf = (instrument: Instrument, { rows }: CountryCycle): CellDeclaration[] =>
  [...instrument.questions.values()]
    .flatMap((question) => scoredCells(instrument, question))
    .filter(({ id }) => rows.has(id));

/** Every item of a rounded group with the score of its unit. */
function itemsOf(one: CountryCycle): ReadonlyMap<string, PublishedUnit> {
  const scores = new Map(unitsOf(one).map(({ unit, score }) => [unit, score]));
  return new Map(
    one.groups
      .filter(({ score }) => score !== null)
      .flatMap(({ items }) => items.map((item) => [item.cell.id, { ...item, score: scores.get(item.unit)! }] as const)),
  );
}

/**
 * Whether a reader knows that a cell has a value (`valued`), knows only the number of such cells (`counted`), knows
 * that it has no value (`none`), or that it does not count (`left`).
 */
function stateOf(cell: CellDeclaration, { rows }: CountryCycle): 'valued' | 'counted' | 'none' | 'left' {
  const row = rows.get(cell.id);
  if (row === undefined) return 'none';
  if (row.protection === 'rounded') return row.surrogate === null ? 'counted' : 'valued';
  if (row.hidden_as !== null) return row.hidden_as === 'zero' ? 'valued' : 'left';
  if (row.state === 'not_applicable' && row.reason_accepted) return 'left';
  if (row.state !== 'answered') return 'none';
  return worthOf(cell, row.value) === null ? 'left' : 'valued';
}
