/**
 * Ranks rows with their uncertainty. The set of rows depends on the address, so no mart can contain their order; the
 * figures, and every replication of them, are in the marts.
 */
import { type RankingRoom, rankInto, rankingRoom } from '../../statistics/index.ts';
import type { RankedDeclaration } from '../declare/declaration.ts';
import type { DatasetRow, DatasetValue } from '../release.ts';
import { budgetOf } from './budget.ts';
import type { Context } from './context.ts';
import { onceOnPage } from './once.ts';
import { labelled, rowsOf } from './rows.ts';

/** A row to rank: its figure, the share that existing support leaves of it, and the figure in each replication. */
export type Ranked = {
  readonly figure: number;
  readonly cover: number;
  /** NaN for a replication without a figure. */
  readonly replications: readonly number[];
};

/** The rank of a row, and its distribution over the replications. */
export type Standing = {
  /** 1 for the first; ties share the best rank. */
  readonly place: number;
  /** 90 % interval of the rank over the replications, rounded outward. */
  readonly low: number;
  readonly high: number;
  /** Share of the replications in which it is among the first `first`; null without replications. */
  readonly chance: number | null;
};

/** Figures that differ only in their last digits are tied. */
const tie = { share: 0, points: 1e-6 };

/** Fractional part of the golden ratio: its multiples are evenly distributed between 0 and 1 for any number of them. */
const golden = 0.618033988749895;

/**
 * The weight of existing support in a replication: between 0 (none), 1 (as published) and 2 (double). The discount
 * for support is a convention, so it varies with the other choices of method.
 */
export const discountOf = (replication: number): number => 2 * ((0.5 + golden * replication) % 1);

/** @param first - number of ranks that count as the first ones */
export function standingsOf(ranked: readonly Ranked[], first: number): Standing[] {
  const room = rankingRoom(ranked.length, tie);
  const figures = Float64Array.from(ranked, ({ figure, cover }) => figure * cover);
  const places = new Float64Array(ranked.length);
  rankInto(figures, room, places, 0);
  const own = placesInReplications(ranked, room);
  return ranked.map((_, at) => {
    const taken = own(at);
    const last = taken.length - 1;
    return {
      place: places[at]!,
      low: taken[Math.floor(last * 0.05)] ?? places[at]!,
      high: taken[Math.ceil(last * 0.95)] ?? places[at]!,
      chance: taken.length === 0 ? null : taken.filter((place) => place <= first).length / taken.length,
    };
  });
}

/** @returns the ranks of a row in the replications in which it has a figure, in ascending order */
function placesInReplications(ranked: readonly Ranked[], room: RankingRoom): (at: number) => Float64Array {
  const replications = Math.max(0, ...ranked.map((one) => one.replications.length));
  const figures = new Float64Array(ranked.length);
  // By replication; NaN without a figure.
  const places = new Float64Array(replications * ranked.length);
  for (let replication = 0; replication < replications; replication += 1) {
    const strength = discountOf(replication);
    for (const [at, one] of ranked.entries())
      figures[at] = (one.replications[replication] ?? Number.NaN) * one.cover ** strength;
    rankInto(figures, room, places, replication * ranked.length);
  }
  return (at) => {
    const found = new Float64Array(replications);
    for (let replication = 0; replication < replications; replication += 1)
      found[replication] = places[replication * ranked.length + at]!;
    // Sorting puts NaN last.
    const without = found.sort().findIndex(Number.isNaN);
    return without < 0 ? found : found.subarray(0, without);
  };
}

/** The certainty that a row belongs to the first ones, as a word. */
export function surenessOf(chance: number | null): 'certain' | 'likely' | 'open' | 'unlikely' | 'unknown' {
  if (chance === null) return 'unknown';
  if (chance >= 0.95) return 'certain';
  if (chance >= 2 / 3) return 'likely';
  return chance > 1 / 3 ? 'open' : 'unlikely';
}

/** Columns that ranking adds. */
export const rankedColumns: readonly string[] = ['place', 'place_low', 'place_high', 'chance', 'sureness', 'first'];

/** @returns the rows with a figure, in rank order; ties in the order of the data */
export function rankedRows(context: Context, block: string, declared: RankedDeclaration): DatasetRow[] {
  const { format } = declared.rank;
  const budget = budgetOf(context, block, declared);
  // What is not kept needs no texts.
  return rankedOnce(context, block, declared)
    .slice(0, declared.most)
    .map(({ row, standing: { place, low, high, chance } }) => {
      const own = {
        place,
        place_low: low,
        place_high: high,
        chance,
        sureness: surenessOf(chance),
        first: declared.first,
        ...budget?.(row),
      };
      return labelled(
        context,
        { ...row, ...own },
        { ...(declared.label_text && { label_text: declared.label_text }), ...(format && { format }) },
      );
    });
}

/** All rows with a figure and their standing, in rank order: a page shows the same ranking in several blocks. */
function rankedOnce(context: Context, block: string, { rank, figure, cover, replications, first }: RankedDeclaration) {
  const { format: _, ...data } = rank;
  return onceOnPage(context, 'ranking', { data, figure, cover, replications, first }, () => {
    const rows = rowsOf(context, block, data).filter((row) => Number(row[figure] ?? 0) > 0);
    const ranked = rows.map((row) => ({
      figure: Number(row[figure]),
      cover: Number(row[cover] ?? 1),
      replications: replicationsOf(row[replications] ?? null),
    }));
    const standings = standingsOf(ranked, first);
    return rows
      .map((row, at) => ({ row, standing: standings[at]! }))
      .sort((a, b) => a.standing.place - b.standing.place);
  });
}

const parsed = new Map<string, readonly number[]>();

/** Cached, as each page that ranks parses the same texts. */
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
