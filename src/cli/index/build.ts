import { readLine } from '../line.ts';
import type { Command } from '../world.ts';
import { indexFiles } from './files.ts';
import { fileKeys, openIndexRun, optional, required, usageOf } from './run.ts';

export const command: Command = {
  name: 'index build',
  usage: usageOf('index build'),
  json: { units: 'number of units', nodes: 'number of nodes of the tree', ...fileKeys },
  run: async (args, world) => {
    const { options } = readLine(command, args, { required, optional });
    const run = openIndexRun(options, world);
    const files = run.write(indexFiles(run));
    world.out(`${run.built.units.length} units, ${run.data.nodes.length} nodes; wrote ${files.join(', ')}\n`);
    const { length: units } = run.built.units;
    world.writeJson?.({ units, nodes: run.data.nodes.length, folder: options.out!, files });
    return 0;
  },
};
