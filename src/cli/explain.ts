/** `gap explain`: a figure of a published release, down to the cells that it came from. */
import { parseArgs } from 'node:util';
import { Problem } from '../problem/index.ts';
import {
  type ExplainedElement,
  type ExplainedItem,
  type Explanation,
  explain,
  listReleases,
  openRelease,
  releaseFiles,
} from '../release/index.ts';
import { openStore } from '../state/index.ts';
import type { Command, World } from './world.ts';

export const command: Command = {
  name: 'explain',
  summary: 'unfold a figure down to the cells of the workbook that it came from',
  usage: [
    'gap explain COUNTRY ELEMENT CYCLE [--json] [--sql] [--language CODE]',
    '',
    '  COUNTRY  alpha-3 code',
    '  ELEMENT  code of a dimension, pillar or indicator',
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

function tell(figure: Explanation, sql: boolean): string[] {
  const { root, parent } = figure;
  return [
    `${figure.countryLabel} (${figure.country}), ${root.label} (${root.element}), ${figure.cycle}, release ${figure.release}${figure.illustrative ? ', illustrative' : ''}`,
    ...(parent && root.contribution !== null
      ? [
          `gives ${points(root.contribution)} of the ${points(parent.score)} points of ${parent.label} (${parent.element})`,
        ]
      : []),
    '',
    ...tellElement(root, ''),
    ...(Math.abs(figure.unlisted) > 1e-9
      ? ['', `${points(figure.unlisted)} points come from answers that feed scores and are not listed.`]
      : []),
    ...(sql ? figure.models.flatMap(({ model, title, sql: said }) => ['', `-- ${model}: ${title}`, said]) : []),
  ];
}

function tellElement(one: ExplainedElement, indent: string): string[] {
  const { band } = one;
  const within = `${indent}  `;
  return [
    `${indent}${one.element}  ${one.label}: ${one.score === null ? one.status : points(one.score)}${share(one)}`,
    ...(one.coverage === null
      ? []
      : [
          `${within}coverage ${percent(one.coverage)}, needed ${percent(one.threshold)}; ${one.settled ? 'nothing is missing that could move it' : `${points(one.ifMissingZero)} to ${points(one.ifMissingFull)} if what is missing were 0 or 100`}`,
        ]),
    ...(band
      ? [
          `${within}sensitivity to method: ${points(band.low)} to ${points(band.high)}, median ${points(band.median)}; between ${band.rankLow} and ${band.rankHigh} of ${band.ranked} (${band.draws} draws, ${band.failed} failed)`,
        ]
      : []),
    ...one.below.flatMap((below) => tellElement(below, within)),
    ...one.items.flatMap((item) => tellItem(item, within)),
  ];
}

function tellItem(item: ExplainedItem, indent: string): string[] {
  if (!item.listed) return [`${indent}${item.item}  not listed`];
  const said = item.said ?? item.state ?? '';
  const worth = item.score === null ? 'no score' : `scores ${points(item.score)}`;
  const place =
    item.cell === null ? 'no cell' : `${item.fileName}, revision ${item.revision}, ${item.sheet}!${item.cell}`;
  return [
    `${indent}${item.item}  ${item.label}`,
    `${indent}  ${item.hidden ? 'not asked' : said}, ${worth}${share(item)}, ${item.evidence ?? 'no evidence'}; ${place}`,
    ...item.facts.map(
      ({ label, status, asOf, source, confirmed, contradicted }) =>
        `${indent}  ${contradicted ? 'CONTRADICTED by ' : ''}${label}: ${status}, ${source}, ${asOf}${confirmed ? '' : ', to be confirmed'}`,
    ),
  ];
}

function share({ weight, contribution }: { weight: number | null; contribution: number | null }): string {
  return weight === null || contribution === null ? '' : `, weight ${percent(weight)}, gives ${points(contribution)}`;
}

const points = (value: number | null) => (value === null ? 'none' : String(Number(value.toFixed(2))));
const percent = (value: number | null) => (value === null ? 'none' : `${Number((value * 100).toFixed(1))} %`);
