/**
 * Composite indices: one rebuild, thousands of replications, Sobol indices, and scaling with the number of countries.
 */

import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { readCoinTables, readMethod } from '../src/exchange/index.ts';
import {
  buildIndex,
  type IndexData,
  type IndexMethod,
  openReplicator,
  randomStream,
  runSensitivity,
  runUncertainty,
  type Variations,
} from '../src/statistics/index.ts';
import { report } from './harness/describe.ts';
import { inTurns, repeated, type Work } from './harness/rounds.ts';
import { anchorIn, type Row, type Sample, type Taken, timesIn } from './harness/row.ts';

/** Processor time of COINr 1.1.14 in milliseconds for the same work on a similar machine; measured once. */
const coinr = { small: 195, large: 700, replications: 184_000 };

const golden = (file: string) =>
  readFileSync(fileURLToPath(new URL(`../test/golden/asem/${file}`, import.meta.url)), 'utf8');

const method: IndexMethod = {
  denominate: true,
  screen: { available: 0.5, nonZero: null, within: null },
  impute: { by: 'mean', group: null },
  treat: { skew: 2, kurtosis: 3.5, most: 5, otherwise: 'log_ct' },
  treatEach: new Map(),
  normalise: { by: 'min_max', to: { low: 1, high: 100 } },
  normaliseEach: new Map(),
  weights: null,
  aggregate: [{ by: 'arithmetic', leastShare: null }],
};

const nothing: Variations = { winsorise: [], normalise: [], aggregate: [], impute: [], weights: null, leaveOut: false };
const weights: Variations = { ...nothing, weights: { noise: 0.25, levels: [1, 2, 3] } };
const four: Variations = {
  ...nothing,
  winsorise: [1, 2, 3, 4, 5],
  normalise: [method.normalise, { by: 'z_score', mean: 10, deviation: 2 }],
  aggregate: ['arithmetic', 'geometric'],
  weights: { noise: 0.25, levels: [2, 3] },
};

/** Six pillars of four sub-pillars of five: 120 indicators, some with long tails. */
function made(units: number): IndexData {
  const node = { direction: 1 as const, denominator: null, scale: 1, weight: 1 };
  const indicators = Array.from({ length: 120 }, (_, at) => ({
    ...node,
    code: `x${at}`,
    level: 1,
    parent: `s${Math.floor(at / 5)}`,
  }));
  const random = randomStream(1, units);
  const tail = (at: number) => (at % 7 === 0 ? (1 - random()) ** -1.5 : 100 * random());
  return {
    units: Array.from({ length: units }, (_, at) => `u${at}`),
    columns: new Map(indicators.map(({ code }, at) => [code, Array.from({ length: units }, () => tail(at))])),
    groups: new Map(),
    nodes: [
      ...indicators,
      ...Array.from({ length: 24 }, (_, at) => ({
        ...node,
        code: `s${at}`,
        level: 2,
        parent: `p${Math.floor(at / 4)}`,
      })),
      ...Array.from({ length: 6 }, (_, at) => ({ ...node, code: `p${at}`, level: 3, parent: 'index' })),
      { ...node, code: 'index', level: 4, parent: null },
    ],
  };
}

/** Replications in numpy, in a running process: the time of a run there. */
function numpy(units: number, replications: number) {
  const script = fileURLToPath(new URL('compared/replications.py', import.meta.url));
  const child = spawn('/usr/bin/python3', [script, String(units), String(replications)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    run: async (): Promise<Sample> => {
      child.stdin.write('\n');
      const { value, done } = await lines.next();
      if (done) throw new Error("numpy did not run: install Debian's python3-numpy");
      const [wall, processor] = String(value).split(' ').map(Number);
      return { wall: wall!, processor: processor! };
    },
    end: () => child.stdin.end(),
  };
}

export async function* rows(): AsyncGenerator<Row> {
  const tables = readCoinTables(golden('iData.csv'), golden('iMeta.csv'));
  const written =
    'order: [denominate, impute, screen, treat]\ndenominate: true\nimpute: { by: group_mean, group: EurAsia_group }\n';
  const asem = readMethod(
    `${written}screen: { available: 0.9 }\ntreat: {}\nnormalise: { by: min_max, to: [1, 100] }\n`,
    tables,
  );
  const small = { data: tables.data, method: asem.method, vary: four };
  const grid = made(200);
  const world = { data: made(194), method, vary: weights };
  const uncertain = (of: typeof small, replications: number) => () =>
    runUncertainty(openReplicator(of.data, of.method, of.vary), { replications, seed: 1 });

  /** COINr's time was measured elsewhere, so no conclusion is drawn from it. */
  const coinrTook = (milliseconds: number) => `COINr ${milliseconds} ms of the processor, measured once`;
  const rebuilt = await inTurns(
    {
      small: () => buildIndex(small.data, small.method),
      large: () => buildIndex(grid, method),
    },
    { warm: 5, parts: 3 },
  );
  yield { work: 'rebuild, 51 × 49', unit: 'ms', ...timesIn('ms', rebuilt.small), history: coinrTook(coinr.small) };
  yield { work: 'rebuild, 200 × 120', unit: 'ms', ...timesIn('ms', rebuilt.large), history: coinrTook(coinr.large) };
  const choices = await inTurns({ run: uncertain(small, 1_000) }, { parts: 3 });
  yield {
    work: '1,000 replications of four choices, 51 × 49',
    unit: 'ms',
    ...timesIn('ms', choices.run),
    history: coinrTook(coinr.replications),
  };

  const other = numpy(194, 10_000);
  const drawn = await inTurns(
    { own: uncertain(world, 10_000), numpy: other.run },
    // Short work is compiled during its first five runs, next to it: 250 ms of processor time in place of 150.
    { warm: 6, parts: 5, fewer: ['numpy'] },
  );
  other.end();
  yield besideNumpy('10,000 replications of weights, 194 × 120', drawn.own, drawn.numpy, {
    most: 120,
    limit:
      'of 70 ms of the main thread weighted sums take 30, ranks 16; the rest is V8 collecting garbage in other threads, up to 35 ms in every fourth run',
  });

  const sobol = { base: 1_000, seed: 1 };
  const indices = await inTurns({ run: () => runSensitivity(openReplicator(small.data, small.method, four), sobol) });
  const work = 'Sobol, base 1,000, four choices, 51 × 49';
  yield { work, unit: 'ms', ...timesIn('ms', indices.run), aim: { of: 'processor', most: 2_000 } };
  const rebuild = await inSizes(
    (units) => {
      const data = made(units);
      return () => buildIndex(data, method);
    },
    { times: { base: 50, more: 5 } },
  );
  yield* growth('rebuild', rebuild);

  // All of them take numpy five seconds; a tenth of them takes it a tenth of that.
  const largest = numpy(19_400, 100);
  const tenTimes = async () => {
    const { wall, processor } = await largest.run();
    return { wall: 10 * wall, processor: 10 * processor };
  };
  const replicated = await inSizes((units) => uncertain({ ...world, data: made(units) }, 1_000), {
    times: { base: 34, more: 4 },
    beside: tenTimes,
  });
  largest.end();
  yield besideNumpy('1,000 replications of weights, 19,400 × 120', replicated.most, replicated.beside, {
    name: 'numpy with OpenBLAS, one core, ten times 100',
    most: 1_500,
    limit:
      'a quarter is building the index, a fifth weighted sums, a sixth memory that is touched for the first time: 155 MB of scores, 39 MB of ranks',
  });
  yield* growth('1,000 replications of weights', replicated);
}

/** @param most - milliseconds of processor time */
const besideNumpy = (
  work: string,
  own: Taken,
  numpy: Taken,
  { name = 'numpy with OpenBLAS, one core', most, limit }: { name?: string; most: number; limit: string },
): Row => ({
  work,
  unit: 'ms',
  ...timesIn('ms', own),
  anchor: anchorIn('ms', name, own, numpy),
  aim: { of: 'processor', most },
  limit,
});

const sizes = { base: 194, more: 1_940, most: 19_400 } as const;
type InSizes = Readonly<Record<keyof typeof sizes, Taken>>;

/**
 * One work with 194 countries, ten and a hundred times as many, in turns with another. A small work is repeated within a
 * part of a round, for a fifth of a second or two: alone it takes some milliseconds, of which one garbage collection is a multiple.
 */
const inSizes = (
  workOf: (units: number) => Work,
  { times, beside = () => undefined }: { times: { base: number; more: number }; beside?: Work },
) =>
  inTurns(
    {
      base: repeated(workOf(sizes.base), times.base),
      more: repeated(workOf(sizes.more), times.more),
      most: workOf(sizes.most),
      beside,
    },
    { parts: 3, fewer: ['beside'] },
  );

/** Ten and a hundred times the countries, compared with that many times the time. */
function* growth(work: string, taken: InSizes): Generator<Row> {
  for (const name of ['more', 'most'] as const) {
    const units = sizes[name];
    const times = units / sizes.base;
    yield {
      work: `${work}, ${units.toLocaleString('en')} × 120`,
      unit: 'ms',
      ...timesIn('ms', taken[name]),
      anchor: anchorIn('ms', `${times} times 194 × 120`, taken[name], taken.base, times),
      aim: { of: 'processor ratio', most: 1 },
      limit: `the values of 194 units are 0.2 MB and stay in the processor's cache, those of ${units.toLocaleString('en')} are ${Math.round((units * 120 * 8) / 1e6)} MB`,
    };
  }
}

if (import.meta.main) await report(rows());
