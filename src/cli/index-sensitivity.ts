import { openReplicator, runSensitivity } from '../statistics/index.ts';
import { csv, openIndexRun, progress, usage } from './index-run.ts';
import type { Command } from './world.ts';

export const command: Command = {
  name: 'index sensitivity',
  summary: 'which choice of method moves the ranks, by Sobol\u2019s indices',
  usage,
  run: async (args, world) => {
    const { data, method, written, write } = openIndexRun(args, world);
    const replicator = openReplicator(data, method, written.uncertainty.vary);
    const run = runSensitivity(replicator, written.sensitivity, progress(world, 'design rows'));
    write(
      'sensitivity.csv',
      csv(
        ['factor', 'first', 'first_q025', 'first_q975', 'total', 'total_q025', 'total_q975'],
        run.factors.map(({ factor, first, firstLow, firstHigh, total, totalLow, totalHigh }) => [
          factor,
          first,
          firstLow,
          firstHigh,
          total,
          totalLow,
          totalHigh,
        ]),
      ),
    );
    world.out(
      `${run.evaluations} evaluations from a base of ${run.base}, seed ${run.seed}; ${run.failedRows} rows could not be computed; wrote sensitivity.csv\n`,
    );
    return 0;
  },
};
