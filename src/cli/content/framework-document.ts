/** `gap framework document`: describes the method as it is computed, as a page for reviewers. */
import { listInstruments } from '../../questionnaire/index.ts';
import { describeMethod, fillMethod } from '../../release/index.ts';
import { readFile, writeFile } from '../files.ts';
import { readLine } from '../line.ts';
import type { Command } from '../world.ts';

export const command: Command = {
  name: 'framework document',
  usage: [
    'gap framework document [--page FILE]',
    '',
    '  --page  a page whose generated part is updated, such as docs/method.md; default: print',
    '',
    'Documents the newest version of each instrument, as scored in the public edition.',
  ].join('\n'),
  json: {
    page: 'the page that was updated; null if the method was printed',
    methods: 'a list of texts in Markdown, one an instrument',
  },
  run: async (args, world) => {
    const { page } = readLine(command, args, { optional: ['page'] }).options;
    const made: string[] = [];
    for (const id of new Set(listInstruments(world.contentRoot).map((name) => name.id))) {
      made.push(await describeMethod(world.contentRoot, id));
    }
    if (!page) {
      world.out(`${made.join('\n\n')}\n`);
      world.writeJson?.({ page: null, methods: made });
      return 0;
    }
    const standing = readFile(world, '--page', page).toString('utf8');
    writeFile(world, { where: '--page', file: page, replace: true }, fillMethod(standing, made.join('\n\n'), page));
    world.out(`${page}: ${made.length} methods documented\n`);
    world.writeJson?.({ page, methods: made });
    return 0;
  },
};
