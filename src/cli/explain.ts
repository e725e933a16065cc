/** `gap explain`: a figure of a published release, down to the cells that it came from. */
import { parseArgs } from 'node:util';
import { Problem } from '../problem/index.ts';
import { explain, listReleases, openRelease, releaseFiles } from '../release/index.ts';
import { openStore } from '../state/index.ts';
import { tell } from './explained.ts';
import type { Command, World } from './world.ts';

export const command: Command = {
  name: 'explain',
  summary: 'unfold a figure down to the cells of the workbook that it came from',
  usage: [
    'gap explain COUNTRY ELEMENT CYCLE [--json] [--sql] [--language CODE]',
    '',
    '  COUNTRY  alpha-3 code; or that of a region or group, or world, for what its countries make together',
    '  ELEMENT  code of a dimension, pillar or indicator, or of an area of need',
    '  CYCLE    such as <instrument>-<version>; the bare version while only one instrument has it',
    '  --json   as one JSON object',
    '  --sql    with the statements that made the score',
    '',
    'Of the newest release that is published. Answers that a country keeps back are counted and never told.',
  ].join('\n'),
  run: async (args, world) => {
    const { places, json, sql, language } = read(args);
    const [country, element, asked] = places as [string, string, string];
    const { release, cycle } = await newest(world, asked);
    const figure = explain(release, { country, element, cycle, language });
    if (json) world.out(`${JSON.stringify(sql ? figure : { ...figure, models: undefined }, null, 2)}\n`);
    else world.out(`${tell(figure, sql).join('\n')}\n`);
    return 0;
  },
};

function read(args: readonly string[]) {
  const refuse = (said: string): never => {
    throw new Problem('usage', 'command line', { said, help: command.usage });
  };
  const options = { json: { type: 'boolean' }, sql: { type: 'boolean' }, language: { type: 'string' } } as const;
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
    if (positionals.length !== 3) refuse('gap explain needs a country, an element and a cycle.');
    const { json = false, sql = false, language = '' } = values;
    return { places: positionals, json, sql, language };
  } catch (error) {
    if (error instanceof Problem) throw error;
    return refuse((error as Error).message);
  }
}

async function newest(world: World, asked: string) {
  const store = await openStore(world);
  try {
    const published = (await listReleases(store)).filter(({ publishedAt }) => publishedAt !== null);
    const meant = published.filter(({ cycle }) => cycle === asked || cycle.endsWith(`-${asked}`));
    const cycles = [...new Set(meant.map(({ cycle }) => cycle))];
    if (cycles.length !== 1) {
      const known = [...new Set((cycles.length === 0 ? published : meant).map(({ cycle }) => cycle))];
      throw new Problem('figure_unknown', 'cycle', { kind: 'cycle', code: asked, known });
    }
    const opened = openRelease(await releaseFiles(store, meant[0]!.id));
    const { release: id, illustrative } = opened.manifest;
    return { release: { ...opened, id, illustrative }, cycle: cycles[0]! };
  } finally {
    await store.close();
  }
}
