/** `gap framework document`: the method as it is computed, as the page that a reviewer reads. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Problem } from '../problem/index.ts';
import { listInstruments } from '../questionnaire/index.ts';
import { describeMethod, fillMethod } from '../release/index.ts';
import { readOptions, writeFile } from './options.ts';
import type { Command } from './world.ts';

export const command: Command = {
  name: 'framework document',
  summary: 'tell the method, with every weight, from the framework that computes it',
  usage: [
    'gap framework document [--page FILE]',
    '',
    '  --page  a page whose made part is renewed, such as docs/method.md; printed where it is left out',
    '',
    'Of each instrument its newest version, as the public edition is scored.',
  ].join('\n'),
  run: async (args, world) => {
    const { page } = readOptions(command, args, { required: [], optional: ['page'] });
    const made: string[] = [];
    for (const id of new Set(listInstruments(world.contentRoot).map((name) => name.id))) {
      made.push(await describeMethod(world.contentRoot, id));
    }
    if (!page) {
      world.out(`${made.join('\n\n')}\n`);
      return 0;
    }
    writeFile(world, page, fillMethod(read(page, resolve(world.workingFolder, page)), made.join('\n\n'), page));
    world.out(`${page}: ${made.length} methods told\n`);
    return 0;
  },
};

function read(page: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new Problem('file_unreadable', '--page', { file: page }, { cause: error });
  }
}
