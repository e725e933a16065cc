/** `normalise` in method.yaml. */
import type { IndexMethod, IndexNormalisation } from '../statistics/index.ts';
import type { NormalisationMeta } from './coin-table.ts';
import { decimalOf } from './csv-rows.ts';
import {
  known,
  list,
  number,
  object,
  oneOf,
  only,
  pair,
  text,
  truth,
  type WrittenSettings,
  wrong,
} from './settings.ts';

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
  'logarithm',
] as const;
type NormalisationName = (typeof normalisations)[number];

const coinrNames: Readonly<Record<string, NormalisationName>> = {
  n_minmax: 'min_max',
  n_zscore: 'z_score',
  n_goalposts: 'goalposts',
  n_scaled: 'scale',
  n_rank: 'rank',
  n_prank: 'percentile_rank',
  n_borda: 'borda',
  n_dist2ref: 'distance_to_reference',
  n_dist2max: 'distance_to_maximum',
  n_dist2targ: 'distance_to_target',
  n_fracmax: 'fraction_of_maximum',
};

/** Allowed settings besides `by`. */
const settings: Readonly<Record<NormalisationName, readonly string[]>> = {
  none: [],
  min_max: ['to'],
  z_score: ['mean', 'deviation'],
  goalposts: ['low', 'high', 'to', 'cut', 'logarithm'],
  scale: ['low', 'high', 'to'],
  rank: ['ties'],
  percentile_rank: ['ties'],
  borda: ['ties'],
  distance_to_reference: ['unit', 'cut'],
  distance_to_maximum: [],
  distance_to_target: ['target', 'cut'],
  fraction_of_maximum: [],
  logarithm: ['base', 'plus'],
};

/** The normalisation of all indicators, parameters from iMeta, and separate normalisations. */
export type Normalisations = Pick<IndexMethod, 'normalise' | 'normaliseMeta' | 'normaliseEach'>;

export function readNormalisations(
  written: unknown,
  meta: NormalisationMeta,
  units: ReadonlySet<string>,
): Normalisations {
  const given = Array.isArray(written) ? { steps: written } : written;
  const normalise = object(typeof given === 'string' ? { by: given } : (given ?? { by: 'min_max' }), 'normalise');
  const { each: writtenEach, from_meta: fromMeta, ...all } = normalise;
  const own = object(writtenEach ?? {}, 'normalise.each');
  known(Object.keys(own), new Set(meta.keys()), 'normalise.each');
  const read = (one: unknown, where: string) => readNormalisation(one, where, units);
  const normaliseEach = new Map(Object.entries(own).map(([code, one]) => [code, read(one, `normalise.each.${code}`)]));
  if (!truth(fromMeta, 'normalise.from_meta', false))
    return { normalise: read(all, 'normalise'), normaliseMeta: null, normaliseEach };
  only(all, 'normalise', ['by']);
  const by = oneOf(all.by, 'normalise.by', normalisations, coinrNames);
  const normaliseMeta = new Map([...meta].map(([code, row]) => [code, normalisationFromMeta(by, row)]));
  return { normalise: { by: 'none' }, normaliseMeta, normaliseEach };
}

/**
 * One normalisation, or a list of them that are applied in order.
 *
 * Values are directed so that more is better; for an indicator of direction −1, this applies to goalposts and targets
 * too. Goalposts compared by logarithms are in the unit of the original values.
 */
export function readNormalisation(given: unknown, where: string, units: ReadonlySet<string>): IndexNormalisation {
  if (Array.isArray(given)) return readSteps(given, where, units);
  const written = object(typeof given === 'string' ? { by: given } : given, where);
  if (written.steps !== undefined) {
    only(written, where, ['steps']);
    return readSteps(list(written.steps, `${where}.steps`), `${where}.steps`, units);
  }
  const by = oneOf(written.by, `${where}.by`, normalisations, coinrNames);
  only(written, where, ['by', ...settings[by], ...(where === 'normalise' ? ['each', 'from_meta'] : [])]);
  const range = () => {
    const [low, high] = written.to === undefined ? [0, 100] : pair(written.to, `${where}.to`);
    return { low, high };
  };
  const need = (name: string) => number(written[name], `${where}.${name}`);
  const posts = () => {
    const [low, high] = [need('low'), need('high')];
    if (low !== high) return { low, high };
    throw wrong(`${where}.low and ${where}.high are both ${low}`, 'two goalposts that differ', `${where}.high`);
  };
  const cut = (fallback: boolean) => truth(written.cut, `${where}.cut`, fallback);
  switch (by) {
    case 'min_max':
      return { by, to: range() };
    case 'z_score':
      return {
        by,
        mean: number(written.mean ?? 0, `${where}.mean`),
        deviation: above0(written.deviation ?? 1, `${where}.deviation`),
      };
    case 'logarithm':
      return {
        by,
        base: written.base == null ? null : baseOf(written.base, `${where}.base`),
        plus: number(written.plus ?? 0, `${where}.plus`),
      };
    case 'goalposts': {
      const { low, high } = posts();
      const logarithm = truth(written.logarithm, `${where}.logarithm`, false);
      if (logarithm) for (const name of ['low', 'high']) above0(written[name], `${where}.${name}`);
      return { by, low, high, to: range(), cut: cut(true), ...(logarithm ? { logarithm } : {}) };
    }
    case 'scale':
      return { by: 'goalposts', ...posts(), to: range(), cut: false };
    case 'rank':
    case 'percentile_rank':
    case 'borda':
      return {
        by,
        ties: oneOf(written.ties ?? 'lowest', `${where}.ties`, ['lowest', 'highest', 'average'] as const, {
          min: 'lowest',
          max: 'highest',
        }),
      };
    case 'distance_to_reference':
      return { by, unit: unitOf(written, where, units), cut: cut(false) };
    case 'distance_to_target':
      return { by, target: need('target'), cut: cut(false) };
    default:
      return { by };
  }
}

function readSteps(written: readonly unknown[], where: string, units: ReadonlySet<string>): IndexNormalisation {
  if (written.length === 0) throw wrong(`${where} has no step`, 'at least one normalisation there', where);
  const steps = written.map((step, at) => readNormalisation(step, `${where}, entry ${at + 1}`, units));
  return steps.length === 1 ? steps[0]! : { by: 'steps', steps };
}

function baseOf(value: unknown, where: string): number {
  const base = above0(value, where);
  if (base !== 1) return base;
  throw wrong(`${where} is 1`, `${where} as a number above 0 other than 1, such as 10`, where);
}

function unitOf(written: WrittenSettings, where: string, units: ReadonlySet<string>): string {
  const unit = text(written.unit, `${where}.unit`);
  if (units.has(unit)) return unit;
  throw wrong(`${where}.unit is "${unit}"`, `${where}.unit as a uCode of iData`, `${where}.unit`);
}

function above0(value: unknown, where: string): number {
  const given = number(value, where);
  if (given > 0) return given;
  throw wrong(`${where} is ${given}`, `${where} as a number above 0`, where);
}

/** COINr's `use_iMeta`: parameters of single indicators in COINr's columns. */
function normalisationFromMeta(by: NormalisationName, row: Readonly<Record<string, string>>): IndexNormalisation {
  const where = `iMeta, ${row.iCode}`;
  const value = (column: string) =>
    number(row[column] === undefined || row[column] === '' ? undefined : decimalOf(row[column]), `${where}, ${column}`);
  const down = Number(row.Direction) === -1;
  const isTrue = (column: string, fallback: boolean | null) => {
    const cell = row[column] ?? '';
    if (/^(true|t|1)$/i.test(cell)) return true;
    if (/^(false|f|0)$/i.test(cell)) return false;
    if (cell === '' && fallback !== null) return fallback;
    throw wrong(`${where}, ${column} is "${cell}"`, `${where}, ${column} as TRUE or FALSE`);
  };
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
      return {
        by,
        target: down ? -value('Target') : value('Target'),
        cut: isTrue('dist2targ_cap_max', false),
      };
    case 'goalposts':
      return {
        by,
        ...ends(value('goalpost_lower'), value('goalpost_upper')),
        to: { low: 0, high: value('goalpost_scale') },
        cut: isTrue('goalpost_trunc2posts', null),
      };
    default:
      throw wrong(
        `normalise takes "${by}" from iMeta`,
        'min_max, scale, z_score, distance_to_target or goalposts there',
        'normalise.by',
      );
  }
}
