/** `method.yaml`: the choices of method of an index, as people write them. `docs/method.md` documents it. */
import { parse } from 'yaml';
import { Problem } from '../problem/index.ts';
import type { IndexMethod, LevelMean, Normalisation, Treatment, Variations } from '../statistics/index.ts';
import type { NormalisationMeta } from './coin-table.ts';

/** How the weights come about; `level` is that of the nodes that are weighed, for those that are computed. */
export type Weighting =
  | { readonly by: 'given' }
  | { readonly by: 'equal' }
  | { readonly by: 'principal' | 'balanced'; readonly level: number };

export type WrittenMethod = {
  readonly method: IndexMethod;
  readonly weighting: Weighting;
  readonly uncertainty: { readonly replications: number; readonly seed: number; readonly vary: Variations };
  readonly sensitivity: { readonly base: number; readonly seed: number };
};

type Written = Readonly<Record<string, unknown>>;

/**
 * @param meta - what iMeta says of single indicators, for `normalise: { by: …, from_meta: true }`
 * @throws Problem `index_method_wrong` naming the setting and what it may be
 */
export function readMethod(yaml: string, meta: NormalisationMeta): WrittenMethod {
  const written = object(parse(yaml) ?? {}, 'the method');
  only(written, 'the method', [
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
  const { treatment, each: treatEach } = readTreatments(written.treat);
  const { normalisation, each: normaliseEach } = readNormalisations(written.normalise, meta);
  const weighting = readWeighting(written.weights);
  return {
    weighting: weighting.by,
    method: {
      denominate: written.denominate === true,
      screen: readScreening(written.screen),
      impute: readImputation(written.impute),
      treat: treatment,
      treatEach,
      normalise: normalisation,
      normaliseEach,
      weights: weighting.given,
      aggregate: readMeans(written.aggregate),
    },
    uncertainty: readUncertainty(written.uncertainty),
    sensitivity: readSensitivity(written.sensitivity),
  };
}

function readScreening(written: unknown): IndexMethod['screen'] {
  if (written === undefined || written === null) return null;
  const screen = object(written, 'screen');
  only(screen, 'screen', ['available', 'non_zero', 'within']);
  const within = screen.within === undefined ? null : object(screen.within, 'screen.within');
  return {
    available: optionalNumber(screen.available, 'screen.available'),
    nonZero: optionalNumber(screen.non_zero, 'screen.non_zero'),
    within: within && {
      level: number(within.level, 'screen.within.level'),
      available: number(within.available, 'screen.within.available'),
    },
  };
}

const imputations = ['none', 'mean', 'median', 'group_mean', 'group_median'] as const;

function readImputation(written: unknown): IndexMethod['impute'] {
  if (written === undefined || written === null) return { by: 'none', group: null };
  const impute = object(written, 'impute');
  only(impute, 'impute', ['by', 'group']);
  const by = oneOf(impute.by, 'impute.by', imputations);
  const group = impute.group === undefined ? null : text(impute.group, 'impute.group');
  if (by.startsWith('group_') && group === null)
    throw wrong(`impute.by is ${by} without a group`, 'impute.group, a column of type Group');
  return { by, group };
}

function readTreatments(written: unknown) {
  if (written === undefined || written === null || written === 'none') return { treatment: null, each: new Map() };
  const treat = object(written, 'treat');
  only(treat, 'treat', ['skew', 'kurtosis', 'most', 'otherwise', 'each']);
  const treatment = readTreatment(treat, 'treat');
  const each = new Map<string, Treatment | null>();
  for (const [code, own] of Object.entries(object(treat.each ?? {}, 'treat.each'))) {
    each.set(
      code,
      own === 'none' ? null : readTreatment({ ...treat, ...object(own, `treat.each.${code}`) }, `treat.each.${code}`),
    );
  }
  return { treatment, each };
}

function readTreatment(treat: Written, where: string): Treatment {
  const otherwise = treat.otherwise ?? 'log_ct';
  return {
    skew: number(treat.skew ?? 2, `${where}.skew`),
    kurtosis: number(treat.kurtosis ?? 3.5, `${where}.kurtosis`),
    most: treat.most === null ? null : number(treat.most ?? 5, `${where}.most`),
    otherwise:
      typeof otherwise === 'object'
        ? { boxcox: number(object(otherwise, `${where}.otherwise`).boxcox, `${where}.otherwise.boxcox`) }
        : oneOf(otherwise, `${where}.otherwise`, ['log_ct', 'log_ct_plus', 'log_ct_orig', 'none'] as const),
  };
}

function readNormalisations(written: unknown, meta: NormalisationMeta) {
  const normalise = object(written ?? { by: 'min_max' }, 'normalise');
  const each = new Map<string, Normalisation>();
  const fromMeta = normalise.from_meta === true;
  const normalisation = readNormalisation(fromMeta ? { by: 'none' } : normalise, 'normalise');
  if (fromMeta)
    for (const [code, row] of meta) each.set(code, normalisationFromMeta(text(normalise.by, 'normalise.by'), row));
  for (const [code, own] of Object.entries(object(normalise.each ?? {}, 'normalise.each'))) {
    each.set(code, readNormalisation(object(own, `normalise.each.${code}`), `normalise.each.${code}`));
  }
  return { normalisation, each };
}

const normalisations = [
  'none',
  'min_max',
  'z_score',
  'goalposts',
  'scale',
  'rank',
  'percentile_rank',
  'borda',
  'distance_to_reference',
  'distance_to_maximum',
  'distance_to_target',
  'fraction_of_maximum',
] as const;

/** Values stand in the direction in which more is better: for an indicator of direction −1, goalposts and targets too. */
function readNormalisation(written: Written, where: string): Normalisation {
  const by = oneOf(written.by, `${where}.by`, normalisations);
  const range = (fallback: readonly [number, number]) => {
    const [low, high] = written.to === undefined ? fallback : pair(written.to, `${where}.to`);
    return { low, high };
  };
  const need = (name: string) => number(written[name], `${where}.${name}`);
  switch (by) {
    case 'min_max':
      return { by, to: range([0, 100]) };
    case 'z_score':
      return {
        by,
        mean: number(written.mean ?? 0, `${where}.mean`),
        deviation: number(written.deviation ?? 1, `${where}.deviation`),
      };
    case 'goalposts':
      return { by, low: need('low'), high: need('high'), to: range([0, 100]), cut: written.cut !== false };
    case 'scale':
      return { by: 'goalposts', low: need('low'), high: need('high'), to: range([0, 100]), cut: false };
    case 'rank':
      return { by, ties: oneOf(written.ties ?? 'lowest', `${where}.ties`, ['lowest', 'average'] as const) };
    case 'distance_to_reference':
      return { by, reference: need('reference') };
    case 'distance_to_target':
      return { by, target: need('target'), cut: written.cut === true };
    default:
      return { by };
  }
}

/** COINr's `use_iMeta`: single parameters in the columns that it names. */
function normalisationFromMeta(by: string, row: Readonly<Record<string, string>>): Normalisation {
  const where = `iMeta, ${row.iCode}`;
  const value = (column: string) =>
    number(row[column] === undefined || row[column] === '' ? undefined : Number(row[column]), `${where}, ${column}`);
  const down = Number(row.Direction) === -1;
  const truth = (column: string) => /^(true|1)$/i.test(row[column] ?? '');
  const ends = (low: number, high: number) => (down ? { low: -high, high: -low } : { low, high });
  switch (by) {
    case 'min_max':
      return { by, to: { low: value('minmax_lower'), high: value('minmax_upper') } };
    case 'scale':
      return {
        by: 'goalposts',
        ...ends(value('scaled_lower'), value('scaled_upper')),
        to: { low: 0, high: value('scale_factor') },
        cut: false,
      };
    case 'z_score':
      return { by, mean: value('zscore_mean'), deviation: value('zscore_sd') };
    case 'distance_to_target':
      return { by, target: down ? -value('Target') : value('Target'), cut: truth('dist2targ_cap_max') };
    case 'goalposts':
      return {
        by,
        ...ends(value('goalpost_lower'), value('goalpost_upper')),
        to: { low: 0, high: value('goalpost_scale') },
        cut: truth('goalpost_trunc2posts'),
      };
    default:
      throw wrong(
        `normalise takes "${by}" from iMeta`,
        'min_max, scale, z_score, distance_to_target or goalposts there',
      );
  }
}

function readWeighting(written: unknown): { by: Weighting; given: ReadonlyMap<string, number> | null } {
  if (written === undefined || written === null || written === 'given') return { by: { by: 'given' }, given: null };
  if (written === 'equal') return { by: { by: 'equal' }, given: null };
  const weights = object(written, 'weights');
  if ('by' in weights) {
    const by = oneOf(weights.by, 'weights.by', ['given', 'equal', 'principal', 'balanced'] as const);
    if (by === 'given') return { by: { by }, given: null };
    if (by === 'equal') return { by: { by }, given: null };
    return { by: { by, level: number(weights.level, 'weights.level') }, given: null };
  }
  return {
    by: { by: 'given' },
    given: new Map(Object.entries(weights).map(([code, weight]) => [code, number(weight, `weights.${code}`)])),
  };
}

function readMeans(written: unknown): LevelMean[] {
  const levels = Array.isArray(written) ? written : [written ?? { by: 'arithmetic' }];
  return levels.map((level, at) => {
    const where = Array.isArray(written) ? `aggregate, entry ${at + 1}` : 'aggregate';
    const mean = object(level, where);
    only(mean, where, ['by', 'power', 'least_share']);
    const leastShare = optionalNumber(mean.least_share, `${where}.least_share`);
    const by = oneOf(mean.by, `${where}.by`, [
      'arithmetic',
      'geometric',
      'harmonic',
      'generalised',
      'copeland',
    ] as const);
    return by === 'generalised' ? { by, power: number(mean.power, `${where}.power`), leastShare } : { by, leastShare };
  });
}

function readUncertainty(written: unknown): WrittenMethod['uncertainty'] {
  const uncertainty = object(written ?? {}, 'uncertainty');
  const list = (name: string): unknown[] => {
    const value = uncertainty[name] ?? [];
    if (!Array.isArray(value)) throw wrong(`uncertainty.${name} is no list`, 'a list of alternatives');
    return value;
  };
  only(uncertainty, 'uncertainty', [
    'replications',
    'seed',
    'winsorise',
    'normalise',
    'aggregate',
    'impute',
    'weights',
    'leave_out',
  ]);
  const weights = uncertainty.weights === undefined ? null : object(uncertainty.weights, 'uncertainty.weights');
  return {
    replications: number(uncertainty.replications ?? 1000, 'uncertainty.replications'),
    seed: number(uncertainty.seed ?? 1, 'uncertainty.seed'),
    vary: {
      winsorise: list('winsorise').map((most) => optionalNumber(most, 'uncertainty.winsorise')),
      normalise: list('normalise').map((one) =>
        readNormalisation(object(one, 'uncertainty.normalise'), 'uncertainty.normalise'),
      ),
      aggregate: list('aggregate').map((by) =>
        oneOf(by, 'uncertainty.aggregate', ['arithmetic', 'geometric', 'harmonic'] as const),
      ),
      impute: list('impute').map((by) => oneOf(by, 'uncertainty.impute', imputations)),
      weights: weights && {
        noise: number(weights.noise, 'uncertainty.weights.noise'),
        levels: (Array.isArray(weights.levels) ? weights.levels : []).map((level) =>
          number(level, 'uncertainty.weights.levels'),
        ),
      },
      leaveOut: uncertainty.leave_out === true,
    },
  };
}

function readSensitivity(written: unknown): WrittenMethod['sensitivity'] {
  const sensitivity = object(written ?? {}, 'sensitivity');
  only(sensitivity, 'sensitivity', ['base', 'seed']);
  return {
    base: number(sensitivity.base ?? 500, 'sensitivity.base'),
    seed: number(sensitivity.seed ?? 1, 'sensitivity.seed'),
  };
}

function object(value: unknown, where: string): Written {
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) return value as Written;
  throw wrong(`${where} is ${JSON.stringify(value)}`, `${where} as settings with names`);
}

function number(value: unknown, where: string): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw wrong(`${where} is ${JSON.stringify(value) ?? 'not there'}`, `${where} as a number`);
}

function optionalNumber(value: unknown, where: string): number | null {
  return value === undefined || value === null ? null : number(value, where);
}

function text(value: unknown, where: string): string {
  if (typeof value === 'string') return value;
  throw wrong(`${where} is ${JSON.stringify(value) ?? 'not there'}`, `${where} as a text`);
}

function pair(value: unknown, where: string): [number, number] {
  if (Array.isArray(value) && value.length === 2) return [number(value[0], where), number(value[1], where)];
  throw wrong(`${where} is ${JSON.stringify(value)}`, `${where} as two numbers, such as [1, 100]`);
}

function oneOf<T extends string>(value: unknown, where: string, options: readonly T[]): T {
  if (options.includes(value as T)) return value as T;
  throw wrong(`${where} is ${JSON.stringify(value) ?? 'not there'}`, `${where} as one of ${options.join(', ')}`);
}

function only(written: Written, where: string, names: readonly string[]): void {
  const unknown = Object.keys(written).filter((name) => !names.includes(name));
  if (unknown.length > 0)
    throw wrong(`${unknown.join(', ')} in ${where}, which is no setting`, `only ${names.join(', ')} there`);
}

const wrong = (said: string, expected: string) => new Problem('index_method_wrong', 'method.yaml', { said, expected });
