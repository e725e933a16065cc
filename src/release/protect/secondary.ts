/**
 * Secondary suppression. If published means, taken for exact ones, would leave too few values of a protected answer,
 * the score of its group is shifted slightly, so that no sum of answers equals it, or the group is withheld.
 *
 * Every decision depends only on what would be published anyway, so it reveals nothing: the outcome contains less
 * information than what it was computed from.
 */
import type { Instrument } from '../../questionnaire/index.ts';
import type { Inputs } from '../input/inputs.ts';
import {
  type CountryCycle,
  domainsOf,
  ownWorths,
  type PublishedGroup,
  publishedMeans,
  unknown,
  worthsByLater,
  worthsOfAnyShare,
} from './published-means.ts';
import { type Domains, type KnownSums, narrowed } from './solve.ts';

/** One country's rounded groups in one cycle. */
export type RoundedCycle = CountryCycle;

/**
 * Points by which a score may be shifted, smallest first. Uneven steps, which no sum of answers gives, and less than
 * half the distance of two anchors, so that the anchor is still recognisable.
 */
const leastShift = 0.19;
const shiftSteps = 12;
export const furthestShift = shiftSteps * leastShift;
const shifts = Array.from({ length: shiftSteps }, (_, step) =>
  [1, -1].map((sign) => sign * leastShift * (step + 1)),
).flat();

/**
 * @param of - the cycles of one country
 * @param known - cache, shared between countries
 * @returns the cycles with scores none of which leaves too few values of an answer
 */
export function suppressSecondary(
  content: Pick<Inputs, 'cycles' | 'crosswalk' | 'area_questions' | 'indicator_questions'>,
  instruments: ReadonlyMap<string, Instrument>,
  of: readonly RoundedCycle[],
  known: KnownSums = new Map(),
): readonly RoundedCycle[] {
  if (of.every(({ groups }) => groups.length === 0)) return of;
  const readers = readersOf(content, instruments, of);
  const shownOf = (cycles: readonly RoundedCycle[]): ReadonlySet<string> => {
    const equations = publishedMeans(content, instruments, cycles);
    return new Set(readers.flatMap((domains) => [...narrowed(domains, equations, known)]));
  };
  let cycles = of;
  for (let shown = shownOf(cycles); shown.size > 0; shown = shownOf(cycles)) {
    const place = mostRevealing(cycles, shown);
    const change = (score: number | null) => changed(cycles, place, score);
    const score = of[place.cycle]!.groups[place.group]!.score!;
    const better = shifts
      .map((shift) => score + shift)
      .find((shifted) => shifted > 0 && shifted < 100 && shownOf(change(shifted)).size < shown.size);
    cycles = change(better ?? null);
  }
  return cycles;
}

/**
 * The assumptions that readers can make about possible answers: by the questionnaire of each cycle, or by the latest
 * alone.
 */
function readersOf(
  { cycles }: Pick<Inputs, 'cycles'>,
  instruments: ReadonlyMap<string, Instrument>,
  of: readonly RoundedCycle[],
): Domains[] {
  const released = cycles.find(({ is_current }) => is_current)!.cycle;
  const readers = [domainsOf(of, ownWorths), domainsOf(of, worthsOfAnyShare)];
  if (of.every(({ cycle, groups }) => cycle === released || groups.length === 0)) return readers;
  return [...readers, domainsOf(of, worthsByLater(instruments.get(released)!))];
}

type GroupInCycle = { readonly cycle: number; readonly group: number };

/** The group with the most revealed answers; the first one if there are several. */
function mostRevealing(cycles: readonly RoundedCycle[], shown: ReadonlySet<string>): GroupInCycle {
  let most: GroupInCycle & { count: number } = { cycle: 0, group: 0, count: 0 };
  for (const [cycle, one] of cycles.entries()) {
    for (const [group, { items, score }] of one.groups.entries()) {
      const own = new Set(items.flatMap(({ cell, unit }) => [cell.id, unit]).map((id) => unknown(one.cycle, id)));
      const count = score === null ? 0 : [...own].filter((id) => shown.has(id)).length;
      if (count > most.count) most = { cycle, group, count };
    }
  }
  return most;
}

const changed = (cycles: readonly RoundedCycle[], place: GroupInCycle, score: number | null): readonly RoundedCycle[] =>
  cycles.map((one, at) =>
    at !== place.cycle
      ? one
      : {
          ...one,
          groups: one.groups.map((group, own) => (own === place.group ? { ...group, score } : group)),
          rows: rowsWith(score, one.rows, one.groups[place.group]!),
        },
  );

/** Sets the rows of a group that is rounded to a score, or withheld, as `disclose` does. */
function rowsWith(score: number | null, rows: CountryCycle['rows'], { items }: PublishedGroup): CountryCycle['rows'] {
  const changed = new Map(rows);
  for (const { cell } of items) {
    const row = rows.get(cell.id);
    if (row === undefined) continue;
    if (score === null) changed.set(cell.id, { ...row, ...withheldState, surrogate: null });
    else if (row.surrogate !== null) changed.set(cell.id, { ...row, surrogate: score });
  }
  return changed;
}

const withheldState = { state: 'not_released', protection: 'withheld' } as const;
