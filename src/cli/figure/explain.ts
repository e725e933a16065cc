/** `gap explain`: explains a figure of a published release, down to the cells that it came from. */
import { Problem } from '../../problem/index.ts';
import { explain, listReleases, openRelease, releaseFiles } from '../../release/index.ts';
import { offeredLanguage } from '../language.ts';
import { readLine } from '../line.ts';
import { withExistingStore } from '../store/existing-store.ts';
import type { Command, World } from '../world.ts';
import { describe } from './explained.ts';

export const command: Command = {
  name: 'explain',
  usage: [
    'gap explain COUNTRY ELEMENT CYCLE [--sql] [--language CODE]',
    '',
    '  COUNTRY     alpha-3 code; or the code of a region or group, or world, for an aggregate',
    '  ELEMENT     code of a dimension, pillar or indicator, or of an area of need',
    '  CYCLE       such as <instrument>-<version>; the bare version while only one instrument has it',
    '  --sql       with the SQL statements that computed the score',
    '  --language  language of names and labels; default: the working language',
    '',
    'Uses the newest published release. Answers that are not public are counted and never shown.',
  ].join('\n'),
  json: {
    kind: '`score`, `need` or `group`',
    country: 'code of the country, region or group',
    element: 'code of the element or area',
    cycle: 'id of the cycle',
    release: 'id of the release',
    illustrative: 'true if the answers are invented',
    figure: 'the figure and its inputs, down to the cells of the workbook',
    models: 'with --sql a list: `model`, `title`, `sql`; else null',
  },
  run: async (args, world) => {
    const { options, flags, places } = readLine(command, args, {
      optional: ['language'],
      flags: ['sql'],
      places: { least: 3, most: 3, are: 'a country, an element and a cycle' },
    });
    const [country, element, asked] = places as [string, string, string];
    const sql = flags.has('sql');
    const language = offeredLanguage(world, command, options.language);
    const { release, cycle } = await newest(world, asked);
    const figure = explain(release, {
      country,
      element,
      cycle,
      language,
    });
    world.out(`${describe(figure, sql).join('\n')}\n`);
    const { kind, models, release: id, illustrative, ...rest } = figure;
    world.writeJson?.({
      ...{ kind, country, element, cycle, release: id, illustrative },
      figure: rest,
      models: sql ? models : null,
    });
    return 0;
  },
};

async function newest(world: World, asked: string) {
  return withExistingStore(world, async (store) => {
    const published = (await listReleases(store)).filter(({ state }) => state === 'public');
    const meant = published.filter(({ cycle }) => cycle === asked || cycle.endsWith(`-${asked}`));
    const cycles = [...new Set(meant.map(({ cycle }) => cycle))];
    const known = [...new Set(published.map(({ cycle }) => cycle))];
    if (cycles.length === 0) throw new Problem('figure_unknown', 'cycle', { kind: 'cycle', code: asked, known });
    if (cycles.length > 1)
      throw new Problem('cycle_not_an_instrument', 'cycle', { cycle: asked, meant: cycles, known });
    const opened = openRelease(await releaseFiles(store, meant[0]!.id));
    const { release: id, illustrative } = opened.manifest;
    return { release: { ...opened, id, illustrative }, cycle: cycles[0]! };
  });
}
