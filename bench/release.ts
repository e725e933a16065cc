/**
 * A release of 194 countries, 132 questions and 3 cycles: from input tables to files on disk, in a separate process
 * as in the server; the smallest release; its scores compared with plain SQL in three levels; two releases compared;
 * a reader's own weights; and the scaling of all this with three times the countries.
 */
import { fork } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import {
  buildRelease,
  compareReleases,
  openRelease,
  partsOf,
  type ReleaseInputs,
  viewWithWeights,
  weighable,
} from '../src/release/index.ts';
import { openScoreTreeThread } from '../src/statistics/index.ts';
import { report } from './harness/describe.ts';
import { inTurns, type Work } from './harness/rounds.ts';
import { anchorIn, type Row, type Sample, type Taken, timesIn } from './harness/row.ts';
import { benchInputs } from './inputs/release-inputs.ts';
import { measureScores } from './scores.ts';

const contentRoot = fileURLToPath(new URL('..', import.meta.url));
const sizes = { smallest: { countries: 2, cycles: 1 }, world: { countries: 194 }, large: { countries: 582 } } as const;
type Size = keyof typeof sizes;

type Built = Sample & { readonly release: string; readonly peak: number };

export async function* rows({ rounds = 5 } = {}): AsyncGenerator<Row> {
  const builds = { smallest: [] as Built[], world: [] as Built[], large: [] as Built[] };
  const building = (size: Size) => async () => {
    const built = await inChild(size);
    builds[size].push(built);
    return built;
  };
  const works = { smallest: building('smallest'), world: building('world'), large: building('large') };
  const taken = await inTurns(works, { rounds, warm: 0 });
  for (const of of Object.values(builds))
    if (new Set(of.map(({ release }) => release)).size > 1) throw new Error('the same inputs gave other bytes');
  const seconds = (of: Taken) => ({ unit: 's' as const, ...timesIn('s', of) });
  yield {
    work: 'the smallest, 2 countries x 132 questions',
    ...seconds(taken.smallest),
    aim: { of: 'measured', most: 0.5 },
  };
  yield {
    work: '194 countries x 132 questions x 3 cycles, files written',
    ...seconds(taken.world),
    aim: { of: 'measured', most: 1.5 },
  };
  yield threefold('582 countries x 132 questions x 3 cycles, files written', 's', taken.large, taken.world);
  yield {
    work: '582 countries, memory at its highest',
    unit: 'MB',
    measured: builds.large.map(({ peak }) => peak),
    anchor: { name: '194 countries', measured: builds.world.map(({ peak }) => peak) },
  };
  const { models, held, plain } = await measureScores(benchInputs(), { rounds });
  const anchor = anchorIn('ms', 'plain three-level SQL', plain);
  yield {
    work: "its scores, by the models' statements",
    unit: 'ms',
    ...timesIn('ms', models),
    anchor,
    aim: { of: 'processor ratio', most: 0.5 },
  };
  yield { work: 'its scores, held against their rules', unit: 'ms', ...timesIn('ms', held), anchor };

  const world = await reading('world');
  const large = await reading('large');
  try {
    const read = await inTurns(
      { compared: world.compare, comparedLarge: large.compare, weighed: world.weigh, weighedLarge: large.weigh },
      { rounds, warm: 2 },
    );
    const milliseconds = (of: Taken) => ({ unit: 'ms' as const, ...timesIn('ms', of) });
    yield {
      work: 'two releases of 194 compared, ten answers corrected',
      ...milliseconds(read.compared),
      aim: { of: 'measured', most: 100 },
    };
    yield threefold('two releases of 582 compared', 'ms', read.comparedLarge, read.compared);
    yield {
      work: 'own weights, a new setting, 194 countries',
      ...milliseconds(read.weighed),
      aim: { of: 'measured', most: 100 },
    };
    yield threefold('own weights, a new setting, 582 countries', 'ms', read.weighedLarge, read.weighed);
  } finally {
    await world.close();
    await large.close();
  }
}

/** Compared with three times the time for a third of the countries. */
function threefold(work: string, unit: 's' | 'ms', large: Taken, world: Taken): Row {
  const times3 = (values: readonly number[]) => values.map((value) => 3 * value);
  const three = { wall: times3(world.wall), processor: times3(world.processor) };
  return {
    work,
    unit,
    ...timesIn(unit, large),
    anchor: anchorIn(unit, '3 x 194 countries', three),
    aim: { of: 'processor ratio', most: 1 },
  };
}

/** A release and one with ten answers corrected. */
async function reading(size: Size): Promise<{ compare: Work; weigh: Work; close: () => Promise<void> }> {
  const tables = benchInputs(sizes[size]);
  const before = (await buildRelease({ contentRoot, inputs: inputsOf(tables) })).files;
  const own = tables.answers.filter(
    ({ country, cycle, state }) => country === 'XAC' && cycle === tables.cycles.at(-1)!.cycle && state === 'answered',
  );
  for (const answer of own.slice(0, 10)) Object.assign(answer, { value: answer.value === '1' ? '2' : '1' });
  const after = (await buildRelease({ contentRoot, inputs: inputsOf(tables) })).files;
  const release = openRelease(before);
  const kept = release.scoreTree()!;
  const element = weighable(kept).find(({ parent }) => parent === null) ?? weighable(kept)[0]!;
  const part = partsOf(kept, element)[0]!.code;
  const thread = openScoreTreeThread();
  let setting = 0;
  return {
    compare: () => compareReleases(before, after),
    weigh: () => {
      setting += 1;
      return viewWithWeights(release, kept, element, { [part]: 1 + setting / 100 }, thread.run);
    },
    close: thread.close,
  };
}

function inChild(size: Size): Promise<Built> {
  const child = fork(fileURLToPath(import.meta.url), ['build', size], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  return new Promise((resolve, reject) => {
    child.once('message', (built) => resolve(built as Built));
    child.once('exit', (code) => reject(new Error(`the process that builds ended with ${code}`)));
  });
}

function inputsOf(tables: ReleaseInputs['tables']): ReleaseInputs {
  const about = {
    cycle: tables.cycles.at(-1)!.cycle,
    instrument: 'bench',
    edition: 'public',
    illustrative: true,
    questionnaires: [],
    software: 'bench',
  } as const;
  return { about, tables, seal: 'bench' };
}

async function build(size: Size): Promise<Built> {
  const inputs = inputsOf(benchInputs(sizes[size]));
  const folder = mkdtempSync(join(tmpdir(), 'gap-bench-release-'));
  try {
    const began = performance.now();
    const used = process.cpuUsage();
    const { manifest, files } = await buildRelease({ contentRoot, inputs });
    for (const path of files.keys()) mkdirSync(dirname(join(folder, path)), { recursive: true });
    await Promise.all([...files].map(([path, content]) => writeFile(join(folder, path), content)));
    const wall = performance.now() - began;
    const { user, system } = process.cpuUsage(used);
    const peak = process.resourceUsage().maxRSS / 1024;
    return { wall, processor: (user + system) / 1_000, release: manifest.release, peak };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (import.meta.main) {
  if (process.argv[2] === 'build') {
    process.send!(await build(process.argv[3] as Size));
    process.disconnect();
  } else await report(rows());
}
