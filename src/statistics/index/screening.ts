/** Screening as a step of an index: which units are kept, and the result for each. */
import { Problem } from '../../problem/index.ts';
import { type Availability, availability, hasEnough, screen } from '../columns/screen.ts';
import type { IndexData, IndexMethod } from './method.ts';
import type { IndexState } from './steps.ts';
import { indicatorsUnder } from './up-the-tree.ts';

export type Screened = {
  readonly units: readonly string[];
  /** Shape [unit], like the flags below. */
  readonly availability: readonly Availability[];
  readonly tooFewValues: readonly boolean[];
  /** Too few values within one of the aggregates that were checked. */
  readonly tooFewWithin: readonly boolean[];
  readonly tooManyZeros: readonly boolean[];
  readonly included: readonly boolean[];
};

export function screenStep(
  data: IndexData,
  state: IndexState,
  { screen: least }: IndexMethod,
  log: string[],
): { readonly state: IndexState; readonly screening: Screened | null } {
  if (least === null) {
    log.push('screening left out');
    return { state, screening: null };
  }
  const units = state.rows.map((row) => data.units[row]!);
  const found = availability([...state.table.values()]);
  const lacks = (limits: Parameters<typeof hasEnough>[1]) => found.map((own) => !hasEnough(own, limits));
  const tooFewValues = lacks({ available: least.available, nonZero: null });
  const tooManyZeros = lacks({ available: null, nonZero: least.nonZero });
  const tooFewWithin = units.map(() => false);
  const within = least.within;
  for (const { code } of data.nodes.filter(({ level }) => level === within?.level)) {
    const below = indicatorsUnder(data.nodes, code).map((indicator) => state.table.get(indicator)!);
    screen(below, { available: within!.available, nonZero: null }).forEach((enough, at) => {
      tooFewWithin[at] ||= !enough;
    });
  }
  const include = new Set(least.include);
  const exclude = new Set(least.exclude);
  const included = units.map(
    (unit, at) => include.has(unit) || !(tooFewValues[at] || tooFewWithin[at] || tooManyZeros[at] || exclude.has(unit)),
  );
  const left = units.filter((_, at) => !included[at]);
  log.push(left.length === 0 ? 'screening set no unit aside' : `screening set aside ${left.join(', ')}`);
  if (left.length === units.length) throw new Problem('index_without_units', 'screen', { units: left.length });
  const stays = <T>(values: readonly T[]): readonly T[] =>
    left.length === 0 ? values : values.filter((_, at) => included[at]);
  return {
    state: {
      ...state,
      rows: stays(state.rows),
      table: new Map([...state.table].map(([code, column]) => [code, stays(column)])),
    },
    screening: { units, availability: found, tooFewValues, tooFewWithin, tooManyZeros, included },
  };
}
