/** `normalise` in method.yaml. */
import type { IndexNormalisation } from '../statistics/index.ts';
import type { NormalisationMeta } from './coin-table.ts';
import { known, number, object, oneOf, only, pair, text, truth, type Written, wrong } from './settings.ts';

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
type Kind = (typeof normalisations)[number];

const coinrNames: Readonly<Record<string, Kind>> = {
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

/** What may stand beside `by`. */
const settings: Readonly<Record<Kind, readonly string[]>> = {
  none: [],
  min_max: ['to'],
  z_score: ['mean', 'deviation'],
  goalposts: ['low', 'high', 'to', 'cut'],
  scale: ['low', 'high', 'to'],
  rank: ['ties'],
  percentile_rank: ['ties'],
  borda: ['ties'],
  distance_to_reference: ['unit', 'cut'],
  distance_to_maximum: [],
  distance_to_target: ['target', 'cut'],
  fraction_of_maximum: [],
};

export function readNormalisations(written: unknown, meta: NormalisationMeta) {
  const normalise = object(written ?? { by: 'min_max' }, 'normalise');
  const { each: writtenEach, from_meta: fromMeta, ...all } = normalise;
  const each = new Map<string, IndexNormalisation>();
  const isFromMeta = truth(fromMeta, 'normalise.from_meta', false);
  if (isFromMeta) {
    only(all, 'normalise', ['by']);
    const by = oneOf(all.by, 'normalise.by', normalisations, coinrNames);
    for (const [code, row] of meta) each.set(code, normalisationFromMeta(by, row));
  }
  const own = object(writtenEach ?? {}, 'normalise.each');
  known(Object.keys(own), new Set(meta.keys()), 'normalise.each');
  for (const [code, one] of Object.entries(own)) {
    each.set(code, readNormalisation(object(one, `normalise.each.${code}`), `normalise.each.${code}`));
  }
  return { normalisation: isFromMeta ? ({ by: 'none' } as const) : readNormalisation(all, 'normalise'), each };
}

/** Values stand in the direction in which more is better: for an indicator of direction −1, goalposts and targets too. */
export function readNormalisation(written: Written, where: string): IndexNormalisation {
  const by = oneOf(written.by, `${where}.by`, normalisations, coinrNames);
  only(written, where, ['by', ...settings[by]]);
  const range = () => {
    const [low, high] = written.to === undefined ? [0, 100] : pair(written.to, `${where}.to`);
    return { low, high };
  };
  const need = (name: string) => number(written[name], `${where}.${name}`);
  const cut = (fallback: boolean) => truth(written.cut, `${where}.cut`, fallback);
  switch (by) {
    case 'min_max':
      return { by, to: range() };
    case 'z_score':
      return {
        by,
        mean: number(written.mean ?? 0, `${where}.mean`),
        deviation: number(written.deviation ?? 1, `${where}.deviation`),
      };
    case 'goalposts':
      return { by, low: need('low'), high: need('high'), to: range(), cut: cut(true) };
    case 'scale':
      return { by: 'goalposts', low: need('low'), high: need('high'), to: range(), cut: false };
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
      return { by, unit: text(written.unit, `${where}.unit`), cut: cut(false) };
    case 'distance_to_target':
      return { by, target: need('target'), cut: cut(false) };
    default:
      return { by };
  }
}

/** COINr's `use_iMeta`: single parameters in the columns that it names. */
function normalisationFromMeta(by: Kind, row: Readonly<Record<string, string>>): IndexNormalisation {
  const where = `iMeta, ${row.iCode}`;
  const value = (column: string) =>
    number(row[column] === undefined || row[column] === '' ? undefined : Number(row[column]), `${where}, ${column}`);
  const down = Number(row.Direction) === -1;
  const isTrue = (column: string, fallback: boolean | null) => {
    const said = row[column] ?? '';
    if (/^(true|t|1)$/i.test(said)) return true;
    if (/^(false|f|0)$/i.test(said)) return false;
    if (said === '' && fallback !== null) return fallback;
    throw wrong(`${where}, ${column} is "${said}"`, `${where}, ${column} as TRUE or FALSE`);
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
      );
  }
}
