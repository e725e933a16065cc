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

export type IndexTime = {
  readonly name: string;
  /** Median of the rounds: by the clock, and of the processor, which counts the work of all threads. */
  readonly milliseconds: number;
  readonly cpu: number;
  readonly coinr: number | null;
};

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

export async function* measureIndices({ rounds = 7 } = {}): AsyncGenerator<IndexTime> {
  const tables = readCoinTables(golden('iData.csv'), golden('iMeta.csv'));
  const written =
    'order: [denominate, impute, screen, treat]\ndenominate: true\nimpute: { by: group_mean, group: EurAsia_group }\n';
  const asem = readMethod(
    `${written}screen: { available: 0.9 }\ntreat: {}\nnormalise: { by: min_max, to: [1, 100] }\n`,
    tables,
  );
  const small = { data: tables.data, method: asem.method, vary: four };
  const sizes = [194, 1_940, 19_400].map((units) => ({ data: made(units), method, vary: weights }));
  const world = sizes[0]!;
  const grid = made(200);
  const uncertain = (of: typeof small, replications: number) => () =>
    runUncertainty(openReplicator(of.data, of.method, of.vary), { replications, seed: 1 });
  const sobol = { base: 1_000, seed: 1 };
  const works: [string, () => unknown, number | null, number][] = [
    ['rebuild, 51 x 49', () => buildIndex(small.data, small.method), coinr.small, 40],
    ['rebuild, 200 x 120', () => buildIndex(grid, method), coinr.large, 20],
    ['1,000 replications of four choices, 51 x 49', uncertain(small, 1_000), coinr.replications, rounds],
    ['10,000 replications of weights, 194 x 120, one core', uncertain(world, 10_000), null, rounds],
    [
      'the same on two cores',
      () => uncertaintyInThreads(world, { replications: 10_000, seed: 1, threads: 2 }),
      null,
      rounds,
    ],
    [
      'Sobol, base 1,000, four choices, 51 x 49',
      () => runSensitivity(openReplicator(small.data, small.method, four), sobol),
      null,
      rounds,
    ],
    ['the same on two cores, 51 x 49', () => sensitivityInThreads(small, { ...sobol, threads: 2 }), null, rounds],
    ...sizes.flatMap((size): typeof works => [
      [`rebuild, ${size.data.units.length} x 120`, () => buildIndex(size.data, method), null, 5],
      [`1,000 replications of weights, ${size.data.units.length} x 120`, uncertain(size, 1_000), null, 3],
    ]),
  ];
  for (const [name, work, theirs, times] of works) {
    await work();
    const taken: { clock: number; cpu: number }[] = [];
    for (let round = 0; round < times; round += 1) {
      const began = performance.now();
      const used = process.cpuUsage();
      await work();
      const { user, system } = process.cpuUsage(used);
      taken.push({ clock: performance.now() - began, cpu: (user + system) / 1_000 });
    }
    const [milliseconds, cpu] = [median(taken.map(({ clock }) => clock)), median(taken.map((one) => one.cpu))];
    yield { name, milliseconds, cpu, coinr: theirs };
  }
}

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for await (const { name, milliseconds, cpu, coinr: theirs } of measureIndices()) {
    const ratio = theirs === null ? '' : `   COINr ${theirs} ms CPU: ${(theirs / cpu).toFixed(0)} x`;
    const times = [milliseconds, cpu].map((time) => time.toFixed(1).padStart(9)).join(' ms, CPU ');
    process.stdout.write(`${times} ms  ${name}${ratio}\n`);
  }
}
