/**
 * The means that a release publishes of one country's protected answers, as a reader finds them: of each indicator, of each
 * area of need, and of what compares with an earlier cycle, on both sides.
 *
 * They follow from what the groups have in common and from listed answers, as every published figure does.
 */
import type { CellDeclaration, Instrument } from '../../questionnaire/index.ts';
import { scoredCells } from '../../questionnaire/index.ts';
import type { InputRow, Inputs } from '../input/inputs.ts';
import { levelsOf, worthOf } from './possible.ts';
import type { GroupItem } from './reach.ts';
import type { Domains, Equation } from './solve.ts';

/** A group as it is published. */
export type PublishedGroup = {
  readonly name: string;
  readonly items: readonly GroupItem[];
  /** The score that its answers have in common; null if the group is withheld. */
  readonly score: number | null;
  /** How many of its units count as missing: the last ones. */
  readonly missing: number;
};

/** One country's groups in one cycle, and the rows of its answers by item. */
export type CountryCycle = {
  readonly cycle: string;
  readonly groups: readonly PublishedGroup[];
  readonly rows: ReadonlyMap<string, InputRow<'answers'>>;
};

type Content = Pick<Inputs, 'cycles' | 'crosswalk' | 'area_questions' | 'indicator_questions'>;

/** @param of - one country's cycles */
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

/** What the unknowns of a country's equations can be, as the questionnaire of each cycle states. */
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

/** By the questionnaire in which the cell stands. */
export const ownWorths = (cell: CellDeclaration): number[] =>
  distinct(levelsOf(cell).flatMap(({ score }) => (score === null ? [] : [score])));

/** As who does not know how many choices a share is of: of five, six or eight. */
export const worthsOfAnyShare = (cell: CellDeclaration): readonly number[] =>
  cell.question.scorer?.by === 'share' ? shares : ownWorths(cell);

/**
 * As who has only the questionnaire of the released cycle takes the cells of an earlier one: by the question of the same
 * code, and what is no longer asked for a share.
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

/** The answers of a cycle to a cell, or to cells of which the best counts. */
export const unknown = (cycle: string, unit: string): string => `${cycle} ${unit}`;

type Term = { readonly unknown: string; readonly weight: number; readonly score: number | null };

function equation(figure: string, terms: readonly Term[]): Equation[] {
  const counted = terms.filter(({ score }) => score !== null);
  if (counted.length === 0) return [];
  const points = counted.reduce((sum, { weight, score }) => sum + weight * score!, 0);
  return [{ figure, terms, counted: counted.length, points }];
}

type PublishedUnit = GroupItem & { readonly score: number | null };

/** The units of rounded groups, each by its first item, and what each counts with. */
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

/** In an area every item counts alone, and as much as any other. */
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

/** Only what compares and has a value in both cycles counts, and is a part of a group. */
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
    // What was rounded is not recoded.
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
  // A reader may see that a listed answer next to it is missing, or only that so many of all compare.
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

/** Every item of a rounded group with what its unit counts with. */
function itemsOf(one: CountryCycle): ReadonlyMap<string, PublishedUnit> {
  const scores = new Map(unitsOf(one).map(({ unit, score }) => [unit, score]));
  return new Map(
    one.groups
      .filter(({ score }) => score !== null)
      .flatMap(({ items }) => items.map((item) => [item.cell.id, { ...item, score: scores.get(item.unit)! }] as const)),
  );
}

/** Whether a reader knows that a cell has a value, that it has none or does not count, or can only count it with others. */
function stateOf(cell: CellDeclaration, { rows }: CountryCycle): 'valued' | 'counted' | 'none' | 'left' {
  const row = rows.get(cell.id);
  if (row === undefined) return 'none';
  if (row.protection === 'rounded') return row.surrogate === null ? 'counted' : 'valued';
  if (row.hidden_as !== null) return row.hidden_as === 'zero' ? 'valued' : 'left';
  if (row.state === 'not_applicable' && row.reason_accepted) return 'left';
  if (row.state !== 'answered') return 'none';
  return worthOf(cell, row.value) === null ? 'left' : 'valued';
}
