/**
 * How what people wait for grows from 194 to 600 and 1,940 countries: a release built, two compared, own weights, the first view
 * of each page, and the memory of the process that builds and of the server that shows. Some minutes; run by name.
 */
import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { report } from './harness/describe.ts';
import { forked } from './harness/limited.ts';
import { pageWeight } from './harness/page-visit.ts';
import { inTurns, repeated } from './harness/rounds.ts';
import { type Row, type Sample, type Taken, timesIn } from './harness/row.ts';
import { keep, keptReleaseFolder } from './inputs/kept.ts';
import { kindsOfPages } from './inputs/pages-of-site.ts';
import { reading, timedBuild } from './inputs/releases.ts';
import { openSite } from './inputs/site.ts';

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));
const sizes = [194, 600, 1_940] as const;
const [least, , most] = sizes;
const perWeights = 5;
const parts = 3;
/** Comparisons within a part of a round: one takes a time of which one garbage collection may be a multiple. */
const comparisons: Readonly<Record<number, number>> = { 194: 10, 600: 3, 1940: 1 };

/** Settings of own weights within a part of a round, for the same reason. */
const settings: Readonly<Record<number, number>> = { 194: 20, 600: 4, 1940: 3 };

type Built = Sample & { readonly peak: number };

export async function* rows({ rounds = 5 } = {}): AsyncGenerator<Row> {
  const peaks = new Map<number, number[]>(sizes.map((countries) => [countries, []]));
  const building = (countries: number) => async () => {
    const built = await forked<Built>(here('growth.ts'), ['build', String(countries)]);
    peaks.get(countries)!.push(built.peak);
    return built;
  };
  const built = await inTurns(named(building), { rounds, warm: 0 });
  yield* grown('a release of three cycles, files written', 's', built, {
    most: 12,
    limit:
      'two cores busy 9/10 of the time: of 41 s of processor time the engine takes 20, JavaScript 14 (loading a million answers, hashing 1.1 GB of files, correlations), V8 compiling and collecting 7; replications of the method a sixth of all',
  });
  yield {
    work: `${name(most)}: memory of the process that builds, at its highest`,
    unit: 'MB',
    measured: peaks.get(most)!,
    anchor: { name: name(least), measured: peaks.get(least)! },
    aim: { of: 'measured', most: 1_200 },
    limit:
      'while it loads, 0.86 GB, of which a million answers as rows are 0.5; then the engine 0.7 at its highest, of which 0.3 are its limit from which tables are moved to the disk, the program 0.2, V8 0.1',
  };

  const readings = new Map<number, Awaited<ReturnType<typeof reading>>>();
  for (const countries of sizes) readings.set(countries, await reading(countries));
  try {
    const compared = await inTurns(
      named((countries) => repeated(readings.get(countries)!.compare, comparisons[countries]!)),
      { rounds, warm: 1, parts },
    );
    yield* grown('two releases compared, ten answers corrected', 'ms', compared, {});
    const weighed = await inTurns(
      named((countries) => repeated(readings.get(countries)!.weigh, settings[countries]!)),
      { rounds, warm: perWeights, parts },
    );
    yield* grown('own weights, a new setting', 'ms', weighed, {
      most: 1_000,
      ofExponent: 'nearly in proportion: each of 500 replications has a score of each country',
    });
  } finally {
    for (const { close } of readings.values()) await close();
  }

  for (const countries of sizes) {
    const highest: number[] = [];
    for (let round = 0; round < (countries === most ? rounds : 1); round += 1) {
      const { server, address, close } = await openSite({ countries });
      try {
        const weighed = await weights(countries, address);
        if (round === 0) yield weighed;
        highest.push(highestOf(server));
      } finally {
        close();
      }
    }
    if (countries === most)
      yield {
        work: `${name(most)}: memory of the server at its highest, every kind of page sent`,
        unit: 'MB',
        measured: highest,
        aim: { of: 'measured', most: 1_000 },
      };
  }
}

const name = (countries: number) => `${countries.toLocaleString('en')} countries`;

const named = <T>(of: (countries: number) => T) =>
  Object.fromEntries(sizes.map((countries) => [name(countries), of(countries)])) as Record<string, T>;

/** Times at each size, and the exponent by which they grow from the least to the most; 1 is in proportion. */
function* grown(
  work: string,
  unit: 'ms' | 's',
  taken: Readonly<Record<string, Taken>>,
  aim: { most?: number; limit?: string; ofExponent?: string },
) {
  for (const countries of sizes) {
    const isAimed = countries === most && aim.most !== undefined;
    yield {
      work: `${name(countries)}: ${work}`,
      unit,
      ...timesIn(unit, taken[name(countries)]!),
      ...(isAimed && { aim: { of: 'measured', most: aim.most! } as const, ...(aim.limit && { limit: aim.limit }) }),
    } satisfies Row;
  }
  const [small, large] = [taken[name(least)]!.processor, taken[name(most)]!.processor];
  yield {
    work: `${work}: exponent of the growth of processor time, ${least} to ${name(most)}`,
    unit: '',
    measured: large.map((value, round) => Math.log(value / small[round]!) / Math.log(most / least)),
    aim: { of: 'measured', most: 1 },
    ...(aim.ofExponent && { limit: aim.ofExponent }),
  } satisfies Row;
}

async function weights(countries: number, address: string): Promise<Row> {
  const measured: number[] = [];
  let worst = { path: '', size: 0 };
  for (const path of await kindsOfPages(address)) {
    const size = (await pageWeight(`${address}${path}`)) / 1_000;
    measured.push(size);
    if (size > worst.size) worst = { path, size };
  }
  return {
    work: `${name(countries)}, ${measured.length} pages: first view over the line; most: ${worst.path}`,
    unit: 'kB',
    measured,
    aim: { of: 'measured', most: 60 },
  };
}

const highestOf = ({ pid }: ChildProcess) =>
  Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? Number.NaN) / 1_024;

if (import.meta.main) {
  if (process.argv[2] === 'build') {
    const countries = Number(process.argv[3]);
    const { files, wall, processor, peak } = await timedBuild({ countries });
    keep(keptReleaseFolder(countries), files);
    process.send!({ wall, processor, peak } satisfies Built);
    process.disconnect();
  } else await report(rows());
}
