import { readLine } from '../line.ts';
import type { Command } from '../world.ts';
import { indexFiles } from './files.ts';
import { openIndexRun, optional, required, usage } from './run.ts';

export const command: Command = {
  name: 'index build',
  summary: 'build any index in COINr\u2019s table format, with one CSV file per step',
  usage,
  run: async (args, world) => {
    const run = openIndexRun(readLine(command, args, { required, optional }).options, world);
    const files = run.write(indexFiles(run));
    world.out(`${run.built.units.length} units, ${run.data.nodes.length} nodes; wrote ${files.join(', ')}\n`);
    return 0;
  },
};
