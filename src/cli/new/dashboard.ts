/** `gap new dashboard`: creates a page with a chart, its table and a filter. */
import { listDashboards } from '../../dashboard/index.ts';
import { loadTexts } from '../../i18n/index.ts';
import { Problem } from '../../problem/index.ts';
import { isFolderName } from '../../questionnaire/index.ts';
import { readLine } from '../line.ts';
import type { Command } from '../world.ts';
import { dashboardFiles } from './dashboard-files.ts';
import { newReport, writeNew } from './write-new.ts';

export const command: Command = {
  name: 'new dashboard',
  usage: [
    'gap new dashboard NAME',
    '',
    '  NAME  its folder in dashboards/ and the word in its address, such as laws',
    '',
    'The page is the last in the navigation. Existing files are never overwritten.',
  ].join('\n'),
  json: newReport,
  run: async (args, world) => {
    const [name = ''] = readLine(command, args, { places: { least: 1, most: 1, are: 'a name' } }).places;
    if (!isFolderName(name)) {
      const reason = `"${name}" cannot be the name of a folder: use letters, digits, dots and hyphens.`;
      throw new Problem('usage', 'command line', { reason, help: command.usage });
    }
    const last = Math.max(0, ...listDashboards(world.contentRoot).all.map(({ declared }) => declared.position));
    const { working, languages } = loadTexts(world.contentRoot);
    const others = languages.filter(({ code, complete }) => code !== working && complete).map(({ code }) => code);
    writeNew(world, dashboardFiles(name, last + 1, { working, others }), [
      `Write what the page shows in dashboards/${name}/dashboard.yaml; docs/dashboards.md says what may stand there.`,
      `Write its words in dashboards/${name}/texts/${working}.yaml; in the files beside it, translate what is marked [${working}].`,
      'Check with: gap check',
      `Start the server with gap serve --watch, and open /${working}/${name}.`,
    ]);
    return 0;
  },
};
