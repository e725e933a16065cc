/** `method.yaml`: the choices of method of an index, as people write them. `docs/index-method.md` documents it. */
import { type IndexMethod, type IndexStep, indexSteps, type LevelMean } from '../statistics/index.ts';
import type { CoinTables } from './coin-table.ts';
import { imputations, means } from './method-names.ts';
import { readNormalisations } from './method-normalise.ts';
import { readTreatments } from './method-treat.ts';
import { readSensitivity, readUncertainty, type WrittenUncertainty } from './method-variation.ts';
import {
  known,
  list,
  number,
  object,
  oneOf,
  only,
  optionalShare,
  readSettings,
  text,
  theMethod,
  truth,
  type Written,
  whole,
  wrong,
} from './settings.ts';

/** How the weights come about; `level` is that of the nodes that are weighed, for those that are computed. */
export type Weighting =
  | { readonly by: 'given' }
  | { readonly by: 'equal' }
  | { readonly by: 'principal'; readonly level: number; readonly from: (typeof componentTables)[number] }
  | { readonly by: 'balanced'; readonly level: number; readonly targets: ReadonlyMap<string, number> };

export type WrittenMethod = {
  readonly method: IndexMethod;
  readonly weighting: Weighting;
  readonly uncertainty: WrittenUncertainty;
  readonly sensitivity: { readonly base: number; readonly seed: number };
};

const componentTables = ['denominated', 'imputed', 'treated', 'normalised'] as const;

/**
 * @param tables - what the index is made of: the method may name its codes, units and groups only
 * @param file - name of the file, for whoever has to mend it
 * @throws Problem `index_method_wrong` with the line, the setting and what it may be
 */
export function readMethod(yaml: string, tables: CoinTables, file = 'method.yaml'): WrittenMethod {
  return readSettings(yaml, file, (settings) => methodFrom(object(settings ?? {}, theMethod), tables));
}

function methodFrom(written: Written, { data, normalisation: meta }: CoinTables): WrittenMethod {
  only(written, theMethod, [
    'order',
    'denominate',
    'screen',
    'impute',
    'treat',
    'normalise',
    'weights',
    'aggregate',
    'uncertainty',
    'sensitivity',
  ]);
  const codes = new Set(data.nodes.map(({ code }) => code));
  const units = new Set(data.units);
  const highest = Math.max(...data.nodes.map(({ level }) => level));
  const { treatment, each: treatEach } = readTreatments(written.treat, new Set(meta.keys()));
  const normalisations = readNormalisations(written.normalise, meta, units);
  const weighting = readWeighting(written.weights, codes, highest);
  const impute = readImputation(written.impute, new Set(data.groups.keys()), highest);
  const uncertainty = readUncertainty(written.uncertainty, units, highest);
  const { winsorise, impute: imputed } = uncertainty.vary;
  if (winsorise.length > 0 && treatment === null)
    throw wrong(
      'uncertainty.winsorise where nothing is treated',
      'treat, so that there is something to vary',
      'uncertainty.winsorise',
    );
  if (imputed.some((by) => by.startsWith('group_')) && impute.group === null)
    throw wrong(
      'uncertainty.impute with a group without one',
      'impute.group, a column of type Group',
      'uncertainty.impute',
    );
  const method = {
    denominate: truth(written.denominate, 'denominate', false),
    screen: readScreening(written.screen, units, highest),
    impute,
    treat: treatment,
    treatEach,
    ...normalisations,
    weights: weighting.given,
    aggregate: readMeans(written.aggregate, highest),
  };
  const done: Record<IndexStep, boolean> = {
    denominate: method.denominate,
    screen: method.screen !== null,
    impute: impute.by !== 'none' || imputed.length > 0,
    treat: treatment !== null || treatEach.size > 0,
    // Comes last where the order does not name it.
    normalise: false,
  };
  return {
    weighting: weighting.by,
    method: { order: readOrder(written.order, done), ...method },
    uncertainty,
    sensitivity: readSensitivity(written.sensitivity),
  };
}

/** @param done - the steps that the method does; the others need not stand in the order */
function readOrder(written: unknown, done: Readonly<Record<IndexStep, boolean>>): readonly IndexStep[] {
  if (written === undefined || written === null) return indexSteps;
  const order = list(written, 'order').map((step) => oneOf(step, 'order', indexSteps));
  const twice = order.find((step, at) => order.indexOf(step) !== at);
  if (twice !== undefined) throw wrong(`order has ${twice} twice`, 'each step once there', 'order');
  const absent = indexSteps.filter((step) => !order.includes(step));
  const forgotten = absent.find((step) => done[step]);
  if (forgotten !== undefined)
    throw wrong(`order leaves out ${forgotten}, which the method asks for`, `${forgotten} at its place there`, 'order');
  return [...order, ...absent];
}

function readScreening(written: unknown, units: ReadonlySet<string>, highest: number): IndexMethod['screen'] {
  if (written === undefined || written === null) return null;
  const screen = object(written, 'screen');
  only(screen, 'screen', ['available', 'non_zero', 'within', 'include', 'exclude']);
  const within = screen.within == null ? null : object(screen.within, 'screen.within');
  if (within !== null) only(within, 'screen.within', ['level', 'available']);
  const named = (name: 'include' | 'exclude') => {
    const codes = list(screen[name], `screen.${name}`).map((code) => text(code, `screen.${name}`));
    const unknown = codes.find((code) => !units.has(code));
    if (unknown !== undefined)
      throw wrong(`"${unknown}" in screen.${name}`, 'a uCode of iData there', `screen.${name}`);
    return codes;
  };
  return {
    available: optionalShare(screen.available, 'screen.available'),
    nonZero: optionalShare(screen.non_zero, 'screen.non_zero'),
    within: within && {
      level: whole(within.level, 'screen.within.level', 2, highest),
      available: optionalShare(number(within.available, 'screen.within.available'), 'screen.within.available')!,
    },
    include: named('include'),
    exclude: named('exclude'),
  };
}

function readImputation(written: unknown, groups: ReadonlySet<string>, highest: number): IndexMethod['impute'] {
  if (written === undefined || written === null) return { by: 'none', group: null };
  const impute = object(typeof written === 'string' ? { by: written } : written, 'impute');
  only(impute, 'impute', ['by', 'group', 'across', 'level']);
  const by = oneOf(impute.by, 'impute.by', imputations.names, imputations.coinr);
  const group = impute.group == null ? null : text(impute.group, 'impute.group');
  const across = oneOf(impute.across ?? 'units', 'impute.across', ['units', 'indicators'] as const);
  if (by.startsWith('group_') && group === null)
    throw wrong(`impute.by is ${by} without a group`, 'impute.group, a column of type Group', 'impute.by');
  if (group !== null && !groups.has(group)) {
    const there = groups.size === 0 ? 'a column that iMeta has as a row of type Group' : [...groups].join(' or ');
    throw wrong(`impute.group is "${group}", which is no grouping`, `impute.group as ${there}`, 'impute.group');
  }
  if (by.startsWith('group_') && across === 'indicators')
    throw wrong(`impute.by is ${by} across indicators`, 'impute.by as mean or median there', 'impute.by');
  return { by, group, across, level: impute.level == null ? null : whole(impute.level, 'impute.level', 2, highest) };
}

function readWeighting(
  written: unknown,
  codes: ReadonlySet<string>,
  highest: number,
): { by: Weighting; given: ReadonlyMap<string, number> | null } {
  if (written === undefined || written === null) return { by: { by: 'given' }, given: null };
  if (typeof written === 'string')
    return { by: simple(oneOf(written, 'weights', ['given', 'equal'] as const)), given: null };
  const weights = object(written, 'weights');
  if ('by' in weights) {
    const by = oneOf(weights.by, 'weights.by', ['given', 'equal', 'principal', 'balanced'] as const);
    only(weights, 'weights', [
      'by',
      ...(by === 'principal' ? ['level', 'from'] : by === 'balanced' ? ['level', 'targets'] : []),
    ]);
    if (by === 'given' || by === 'equal') return { by: simple(by), given: null };
    const level = whole(weights.level, 'weights.level', 1, highest - 1);
    if (by === 'balanced') return { by: { by, level, targets: readTargets(weights.targets, codes) }, given: null };
    return {
      by: { by, level, from: oneOf(weights.from ?? 'normalised', 'weights.from', componentTables) },
      given: null,
    };
  }
  known(Object.keys(weights), codes, 'weights');
  return {
    by: { by: 'given' },
    given: new Map(Object.entries(weights).map(([code, weight]) => [code, number(weight, `weights.${code}`)])),
  };
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

function readMeans(written: unknown, highest: number): LevelMean[] {
  const levels = Array.isArray(written) ? written : [written ?? { by: 'arithmetic' }];
  if (levels.length !== 1 && levels.length !== highest - 1)
    throw wrong(
      `aggregate has ${levels.length} entries for an index of ${highest - 1} levels above its indicators`,
      `one for all levels, or ${highest - 1}, from level 2 up`,
      'aggregate',
    );
  return levels.map((level, at) => {
    const where = Array.isArray(written) ? `aggregate, entry ${at + 1}` : 'aggregate';
    const mean = object(typeof level === 'string' ? { by: level } : level, where);
    only(mean, where, ['by', 'power', 'least_share']);
    const leastShare = optionalShare(mean.least_share, `${where}.least_share`);
    const by = oneOf(mean.by, `${where}.by`, means.names, means.coinrAll);
    return by === 'generalised' ? { by, power: number(mean.power, `${where}.power`), leastShare } : { by, leastShare };
  });
}
