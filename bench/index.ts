/** Composite indices: one rebuilt, thousands of replications, Sobol's indices, and how they grow with countries. */
import { readFileSync } from 'node:fs';
import process from 'node:process';
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
  sensitivityInThreads,
  uncertaintyInThreads,
  type Variations,
} from '../src/statistics/index.ts';
import { median, type Outcome, report } from './outcome.ts';

/** CPU milliseconds of COINr 1.1.14 on a machine of this kind, for the same work; measured once. */
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

type Work = () => unknown;
type Time = { readonly clock: number; readonly cpu: number };

/**
 * Medians in milliseconds: by the clock, and of the processor, which counts the work of all threads.
 *
 * @param shots - of each work in a round
 */
async function time(works: readonly Work[], rounds: number, shots = works.map(() => 1)): Promise<Time[]> {
  const taken = works.map(() => [] as Time[]);
  for (const work of works) await work();
  for (let round = 0; round < rounds; round += 1) {
    for (const [at, work] of works.flatMap((work, at) => Array<[number, Work]>(shots[at]!).fill([at, work]))) {
      const began = performance.now();
      const used = process.cpuUsage();
      await work();
      const { user, system } = process.cpuUsage(used);
      taken[at]!.push({ clock: performance.now() - began, cpu: (user + system) / 1_000 });
    }
  }
  return taken.map((times) => ({
    clock: median(times.map(({ clock }) => clock)),
    cpu: median(times.map(({ cpu }) => cpu)),
  }));
}

const reported = (milliseconds: number) => `${milliseconds.toFixed(milliseconds < 100 ? 1 : 0)} ms`;

export async function* outcomes({ rounds = 7 } = {}): AsyncGenerator<Outcome> {
  const tables = readCoinTables(golden('iData.csv'), golden('iMeta.csv'));
  const written =
    'order: [denominate, impute, screen, treat]\ndenominate: true\nimpute: { by: group_mean, group: EurAsia_group }\n';
  const asem = readMethod(
    `${written}screen: { available: 0.9 }\ntreat: {}\nnormalise: { by: min_max, to: [1, 100] }\n`,
    tables,
  );
  const small = { data: tables.data, method: asem.method, vary: four };
  const grid = made(200);
  const uncertain = (of: typeof small, replications: number) => () =>
    runUncertainty(openReplicator(of.data, of.method, of.vary), { replications, seed: 1 });

  /** Against COINr, whose times are of the processor. */
  async function* beside(work: string, run: Work, theirs: number, least: number, times: number) {
    const [{ clock, cpu }] = (await time([run], times)) as [Time];
    const ratio = theirs / cpu;
    const against = `COINr ${theirs} ms of the processor, measured once`;
    yield {
      work,
      measured: `${reported(clock)}, processor ${reported(cpu)}`,
      against,
      ratio,
      aim: { value: ratio, least },
    };
  }
  yield* beside('rebuild, 51 x 49', () => buildIndex(small.data, small.method), coinr.small, 20, 40);
  yield* beside('rebuild, 200 x 120', () => buildIndex(grid, method), coinr.large, 50, 20);
  const choices = '1,000 replications of four choices, 51 x 49';
  yield* beside(choices, uncertain(small, 1_000), coinr.replications, 500, rounds);

  /** On one core within an aim, and against that on two. */
  async function* onBoth(work: string, one: Work, both: Work, most: number, mostOfOne?: number) {
    const [alone, shared] = (await time([one, both], rounds)) as [Time, Time];
    yield { work, measured: reported(alone.clock), aim: { value: alone.clock, most, unit: 'ms' } };
    const ratio = shared.clock / alone.clock;
    const against = `one core ${reported(alone.clock)}`;
    const aim = mostOfOne === undefined ? {} : { aim: { value: ratio, most: mostOfOne } };
    yield { work: `${work}, two cores`, measured: reported(shared.clock), against, ratio, ...aim };
  }
  const world = { data: made(194), method, vary: weights };
  const thousands = { replications: 10_000, seed: 1 };
  yield* onBoth(
    '10,000 replications of weights, 194 x 120',
    uncertain(world, thousands.replications),
    () => uncertaintyInThreads(world, { ...thousands, threads: 2 }),
    400,
    1,
  );
  const sobol = { base: 1_000, seed: 1 };
  yield* onBoth(
    'Sobol, base 1,000, four choices, 51 x 49',
    () => runSensitivity(openReplicator(small.data, small.method, four), sobol),
    () => sensitivityInThreads(small, { ...sobol, threads: 2 }),
    2_000,
  );
  yield* growth('rebuild, x 120', (units) => {
    const data = made(units);
    return () => buildIndex(data, method);
  });
  yield* growth('1,000 replications of weights, x 120', (units) => uncertain({ ...world, data: made(units) }, 1_000));
}

/** Ten and a hundred times the countries, against that many times the time. */
async function* growth(work: string, workOf: (units: number) => Work): AsyncGenerator<Outcome> {
  const sizes = [194, 1_940, 19_400];
  const [base, ...larger] = await time(sizes.map(workOf), 5, [20, 4, 1]);
  for (const [at, { clock }] of larger.entries()) {
    const times = sizes[at + 1]! / sizes[0]!;
    const ratio = clock / (times * base!.clock);
    const against = `${times} x ${reported(base!.clock)}`;
    const name = work.replace('x 120', `${sizes[at + 1]} x 120`);
    yield { work: name, measured: reported(clock), against, ratio, aim: { value: ratio, most: 1 } };
  }
}

if (import.meta.main) await report(outcomes());
