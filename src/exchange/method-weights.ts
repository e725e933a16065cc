/** `weights` in method.yaml. */
import { heaviest, isWeight, lightest } from '../statistics/index.ts';
import { known, number, object, oneOf, only, type WrittenSettings, whole, wrong } from './settings.ts';

/** How weights are determined; for computed ones, `level` is that of the weighted nodes. */
export type Weighting =
  | { readonly by: 'given' }
  | { readonly by: 'equal' }
  | { readonly by: 'principal'; readonly level: number; readonly from: (typeof componentTables)[number] }
  | { readonly by: 'balanced'; readonly level: number; readonly targets: ReadonlyMap<string, number> };

const componentTables = ['denominated', 'imputed', 'treated', 'normalised'] as const;

export function readWeighting(
  written: unknown,
  codes: ReadonlySet<string>,
  highest: number,
  year: string | null,
): { by: Weighting; given: ReadonlyMap<string, number> | null } {
  if (written === undefined || written === null) return { by: { by: 'given' }, given: null };
  if (typeof written === 'string')
    return { by: simple(oneOf(written, 'weights', ['given', 'equal'] as const)), given: null };
  const weights = object(written, 'weights');
  if ('by' in weights) {
    const by = oneOf(weights.by, 'weights.by', ['given', 'equal', 'principal', 'balanced', 'year'] as const);
    only(weights, 'weights', [
      'by',
      ...(by === 'principal' ? ['level', 'from'] : []),
      ...(by === 'balanced' ? ['level', 'targets'] : []),
      ...(by === 'year' ? ['years'] : []),
    ]);
    if (by === 'year') return { by: { by: 'given' }, given: weightsOfYear(weights.years, codes, year) };
    if (by === 'given' || by === 'equal') return { by: simple(by), given: null };
    const level = whole(weights.level, 'weights.level', 1, highest - 1);
    if (by === 'balanced') return { by: { by, level, targets: readTargets(weights.targets, codes) }, given: null };
    return {
      by: { by, level, from: oneOf(weights.from ?? 'normalised', 'weights.from', componentTables) },
      given: null,
    };
  }
  return { by: { by: 'given' }, given: weightsByCode(weights, codes, 'weights') };
}

function weightsByCode(weights: WrittenSettings, codes: ReadonlySet<string>, where: string): Map<string, number> {
  known(Object.keys(weights), codes, where);
  return new Map(Object.entries(weights).map(([code, weight]) => [code, from0(weight, `${where}.${code}`)]));
}

function from0(value: unknown, where: string): number {
  const weight = number(value, where);
  if (isWeight(weight)) return weight;
  throw wrong(`${where} is ${weight}`, `${where} as 0 or a number from ${lightest} to ${heaviest}`, where);
}

/** Weights of the year of the index. */
function weightsOfYear(written: unknown, codes: ReadonlySet<string>, year: string | null): Map<string, number> {
  const years = object(written, 'weights.years');
  const all = new Map(
    Object.entries(years).map(([name, own]) => [
      name,
      weightsByCode(object(own, `weights.years.${name}`), codes, `weights.years.${name}`),
    ]),
  );
  if (year === null)
    throw wrong('weights by year, and no year is chosen', 'the option --year, a value of the column Time', 'weights');
  const found = all.get(year);
  if (found !== undefined) return found;
  throw wrong(
    `weights.years has no ${year}`,
    `the weights of ${year} there, beside ${[...all.keys()].join(', ')}`,
    'weights.years',
  );
}

function readTargets(written: unknown, codes: ReadonlySet<string>): Map<string, number> {
  const targets = object(written ?? {}, 'weights.targets');
  known(Object.keys(targets), codes, 'weights.targets');
  return new Map(
    Object.entries(targets).map(([code, value]) => {
      const target = number(value, `weights.targets.${code}`);
      if (target > 0) return [code, target];
      throw wrong(
        `weights.targets.${code} is ${target}`,
        `weights.targets.${code} as a number above 0`,
        `weights.targets.${code}`,
      );
    }),
  );
}

const simple = (by: 'given' | 'equal'): Weighting => (by === 'given' ? { by } : { by });
