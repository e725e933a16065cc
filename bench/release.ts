/**
 * A release of 194 countries, 132 questions and 3 cycles: from input tables to files on the disk, in a separate process as the
 * server builds one; the smallest; its scores next to the same by plain three-level SQL; two releases compared; and a reader's own
 * weights. How that grows with the countries is what `growth.ts` measures, and a release that follows another `follow.ts`.
 */
import { report } from './harness/describe.ts';
import { inTurns } from './harness/rounds.ts';
import { anchorIn, type Row, type Taken, timesIn } from './harness/row.ts';
import { building } from './inputs/built.ts';
import { benchInputs } from './inputs/release-inputs.ts';
import { reading } from './inputs/releases.ts';
import { measureScores } from './inputs/scores.ts';

export async function* rows({ rounds = 5 } = {}): AsyncGenerator<Row> {
  const taken = await inTurns({ smallest: building('smallest'), world: building('world') }, { rounds, warm: 0 });
  const seconds = (of: Taken) => ({ unit: 's' as const, ...timesIn('s', of) });
  yield {
    work: 'the smallest, 2 countries × 132 questions',
    ...seconds(taken.smallest),
    aim: { of: 'measured', most: 0.5 },
    limit:
      'about 1.3 s of processor time on two cores: half is DuckDB, for 360 calls of which none takes less than 0.19 ms (94 models 0.26 s, more than half of it planning; 59 checks 0.06, 55 Parquet files 0.06); the main thread 0.35 with the replications, V8 compiling and collecting 0.25, writing 430 files 0.04 to 0.2',
  };
  yield {
    work: '194 countries × 132 questions × 3 cycles, files written',
    ...seconds(taken.world),
    aim: { of: 'measured', most: 1.5 },
    limit:
      'two cores busy 9/10 of the time: of 6 s of processor time models take 1.4, their checks 0.5, 118 MB of files 1.3, 1,600 replications 0.8, V8 compiling JavaScript 0.9 and collecting garbage 0.4, loading 100,000 answers 0.4',
  };
  const { models, held, plain } = await measureScores(benchInputs(), { rounds });
  const beside = (of: Taken) => ({ ...timesIn('ms', of), anchor: anchorIn('ms', 'plain three-level SQL', of, plain) });
  yield {
    work: "its scores, by the models' statements",
    unit: 'ms',
    ...beside(models),
    aim: { of: 'processor ratio', most: 0.5 },
    limit:
      'codes are joined and grouped as numbers already; of 42 ms, planning six statements takes 9, the values that were given 5, answers to indicators 15 (join and grouping 3 each, 15 columns written 2), of plain ones 41; pillars and dimensions 9, as long as plain ones, with four more columns each',
  };
  yield { work: 'its scores, with the rules of the models checked', unit: 'ms', ...beside(held) };

  // The one that is compared with it, not built in the process that measures.
  await building('world', 'answers')();
  const { compare, weigh, close } = await reading(194);
  try {
    const read = await inTurns({ compare, weigh }, { rounds, warm: 4, parts: 5 });
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
      limit:
        '500 replications of the method in one thread take nine tenths (72 of 76 ms of processor time), 0.15 ms each',
    };
  } finally {
    await close();
  }
}

if (import.meta.main) await report(rows());
