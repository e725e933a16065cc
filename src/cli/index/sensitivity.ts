import { sensitivityInThreads } from '../../statistics/index.ts';
import { readLine } from '../line.ts';
import type { Command } from '../world.ts';
import { csv } from './csv.ts';
import { openIndexRun, optional, required, telling, usage } from './run.ts';

export const command: Command = {
  name: 'index sensitivity',
  summary: 'sensitivity analysis: Sobol indices of the choices of method',
  usage,
  run: async (args, world) => {
    const { data, method, written, write } = openIndexRun(
      readLine(command, args, { required, optional }).options,
      world,
    );
    const varied = { data, method, vary: written.uncertainty.vary };
    const run = await telling(world, 'rows of the design', (told) =>
      sensitivityInThreads(varied, written.sensitivity, told),
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
    write([['sensitivity.csv', csv(head, rows)]]);
    const { evaluations, base, seed, failedRows } = run;
    world.out(
      `${evaluations} evaluations from a base of ${base}, seed ${seed}; ${failedRows} rows could not be computed and are set aside; wrote sensitivity.csv\n`,
    );
    return 0;
  },
};
