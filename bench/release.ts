/**
 * A release of 194 countries, 132 questions and 3 cycles: from input tables to files on the disk, in a separate process as the
 * server builds one; the smallest; its scores next to the same by plain three-level SQL; two releases compared; and a reader's
 * own weights. How that grows with the countries is what `growth.ts` measures.
 */
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { report } from './harness/describe.ts';
import { forked } from './harness/limited.ts';
import { inTurns } from './harness/rounds.ts';
import { anchorIn, type Row, type Sample, type Taken, timesIn } from './harness/row.ts';
import { keep, keptReleaseFile } from './inputs/kept.ts';
import { benchInputs } from './inputs/release-inputs.ts';
import { reading, timedBuild } from './inputs/releases.ts';
import { measureScores } from './inputs/scores.ts';

type Built = Sample & { readonly release: string };

const sizes = { smallest: { countries: 2, cycles: 1 }, world: { countries: 194 } } as const;
type Size = keyof typeof sizes;

export async function* rows({ rounds = 5 } = {}): AsyncGenerator<Row> {
  const builds = { smallest: [] as Built[], world: [] as Built[] };
  const building = (size: Size) => async () => {
    const built = await inChild(size);
    builds[size].push(built);
    return built;
  };
  const taken = await inTurns({ smallest: building('smallest'), world: building('world') }, { rounds, warm: 0 });
  for (const of of Object.values(builds))
    if (new Set(of.map(({ release }) => release)).size > 1) throw new Error('the same inputs gave other bytes');
  const seconds = (of: Taken) => ({ unit: 's' as const, ...timesIn('s', of) });
  yield {
    work: 'the smallest, 2 countries × 132 questions',
    ...seconds(taken.smallest),
    aim: { of: 'measured', most: 0.5 },
    limit:
      'some 570 statements whatever the rows; DuckDB takes half of the time, and half of that to read and plan them; 460 empty tables of as many columns take 0.2 s, writing the files 0.3 s',
  };
  yield {
    work: '194 countries × 132 questions × 3 cycles, files written',
    ...seconds(taken.world),
    aim: { of: 'measured', most: 1.5 },
    limit:
      'two cores are busy 9/10 of the time; of their time the smallest takes a third, writing 118 MB of files a quarter, 1,600 replications of the method a sixth, loading 100,000 answers 6 %',
  };
  const { models, held, plain } = await measureScores(benchInputs(), { rounds });
  const anchor = anchorIn('ms', 'plain three-level SQL', plain);
  yield {
    work: "its scores, by the models' statements",
    unit: 'ms',
    ...timesIn('ms', models),
    anchor,
    aim: { of: 'processor ratio', most: 0.5 },
    limit:
      '17 of 48 ms are planning, of the plain statements 6 of 57; the first three statements, of 300 to 1,700 rows, take 13',
  };
  yield { work: 'its scores, with the rules of the models checked', unit: 'ms', ...timesIn('ms', held), anchor };

  const { compare, weigh, close } = await reading(194);
  try {
    const read = await inTurns({ compare, weigh }, { rounds, warm: 2 });
    const milliseconds = (of: Taken) => ({ unit: 'ms' as const, ...timesIn('ms', of) });
    yield {
      work: 'two releases of 194 countries compared, ten answers corrected',
      ...milliseconds(read.compare),
      aim: { of: 'measured', most: 100 },
    };
    yield {
      work: 'own weights, a new setting, 194 countries',
      ...milliseconds(read.weigh),
      aim: { of: 'measured', most: 100 },
    };
  } finally {
    await close();
  }
}

function inChild(size: Size): Promise<Built> {
  return forked<Built>(fileURLToPath(import.meta.url), ['build', size]);
}

async function build(size: Size): Promise<Built> {
  const { release, files, ...sample } = await timedBuild(sizes[size]);
  if (size === 'world') keep(keptReleaseFile(194), files);
  return { release, ...sample };
}

if (import.meta.main) {
  if (process.argv[2] === 'build') {
    process.send!(await build(process.argv[3] as Size));
    process.disconnect();
  } else await report(rows());
}
