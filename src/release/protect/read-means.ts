/** Reads the means of protected answers from the published tables, as a reader could compute them from each figure. */
import type { MartRow } from '../files/rows.ts';
import type { ScoringLink } from './groups.ts';
import { unknown } from './published-means.ts';
import { publishedSums, unitsOfRows } from './published-sums.ts';
import type { Equation } from './solve.ts';

/** The tables that a reader of a public edition has. */
export type PublishedTables = { readonly rows: (mart: string) => readonly MartRow[] };

/** Rows of one country in one cycle; of `progress`, the changes of indicators since earlier cycles. */
type CountryTables = {
  readonly cycle: string;
  readonly rows: (
    mart: 'question_scores' | 'scores' | 'needs' | 'need_items' | 'progress' | 'compared_answers',
  ) => readonly MartRow[];
};

export function countryTables(tables: PublishedTables, cycle: string): (country: string) => CountryTables {
  const byMart = new Map<string, ReadonlyMap<string, readonly MartRow[]>>();
  const of = (mart: string) => {
    const found =
      byMart.get(mart) ??
      Map.groupBy(
        tables.rows(mart).filter((row) => (row.to_cycle ?? row.cycle) === cycle),
        ({ country }) => String(country),
      );
    byMart.set(mart, found);
    return found;
  };
  return (country) => ({ cycle, rows: (mart) => of(mart).get(country) ?? [] });
}

const isRounded = ({ listed, protection }: MartRow): boolean => listed === false && protection === 'rounded';

/** @param uncertain - listed answers that no lower bound includes */
export function readMeans(
  links: readonly ScoringLink[],
  tables: CountryTables,
  uncertain: ReadonlySet<string>,
): Equation[] {
  return [...readIndicators(links, tables, uncertain), ...readAreas(tables), ...readChanges(tables)];
}

function readIndicators(
  links: readonly ScoringLink[],
  { cycle, rows: own }: CountryTables,
  uncertain: ReadonlySet<string>,
): Equation[] {
  const items = own('question_scores');
  const sums = publishedSums(links, items, own('scores'), uncertain);
  return [...Map.groupBy(items, ({ indicator }) => String(indicator))].flatMap(([indicator, rows]) => {
    const units = unitsOfRows(links, rows, uncertain).filter(({ isProtected }) => isProtected);
    const terms = units.map(({ name, weight }) => ({ unknown: unknown(cycle, name), weight }));
    const counted = units.flatMap(({ name, weight }) =>
      (sums.get(name) ?? []).flatMap(({ score }) => (score === null ? [] : [weight * score])),
    );
    if (counted.length === 0) return [];
    return [{ figure: indicator, terms, counted: counted.length, points: counted.reduce((sum, own) => sum + own, 0) }];
  });
}

/** Means of areas, for the released cycle only, as the tables name each item of an area only there. */
function readAreas({ cycle, rows: own }: CountryTables): Equation[] {
  const standings = new Map(own('question_scores').map((row) => [row.item, row]));
  return [...Map.groupBy(own('need_items'), ({ area }) => area)].flatMap(([area, rows]) => {
    const hidden = rows.filter(isRounded);
    const need = own('needs').find((row) => row.area === area);
    if (hidden.length === 0 || typeof need?.mean_score !== 'number') return [];
    const applicable = rows.filter(({ item }) => standings.get(item!)?.standing !== 'left_out');
    const all = Math.round(Number(need.coverage) * applicable.length);
    const listed = rows.filter(({ weight_in_area }) => typeof weight_in_area === 'number');
    const known = listed.reduce((sum, { contribution }) => sum + Number(contribution), 0);
    return asEquation(String(area), cycle, hidden, all - listed.length, (need.mean_score - known) * all);
  });
}

/**
 * Means of the comparison with the baseline, for which the tables name each item. Groups of items of which the best
 * counts are skipped.
 */
function readChanges({ cycle, rows: own }: CountryTables): Equation[] {
  const standings = new Map(own('question_scores').map((row) => [row.item, row]));
  return [...Map.groupBy(own('compared_answers'), ({ indicator }) => indicator)].flatMap(([indicator, rows]) => {
    const change = own('progress').find((row) => row.element === indicator && row.is_baseline === true);
    if (typeof change?.score_to !== 'number') return [];
    if (rows.some(({ item }) => !standings.has(item!))) return [];
    const hidden = rows.filter(({ item }) => isRounded(standings.get(item!)!));
    const listed = rows.filter(({ score_to }) => typeof score_to === 'number');
    // For the other cases, a reader does not know whether the earlier answer has a value.
    if (hidden.length + listed.length < rows.length) return [];
    const all = Number(change.comparable_questions);
    const known = listed.reduce((sum, { score_to }) => sum + Number(score_to), 0);
    return asEquation(`to ${indicator}`, cycle, hidden, all - listed.length, change.score_to * all - known);
  });
}

function asEquation(
  figure: string,
  cycle: string,
  hidden: readonly MartRow[],
  counted: number,
  points: number,
): Equation[] {
  if (counted <= 0 || counted > hidden.length) return [];
  return [
    {
      figure,
      terms: hidden.map(({ item }) => ({ unknown: unknown(cycle, String(item)), weight: 1 })),
      counted,
      points,
    },
  ];
}
