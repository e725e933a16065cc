/** `aggregate` in method.yaml. */
import type { IndexMethod, IndexNormalisation, LevelMean, Normalisation } from '../statistics/index.ts';
import type { CoinTables } from './coin-table.ts';
import { means } from './method-names.ts';
import { readNormalisation } from './method-normalise.ts';
import { number, object, oneOf, only, optionalShare, wrong } from './settings.ts';

/** One mean for all levels, or one for each level, and separate ones for single aggregates in `each`. */
export function readMeans(
  written: unknown,
  nodes: CoinTables['data']['nodes'],
  highest: number,
): Pick<IndexMethod, 'aggregate' | 'aggregateEach'> {
  if (written === undefined || written === null || typeof written !== 'object' || Array.isArray(written))
    return { aggregate: readLevelMeans(written, highest) };
  const { each, levels, ...all } = object(written, 'aggregate');
  if (levels !== undefined) only(all, 'aggregate', []);
  const own = object(each ?? {}, 'aggregate.each');
  const aggregates = new Set(nodes.filter(({ level }) => level > 1).map(({ code }) => code));
  for (const code of Object.keys(own))
    if (!aggregates.has(code))
      throw wrong(
        `"${code}" in aggregate.each, which is not an aggregate of iMeta`,
        'the code of an aggregate there',
        `aggregate.each.${code}`,
      );
  const ofLevels = levels ?? (Object.keys(all).length === 0 ? undefined : all);
  return {
    aggregate: readLevelMeans(ofLevels, highest),
    ...(each === undefined
      ? {}
      : {
          aggregateEach: new Map(
            Object.entries(own).map(([code, mean]) => [code, readMean(mean, `aggregate.each.${code}`)]),
          ),
        }),
  };
}

function readLevelMeans(written: unknown, highest: number): LevelMean[] {
  const levels = Array.isArray(written) ? written : [written ?? { by: 'arithmetic' }];
  if (levels.length !== 1 && levels.length !== highest - 1)
    throw wrong(
      `aggregate has ${levels.length} entries for an index of ${highest - 1} levels above its indicators`,
      `one for all levels, or ${highest - 1}, from level 2 up`,
      'aggregate',
    );
  return levels.map((level, at) =>
    readMean(level, Array.isArray(written) ? `aggregate, entry ${at + 1}` : 'aggregate'),
  );
}

function readMean(written: unknown, where: string): LevelMean {
  const mean = object(typeof written === 'string' ? { by: written } : written, where);
  only(mean, where, ['by', 'power', 'least_share', 'rescale']);
  const leastShare = optionalShare(mean.least_share, `${where}.least_share`);
  const by = oneOf(mean.by, `${where}.by`, means.names, means.coinrAll);
  const rest = {
    leastShare,
    ...(mean.rescale == null ? {} : { rescale: readScoreNormalisation(mean.rescale, `${where}.rescale`) }),
  };
  return by === 'generalised' ? { by, power: number(mean.power, `${where}.power`), ...rest } : { by, ...rest };
}

/** Normalisation of the scores of an aggregate. A reference unit can be named for indicators only. */
function readScoreNormalisation(written: unknown, where: string): Normalisation {
  const how = readNormalisation(written, where, new Set());
  const hasReference = (one: IndexNormalisation): boolean =>
    one.by === 'steps' ? one.steps.some(hasReference) : one.by === 'distance_to_reference';
  if (!hasReference(how)) return how as Normalisation;
  throw wrong(`${where} has distance_to_reference`, 'a normalisation without a unit there', where);
}
