import { readDraws } from '../../exchange/index.ts';
import { Problem } from '../../problem/index.ts';
import {
  choiceOf,
  type Draw,
  openReplicator,
  replayDraws,
  runUncertainty,
  type Uncertainty,
} from '../../statistics/index.ts';
import { readFile } from '../files.ts';
import { readLine } from '../line.ts';
import type { Command, World } from '../world.ts';
import { csv } from './csv.ts';
import { indexFiles } from './files.ts';
import { fileKeys, type IndexRun, openIndexRun, optional, required, usageOf, withProgress } from './run.ts';

export const command: Command = {
  name: 'index uncertainty',
  usage: usageOf('index uncertainty', {
    given: ' [--replay N] [--draws FILE]',
    lines: [
      '  --replay  repeat replication N only, and write every step as gap index build does',
      '  --draws   repeat the replications in a file, such as draws.csv of an earlier run, instead of new ones',
    ],
  }),
  json: {
    replications: 'number of replications, or with --replay the number of the one that was computed',
    seed: 'of the random numbers; null with --draws',
    varied: 'choices of method that vary; empty with --replay and --draws',
    failed: 'number of replications that could not be computed and are excluded from the intervals',
    ...fileKeys,
  },
  run: async (args, world) => {
    const { options } = readLine(command, args, { required, optional: [...optional, 'replay', 'draws'] });
    const index = openIndexRun(options, world);
    if (options.replay !== undefined) return replay(index, options.replay, world, options.out!);
    if (options.draws !== undefined) return redo(index, options.draws, world, options.out!);
    const { data, method, written, write } = index;
    const { vary } = written.uncertainty;
    const replicator = openReplicator(data, method, vary);
    const run = withProgress(world, 'replications', (onProgress) =>
      runUncertainty(replicator, written.uncertainty, onProgress),
    );
    const files = write([
      ['uncertainty.csv', bandsFile(run)],
      ['draws.csv', drawsFile(index, run)],
    ]);
    const { varied } = replicator;
    world.out(
      `${run.replications} replications from seed ${run.seed}, varying ${varied.join(', ') || 'nothing'}; ${run.failed.length} could not be computed and are in no band; wrote uncertainty.csv, draws.csv\n`,
    );
    const { replications, seed, failed } = run;
    world.writeJson?.({ replications, seed, varied, failed: failed.length, folder: options.out!, files });
    return 0;
  },
};

/** Repeats the replications of a file, and writes the scores of each for comparison with their origin. */
function redo({ tables, data, method, write }: IndexRun, path: string, world: World, folder: string): number {
  const weights = new Map(data.nodes.map(({ code, weight }) => [code, method.weights?.get(code) ?? weight]));
  const draws = readDraws(readFile(world, '--draws', path).toString('utf8'), tables, weights);
  const nothingVaried = {
    winsorise: [],
    normalise: [],
    aggregate: [],
    impute: [],
    weights: null,
    leaveOut: false,
  };
  const replicator = openReplicator(data, method, nothingVaried);
  const run = replayDraws(replicator, draws);
  const files = write([
    ['uncertainty.csv', bandsFile(run)],
    ['replication_scores.csv', scoresFile(run)],
  ]);
  world.out(
    `${run.replications} replications of ${path}; ${run.failed.length} could not be computed and are in no band; wrote uncertainty.csv, replication_scores.csv\n`,
  );
  const { replications, failed } = run;
  world.writeJson?.({ replications, seed: null, varied: [], failed: failed.length, folder, files });
  return 0;
}

/** One row for each replication, one column for each unit; empty if there is no score. */
function scoresFile({ units, scores, replications }: Uncertainty): string {
  const rows = Array.from({ length: replications }, (_, at) => [
    at,
    ...units.map((_unit, place) => scores[place * replications + at]!),
  ]);
  return csv(['replication', ...units.map(({ unit }) => unit)], rows);
}

function bandsFile({ units }: Uncertainty): string {
  const head = [
    'uCode',
    'score',
    'score_median',
    'score_q05',
    'score_q95',
    'rank',
    'rank_mean',
    'rank_median',
    'rank_q05',
    'rank_q95',
  ];
  const rows = units.map(({ unit, score, rank, scores, ranks }) => [
    unit,
    score,
    scores.median,
    scores.low,
    scores.high,
    rank,
    ranks.mean,
    ranks.median,
    ranks.low,
    ranks.high,
  ]);
  return csv(head, rows);
}

const drawn = ['impute', 'winsorise', 'normalise', 'aggregate', 'left_out'];

/** One row for each replication with its choices; empty for those of the method. */
function drawsFile({ data, method, written }: IndexRun, { replications, seed, failed }: Uncertainty): string {
  const replicator = openReplicator(data, method, written.uncertainty.vary);
  const isFailed = new Set(failed);
  const nodes = [...data.nodes].sort((a, b) => a.level - b.level);
  const rows = Array.from({ length: replications }, (_, replication) => {
    const { choice, random } = choiceOf(seed, replication);
    const draw = replicator.draw(choice, random);
    const weights = nodes.map((__, at) => draw.weights?.[at]);
    return [replication, isFailed.has(replication), ...cellsOf(draw), ...weights];
  });
  return csv(['replication', 'failed', ...drawn, ...nodes.map(({ code }) => `weight_${code}`)], rows);
}

function cellsOf({ impute, winsorise, normalise, aggregate, leftOut }: Draw) {
  // No limit is a choice too, which differs from the method's own value.
  const most = winsorise === null ? 'no limit' : winsorise;
  return [impute, most, normalise && written(normalise), aggregate, leftOut];
}

/** In the notation of method.yaml, so that it can be copied there. */
function written(normalise: NonNullable<Draw['normalise']>): string {
  return JSON.stringify('to' in normalise ? { ...normalise, to: [normalise.to.low, normalise.to.high] } : normalise);
}

function replay(index: IndexRun, which: string, world: World, folder: string): number {
  const { data, method, written, write } = index;
  const { replications, seed, vary } = written.uncertainty;
  const replication = Number(which);
  if (!Number.isInteger(replication) || replication < 0 || replication >= replications)
    throw new Problem('usage', 'gap index', {
      reason: `--replay ${which} is none of the ${replications} replications, which are numbered from 0.`,
      help: command.usage,
    });
  const replicator = openReplicator(data, method, vary);
  const { choice, random } = choiceOf(seed, replication);
  const draw = replicator.draw(choice, random);
  const built = replicator.replay(draw);
  const nodes = data.nodes.filter(({ code }) => code !== draw.leftOut);
  const weights = draw.weights && weightsOf(data, draw.weights);
  const files = write(
    indexFiles({ data: { ...data, nodes }, method: { ...method, weights: weights ?? method.weights }, built }),
  );
  const did = drawn.map((name, at) => [name, cellsOf(draw)[at]]).filter(([, value]) => value != null);
  const choices = did.map(([name, value]) => `${name} ${value}`).join(', ') || 'nothing otherwise';
  world.out(`replication ${replication} of seed ${seed}: ${choices}${draw.weights ? ', its own weights' : ''}\n`);
  world.out(`wrote ${files.join(', ')}\n`);
  world.writeJson?.({ replications: replication, seed, varied: [], failed: 0, folder, files });
  return 0;
}

function weightsOf({ nodes }: IndexRun['data'], drawn: Float64Array): Map<string, number> {
  const sorted = [...nodes].sort((a, b) => a.level - b.level);
  return new Map(sorted.map(({ code }, at) => [code, drawn[at]!]));
}
