/** Every command, found by its words. A command is loaded when it is called, so that a quick one stays quick. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contentFolders } from '../content/index.ts';
import { Problem } from '../problem/index.ts';
import { exitCode, exitCodes } from './exit-codes.ts';
import { asksForJson, runForJson } from './json.ts';
import type { Command, World } from './world.ts';

/** The words of each command and where it stands; the file is read when the command is called. */
export const commands: Readonly<Record<string, () => Promise<{ command: Command }>>> = {
  check: () => import('./content/check.ts'),
  'new instrument': () => import('./new/instrument.ts'),
  'new dashboard': () => import('./new/dashboard.ts'),
  'new language': () => import('./new/language.ts'),
  'new content': () => import('./new/content.ts'),
  'questionnaire check': () => import('./content/questionnaire-check.ts'),
  'framework document': () => import('./content/framework-document.ts'),
  'workbook write': () => import('./workbook/write.ts'),
  'workbook print': () => import('./workbook/print.ts'),
  'workbook check': () => import('./workbook/check.ts'),
  'cycle open': () => import('./cycle/open.ts'),
  'cycle extend': () => import('./cycle/extend.ts'),
  'cycle uninvite': () => import('./cycle/uninvite.ts'),
  'cycle list': () => import('./cycle/list.ts'),
  'cycle show': () => import('./cycle/show.ts'),
  'submission upload': () => import('./submission/upload.ts'),
  'submission accept': () => import('./submission/accept.ts'),
  'submission accept-reasons': () => import('./submission/accept-reasons.ts'),
  'submission refuse-reasons': () => import('./submission/refuse-reasons.ts'),
  'submission return': () => import('./submission/return.ts'),
  'submission reopen': () => import('./submission/reopen.ts'),
  'submission withdraw': () => import('./submission/withdraw.ts'),
  'submission list': () => import('./submission/list.ts'),
  'treaties import': () => import('./content/treaties-import.ts'),
  'index build': () => import('./index/build.ts'),
  'index uncertainty': () => import('./index/uncertainty.ts'),
  'index sensitivity': () => import('./index/sensitivity.ts'),
  'index export': () => import('./index/export.ts'),
  'release build': () => import('./release/build.ts'),
  'release publish': () => import('./release/publish.ts'),
  'release discard': () => import('./release/discard.ts'),
  'release withdraw': () => import('./release/withdraw.ts'),
  'release restore': () => import('./release/restore.ts'),
  'release verify': () => import('./release/verify.ts'),
  'release list': () => import('./release/list.ts'),
  'release compare': () => import('./release/compare.ts'),
  explain: () => import('./figure/explain.ts'),
  backup: () => import('./store/backup.ts'),
  'backup verify': () => import('./store/backup-verify.ts'),
  restore: () => import('./store/restore.ts'),
  'store check': () => import('./store/check.ts'),
  serve: () => import('./serve.ts'),
  demo: () => import('./demo.ts'),
};

/** Names that a command had, and what does the same now. */
const renamed: Readonly<Record<string, string>> = { 'cycle close': 'gap cycle extend CYCLE --until DATE' };

/** Runs the command that the arguments begin with. @returns the exit code, one of `exitCodes` */
export async function runCommand(args: readonly string[], world: World): Promise<number> {
  try {
    const name = Object.keys(commands)
      .sort((a, b) => b.length - a.length)
      .find((words) => words.split(' ').every((word, place) => args[place] === word));
    if (!name && args.length === 1 && args[0] === '--version') return showVersion(world);
    if (!name) return await listCommands(args, world);
    const { command } = await commands[name]!();
    const rest = args.slice(name.split(' ').length);
    if (rest.includes('--help') || rest.includes('-h')) {
      world.out(`gap ${command.name}: ${command.summary}\n\n${command.usage}\n${jsonHelp(command)}`);
      return 0;
    }
    demandContentFolder(world);
    if (asksForJson(command, rest)) return await runForJson(command, rest, world, exitCode);
    return await command.run(rest, world);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    world.err(`${error.message}\n  where: ${error.where}\n  to correct it: ${error.fix}\n`);
    return exitCode(error);
  }
}

const jsonHelp = ({ json }: Command) =>
  json === undefined ? '' : `\nWith --json it reports one object: ${Object.keys(json).join(', ')}.\n`;

/** @throws Problem `content_missing` where `GAP_CONTENT` names another folder than was meant */
function demandContentFolder({ contentRoot, contentChosen = false }: World): void {
  if (!contentChosen || contentFolders.some((folder) => existsSync(join(contentRoot, folder)))) return;
  throw new Problem('content_missing', 'GAP_CONTENT', { folder: contentRoot });
}

/** Of this software, wherever its content is. */
function showVersion(world: World): number {
  const file = join(import.meta.dirname, '../../package.json');
  const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version: string };
  world.out(`gap ${version}\n`);
  return 0;
}

/** Lists all commands, or those that begin with the first word where some do: `gap release` has four. */
async function listCommands(args: readonly string[], world: World): Promise<number> {
  const words = args.filter((arg) => !helps.includes(arg));
  const family = Object.keys(commands).filter((name) => name.split(' ')[0] === words[0]);
  const shown = family.length > 0 ? family : Object.keys(commands);
  const lines = await Promise.all(
    shown.map(async (name) => `  gap ${name.padEnd(20)} ${(await commands[name]!()).command.summary}`),
  );
  const asked = words.length === 0 || (family.length > 0 && words.length === 1 && words.length < args.length);
  if (!asked) {
    const called = words.slice(0, 2).join(' ');
    const now = renamed[called] === undefined ? '' : ` Use ${renamed[called]}.`;
    world.err(`There is no command "gap ${called}".${now}\n\n`);
  }
  (asked ? world.out : world.err)(`The commands, each with --help:\n\n${lines.join('\n')}\n`);
  return asked ? 0 : exitCodes.usage;
}

const helps = ['--help', '-h', 'help'];
