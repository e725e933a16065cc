import { choiceOf, openReplicator, runUncertainty } from '../statistics/index.ts';
import { csv, openIndexRun, progress, usage } from './index-run.ts';
import type { Command } from './world.ts';

export const command: Command = {
  name: 'index uncertainty',
  summary: 'bands of scores and ranks when the choices of method vary',
  usage,
  run: async (args, world) => {
    const { data, method, written, write } = openIndexRun(args, world);
    const { replications, seed, vary } = written.uncertainty;
    const replicator = openReplicator(data, method, vary);
    const run = runUncertainty(replicator, { replications, seed }, progress(world, 'replications'));
    write(
      'uncertainty.csv',
      csv(
        [
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
        ],
        run.units.map(({ unit, score, rank, scores, ranks }) => [
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
        ]),
      ),
    );
    const nodes = [...data.nodes].sort((a, b) => a.level - b.level);
    const failed = new Set(run.failed);
    write(
      'draws.csv',
      csv(
        [
          'replication',
          'failed',
          'impute',
          'winsorise',
          'normalise',
          'aggregate',
          'left_out',
          ...nodes.map(({ code }) => `weight_${code}`),
        ],
        Array.from({ length: replications }, (_, replication) => {
          const { choice, random } = choiceOf(seed, replication);
          const draw = replicator.draw(choice, random);
          const weights = nodes.map((__, at) => draw.weights?.[at]);
          const normalise = draw.normalise === null ? null : JSON.stringify(draw.normalise);
          return [
            replication,
            failed.has(replication),
            draw.impute,
            draw.winsorise,
            normalise,
            draw.aggregate,
            draw.leftOut,
            ...weights,
          ];
        }),
      ),
    );
    world.out(
      `${replications} replications from seed ${seed}, varying ${replicator.varied.join(', ') || 'nothing'}; ${run.failed.length} could not be computed and are in no band; wrote uncertainty.csv, draws.csv\n`,
    );
    return 0;
  },
};
