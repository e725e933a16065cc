/**
 * Rows in an order, with how sure it is. Which rows there are is chosen in the address, so no mart can hold their order:
 * what is ordered, and every replication of it, are in the marts.
 */
import { rankInto, rankingRoom } from '../../statistics/index.ts';
import type { RankedDeclaration } from '../declare/declaration.ts';
import type { DatasetRow, DatasetValue } from '../release.ts';
import { budgetOf } from './budget.ts';
import type { Context } from './context.ts';
import { labelled, rowsOf } from './rows.ts';

/** What is put in order: its figure, what support leaves of it, and the figure in each replication. */
export type Ranked = {
  readonly figure: number;
  readonly cover: number;
  /** NaN where a replication gives none. */
  readonly replications: readonly number[];
};

/** The place of one, and where it comes to are in the replications. */
export type Standing = {
  /** 1 for the first; equals share the best place. */
  readonly place: number;
  /** Places between which nine replications in ten put it, rounded outward. */
  readonly low: number;
  readonly high: number;
  /** Share of the replications in which it is among the first ones; null without replications. */
  readonly chance: number | null;
};

/** Figures that differ in their last digits only are equal. */
const tie = { share: 0, points: 1e-6 };

/** Fractional part of the golden ratio: its multiples are spread evenly between 0 and 1, however many are taken. */
const golden = 0.618033988749895;

/**
 * How strongly support counts in a replication: from not at all (0) over as published (1) to twice (2). The share that
 * support leaves is a convention, so it moves with the other choices of method.
 */
export const discountOf = (replication: number): number => 2 * ((0.5 + golden * replication) % 1);

/** @param first - how many places count as the first ones */
export function standingsOf(ranked: readonly Ranked[], first: number): Standing[] {
  const room = rankingRoom(ranked.length, tie);
  const placesOf = (figures: readonly number[]): Float64Array => {
    const places = new Float64Array(figures.length);
    rankInto(Float64Array.from(figures), room, places, 0);
    return places;
  };
  const places = placesOf(ranked.map(({ figure, cover }) => figure * cover));
  const replications = Math.max(0, ...ranked.map((one) => one.replications.length));
  const found = ranked.map((): number[] => []);
  for (let replication = 0; replication < replications; replication += 1) {
    const strength = discountOf(replication);
    const figures = ranked.map((one) => (one.replications[replication] ?? Number.NaN) * one.cover ** strength);
    const own = placesOf(figures);
    for (const [at, figure] of figures.entries()) if (!Number.isNaN(figure)) found[at]!.push(own[at]!);
  }
  return ranked.map((_, at) => {
    const taken = found[at]!.sort((a, b) => a - b);
    const last = taken.length - 1;
    return {
      place: places[at]!,
      low: taken[Math.floor(last * 0.05)] ?? places[at]!,
      high: taken[Math.ceil(last * 0.95)] ?? places[at]!,
      chance: taken.length === 0 ? null : taken.filter((place) => place <= first).length / taken.length,
    };
  });
}

/** In a word, for a reader: how sure it is that a row belongs to the first ones. */
export function surenessOf(chance: number | null): 'certain' | 'likely' | 'open' | 'unlikely' | 'unknown' {
  if (chance === null) return 'unknown';
  if (chance >= 0.95) return 'certain';
  if (chance >= 2 / 3) return 'likely';
  return chance > 1 / 3 ? 'open' : 'unlikely';
}

/** Columns that ranking adds. */
export const rankedColumns: readonly string[] = ['place', 'place_low', 'place_high', 'chance', 'sureness', 'first'];

/** @returns the rows that have a figure, in their order; equals as the data have them */
export function rankedRows(context: Context, block: string, declared: RankedDeclaration): DatasetRow[] {
  const { format, ...data } = declared.rank;
  const rows = rowsOf(context, block, data).filter((row) => Number(row[declared.figure] ?? 0) > 0);
  const ranked = rows.map((row) => ({
    figure: Number(row[declared.figure]),
    cover: Number(row[declared.cover] ?? 1),
    replications: replicationsOf(row[declared.replications] ?? null),
  }));
  const standings = standingsOf(ranked, declared.first);
  const budget = budgetOf(context, block, declared);
  return rows
    .map((row, at) => {
      const { place, low, high, chance } = standings[at]!;
      const own = {
        place,
        place_low: low,
        place_high: high,
        chance,
        sureness: surenessOf(chance),
        first: declared.first,
        ...budget?.(rows[at]!),
      };
      return labelled(
        context,
        { ...row, ...own },
        { ...(declared.label_text && { label_text: declared.label_text }), ...(format && { format }) },
      );
    })
    .sort((a, b) => Number(a.place) - Number(b.place))
    .slice(0, declared.most);
}

const parsed = new Map<string, readonly number[]>();

/** Read once: each page that ranks asks for the same texts. */
function replicationsOf(text: DatasetValue): readonly number[] {
  if (text === null) return [];
  const known = parsed.get(String(text));
  if (known) return known;
  const made = String(text)
    .split(' ')
    .map((value) => (value === '' ? Number.NaN : Number(value)));
  if (parsed.size >= 4000) parsed.clear();
  parsed.set(String(text), made);
  return made;
}
