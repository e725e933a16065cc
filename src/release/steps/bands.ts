/**
 * Uncertainty intervals of scores and rank intervals in the released cycle: how much the choices of method change
 * them.
 */
import type { Step } from '../../pipeline/index.ts';
import { rank, type ScoreTreeBands, type ScoreTreeRunner } from '../../statistics/index.ts';
import type { Warehouse } from '../../warehouse/index.ts';
import { type CycleReader, readVariedCycle, reported, type VariedCycle } from './score-tree.ts';

type RankedPlace = { readonly kind: string; readonly region: string; readonly members: readonly number[] };

/** The intervals of a cycle, and the groups of countries that have intervals too. */
type CycleBands = { readonly bands: ScoreTreeBands; readonly places: readonly RankedPlace[] };

/** The replications are computed once for both tables of a build; the key is the cycle as it was read. */
const made = new WeakMap<object, Promise<CycleBands>>();

function bandsOf(run: ScoreTreeRunner, warehouse: Warehouse, varied: VariedCycle): Promise<CycleBands> {
  const { framework, countries, scoreTree, data, vary } = varied;
  const known = made.get(framework);
  if (known) return known;
  const make = async () => {
    const places = await readPlaces(warehouse, countries);
    const members = places.map((place) => place.members);
    return { places, bands: await run('bands', scoreTree, data, vary, vary, [...framework.elements.keys()], members) };
  };
  const making = make();
  made.set(framework, making);
  return making;
}

/** The world, regions, subregions and groups, each with the indices of its countries among those that have reported. */
async function readPlaces(warehouse: Warehouse, countries: readonly string[]): Promise<RankedPlace[]> {
  const rows = await warehouse.rows<{
    country: string;
    region: string | null;
    subregion: string | null;
    groups: string;
  }>('select country, region, subregion, groups from input.countries');
  const at = new Map(countries.map((country, place) => [country, place]));
  const found = new Map<string, { kind: string; region: string; members: number[] }>();
  const add = (kind: string, region: string | null, member: number) => {
    if (region === null || region === '') return;
    const place = found.get(`${kind} ${region}`) ?? { kind, region, members: [] };
    found.set(`${kind} ${region}`, place);
    place.members.push(member);
  };
  for (const { country, region, subregion, groups } of rows) {
    const member = at.get(country);
    if (member === undefined) continue;
    add('world', 'world', member);
    add('region', region, member);
    add('subregion', subregion, member);
    for (const group of groups.split(' ')) add('group', group, member);
  }
  return [...found.values()].map((place) => ({ ...place, members: place.members.sort((a, b) => a - b) }));
}

/** One row for each group of several countries and element: the interval of the mean of their scores. */
export const regionBands =
  (run: ScoreTreeRunner, read: CycleReader): Step =>
  async (warehouse) => {
    const varied = await readVariedCycle(warehouse, read);
    if (varied === null) return [];
    const { framework } = varied;
    const { bands, places } = await bandsOf(run, warehouse, varied);
    return framework.elements.flatMap(({ level, code }, row) =>
      places.flatMap(({ kind, region }, place) => {
        const at = row * places.length + place;
        const [p05, median, p95] = [bands.groups.low[at]!, bands.groups.median[at]!, bands.groups.high[at]!].map(
          reported,
        );
        if (p05 === null) return [];
        return { cycle: framework.cycle, kind, region, level, element: code, p05: p05!, median: median!, p95: p95! };
      }),
    );
  };

/** One row for each country and published score. */
export const scoreBands =
  (run: ScoreTreeRunner, read: CycleReader): Step =>
  async (warehouse) => {
    const varied = await readVariedCycle(warehouse, read);
    if (varied === null) return [];
    const { framework, countries, published, vary } = varied;
    const { replications } = vary;
    const { bands } = await bandsOf(run, warehouse, varied);
    return framework.elements.flatMap(({ level, code }, row) => {
      const own = [...published.subarray(row * countries.length, (row + 1) * countries.length)];
      const ranks = ranksOf(own);
      return countries.flatMap((country, unit) => {
        if (Number.isNaN(own[unit])) return [];
        const at = row * countries.length + unit;
        return {
          cycle: framework.cycle,
          country,
          level,
          element: code,
          score: own[unit]!,
          median: reported(bands.score.median[at]!),
          p05: reported(bands.score.low[at]!),
          p95: reported(bands.score.high[at]!),
          rank: ranks[unit]!,
          rank_median: reported(bands.rank.median[at]!),
          rank_p05: reported(bands.rank.low[at]!),
          rank_p95: reported(bands.rank.high[at]!),
          ranked: ranks.filter((place) => place !== null).length,
          replications,
          failed: bands.failed.length,
          without_score: replications - bands.failed.length - bands.counted[at]!,
        };
      });
    });
  };

/** 1 is the highest; scores that differ only in their last digits are tied. */
export function ranksOf(scores: readonly number[]): (number | null)[] {
  return rank(
    scores.map((score) => (Number.isNaN(score) ? null : Math.round(score * 1e9))),
    { order: 'descending' },
  );
}
