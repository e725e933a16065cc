import { openReplicator, runSensitivity } from '../../statistics/index.ts';
import { readLine } from '../line.ts';
import type { Command } from '../world.ts';
import { csv } from './csv.ts';
import { fileKeys, openIndexRun, optional, required, usageOf, withProgress } from './run.ts';

export const command: Command = {
  name: 'index sensitivity',
  usage: usageOf('index sensitivity'),
  json: {
    evaluations: 'number of evaluations of the index',
    base: 'number of rows of the design',
    seed: 'of the random numbers',
    failed_rows: 'number of rows that could not be computed and are excluded',
    factors: 'a list: `factor`, `first`, `first_low`, `first_high`, `total`, `total_low`, `total_high`',
    ...fileKeys,
  },
  run: async (args, world) => {
    const { options } = readLine(command, args, { required, optional });
    const { data, method, written, write } = openIndexRun(options, world);
    const replicator = openReplicator(data, method, written.uncertainty.vary);
    const run = withProgress(world, 'rows of the design', (onProgress) =>
      runSensitivity(replicator, written.sensitivity, onProgress),
    );
    const rows = run.factors.map(({ factor, first, firstLow, firstHigh, total, totalLow, totalHigh }) => [
      factor,
      first,
      firstLow,
      firstHigh,
      total,
      totalLow,
      totalHigh,
    ]);
    const head = ['factor', 'first', 'first_q025', 'first_q975', 'total', 'total_q025', 'total_q975'];
    const files = write([['sensitivity.csv', csv(head, rows)]]);
    const { evaluations, base, seed, failedRows } = run;
    world.out(
      `${evaluations} evaluations from a base of ${base}, seed ${seed}; ${failedRows} rows could not be computed and are set aside; wrote sensitivity.csv\n`,
    );
    const { factors } = run;
    world.writeJson?.({ evaluations, base, seed, failedRows, factors, folder: options.out!, files });
    return 0;
  },
};
