/** `gap new instrument`: creates a questionnaire, or the next version of one. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareVersions } from '../../content/index.ts';
import { loadTexts } from '../../i18n/index.ts';
import { Problem } from '../../problem/index.ts';
import { isFolderName, listInstruments } from '../../questionnaire/index.ts';
import { readLine } from '../line.ts';
import type { Command, World } from '../world.ts';
import { instrumentFiles } from './instrument-files.ts';
import { versionFiles, withRules } from './version-files.ts';
import { newReport, writeNew } from './write-new.ts';

export const command: Command = {
  name: 'new instrument',
  usage: [
    'gap new instrument NAME [--version VERSION]',
    '',
    '  NAME       its folder in questionnaires/ and pipelines/framework/, such as corruption',
    '  --version  such as 2027; default: the current year',
    '',
    'For a new name, two questions and one indicator are written as an example. For an existing name, the newest version is',
    'copied, with a crosswalk that marks every question as unchanged. Existing files are never overwritten.',
  ].join('\n'),
  json: newReport,
  run: async (args, world) => {
    const { options, places } = readLine(command, args, {
      optional: ['version'],
      places: { least: 1, most: 1, are: 'a name' },
    });
    const [id = ''] = places;
    const version = options.version ?? String(world.now().getUTCFullYear());
    for (const name of [id, version]) demandName(name);
    const newest = listInstruments(world.contentRoot)
      .filter((one) => one.id === id)
      .map((one) => one.version)
      .sort(compareVersions)
      .at(-1);
    if (newest === undefined) addFirst(world, id, version);
    else addNext(world, { id, from: newest, version });
    return 0;
  },
};

function demandName(name: string): void {
  if (isFolderName(name)) return;
  const reason = `"${name}" cannot be the name of a folder: use letters, digits, dots and hyphens.`;
  throw new Problem('usage', 'command line', { reason, help: command.usage });
}

function addFirst(world: World, id: string, version: string): void {
  const { working } = loadTexts(world.contentRoot);
  writeNew(world, instrumentFiles(id, version, working), [
    `Write your questions in questionnaires/${id}/${version}/questionnaire.yaml, their choices and texts beside it.`,
    `Say what they count for in pipelines/framework/${id}/.`,
    'Check with: gap check',
    `Look at the workbook: gap workbook write --cycle ${id}-${version} --country XAA --language ${working} --out ${id}.xlsx`,
  ]);
}

function addNext(world: World, { id, from, version }: { id: string; from: string; version: string }): void {
  if (compareVersions(version, from) <= 0) {
    const reason = `The newest version of ${id} is ${from}, and a new one comes after it.`;
    throw new Problem('usage', 'command line', { reason, help: command.usage });
  }
  const rules = join(world.contentRoot, 'pipelines/framework', id, 'cycles.yaml');
  const text = existsSync(rules) ? withRules(readFileSync(rules, 'utf8'), from, version) : null;
  writeNew(world, versionFiles(world.contentRoot, id, from, version), [
    `Change what is asked in questionnaires/${id}/${version}/.`,
    `Say in its crosswalk.csv what became of each question of ${from}: same, recoded, changed, new or dropped.`,
    text === null
      ? `Add the rules of ${version} to pipelines/framework/${id}/cycles.yaml.`
      : `Look at the rules of ${version}, which were added to pipelines/framework/${id}/cycles.yaml.`,
    'Check with: gap check',
  ]);
  if (text !== null) writeFileSync(rules, text);
}
