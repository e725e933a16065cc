/** All commands by name. A command is loaded when it is called, so that commands start fast. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contentFolders, nearest } from '../content/index.ts';
import { didYouMean, Problem } from '../problem/index.ts';
import { exitCode, exitCodes } from './exit-codes.ts';
import { asksForJson, runForJson } from './json.ts';
import type { Command, World } from './world.ts';

export type ListedCommand = {
  /** One line for the list of commands. */
  readonly summary: string;
  readonly load: () => Promise<{ readonly command: Command }>;
};

/** By the words of each command. Its file is loaded when it is called, so that listing commands loads none. */
export const commands: Readonly<Record<string, ListedCommand>> = {
  check: {
    summary: 'check all content: questionnaires, frameworks, rules, models, dashboards, texts and tables',
    load: () => import('./content/check.ts'),
  },
  'new instrument': {
    summary: 'write the first version of a questionnaire, or its next one with a crosswalk',
    load: () => import('./new/instrument.ts'),
  },
  'new dashboard': {
    summary: 'write a page with a chart, a table and a filter',
    load: () => import('./new/dashboard.ts'),
  },
  'new language': {
    summary: 'offer one more language, to be translated file by file',
    load: () => import('./new/language.ts'),
  },
  'new content': {
    summary: 'copy the content to a folder of your own, to work on',
    load: () => import('./new/content.ts'),
  },
  'questionnaire check': {
    summary: 'check questionnaires and the rules of their cycles, and summarise their content',
    load: () => import('./content/questionnaire-check.ts'),
  },
  'framework document': {
    summary: 'document the method, with every weight, from the framework that computes the scores',
    load: () => import('./content/framework-document.ts'),
  },
  'workbook write': {
    summary: 'write the workbook for a country to complete',
    load: () => import('./workbook/write.ts'),
  },
  'workbook print': {
    summary: 'write the questionnaire with all its branches as a printable page',
    load: () => import('./workbook/print.ts'),
  },
  'workbook check': {
    summary: 'check workbooks and list all findings, each with its correction',
    load: () => import('./workbook/check.ts'),
  },
  'cycle open': { summary: 'open a cycle and invite countries to it', load: () => import('./cycle/open.ts') },
  'cycle extend': { summary: 'set or change the due date of a cycle', load: () => import('./cycle/extend.ts') },
  'cycle uninvite': {
    summary: 'withdraw invitations of countries that have not sent a file',
    load: () => import('./cycle/uninvite.ts'),
  },
  'cycle list': {
    summary: 'list the open cycles, and how many countries have reported',
    load: () => import('./cycle/list.ts'),
  },
  'cycle show': {
    summary: 'show one cycle: its dates, its rules and the countries invited',
    load: () => import('./cycle/show.ts'),
  },
  'submission upload': {
    summary: 'upload workbooks, each with its receipt',
    load: () => import('./submission/upload.ts'),
  },
  'submission accept': {
    summary: 'accept the newest revision of a country',
    load: () => import('./submission/accept.ts'),
  },
  'submission accept-reasons': {
    summary: 'accept reasons why questions do not apply to a country',
    load: () => import('./submission/accept-reasons.ts'),
  },
  'submission refuse-reasons': {
    summary: 'refuse reasons why questions do not apply to a country',
    load: () => import('./submission/refuse-reasons.ts'),
  },
  'submission return': {
    summary: 'return the newest revision to the country for correction',
    load: () => import('./submission/return.ts'),
  },
  'submission reopen': {
    summary: 'withdraw the acceptance of a country',
    load: () => import('./submission/reopen.ts'),
  },
  'submission withdraw': {
    summary: 'withdraw the newest revision while it is not accepted',
    load: () => import('./submission/withdraw.ts'),
  },
  'submission list': {
    summary: 'list the status of every invited country',
    load: () => import('./submission/list.ts'),
  },
  'texts export': {
    summary: 'write all texts of a language next to the originals, for a translator',
    load: () => import('./texts/export.ts'),
  },
  'texts import': {
    summary: 'show what a translator’s workbook would change, and apply it with --apply',
    load: () => import('./texts/import.ts'),
  },
  'treaties import': {
    summary: 'show what a table of treaty facts would change, and apply it with --apply',
    load: () => import('./content/treaties-import.ts'),
  },
  'support import': {
    summary: 'import activities of support from IATI files or a table',
    load: () => import('./support/import.ts'),
  },
  'support list': {
    summary: 'list the reports of support by activity, with their sources',
    load: () => import('./support/list.ts'),
  },
  'support check': {
    summary: 'show what to correct in the reports of support',
    load: () => import('./support/check.ts'),
  },
  'support candidates': {
    summary: 'list pairs of reports that may be one activity',
    load: () => import('./support/candidates.ts'),
  },
  'support confirm': {
    summary: 'count two reports of support once, as one activity',
    load: () => import('./support/confirm.ts'),
  },
  'support reject': {
    summary: 'keep two reports of support apart, as two activities',
    load: () => import('./support/reject.ts'),
  },
  'support undo': {
    summary: 'undo a decision about two reports of support',
    load: () => import('./support/undo.ts'),
  },
  'support remove': {
    summary: 'remove the activities that were imported from a source',
    load: () => import('./support/remove.ts'),
  },
  'index build': {
    summary: 'build any index in COINr\u2019s table format, with one CSV file per step',
    load: () => import('./index/build.ts'),
  },
  'index uncertainty': {
    summary: 'uncertainty intervals of scores and ranks over choices of method',
    load: () => import('./index/uncertainty.ts'),
  },
  'index sensitivity': {
    summary: 'sensitivity analysis: Sobol indices of the choices of method',
    load: () => import('./index/sensitivity.ts'),
  },
  'index export': {
    summary: 'export a release as iData and iMeta, to recompute it in COINr',
    load: () => import('./index/export.ts'),
  },
  'release build': { summary: 'build a draft release of a cycle', load: () => import('./release/build.ts') },
  'release publish': { summary: 'publish a draft', load: () => import('./release/publish.ts') },
  'release discard': { summary: 'discard a draft', load: () => import('./release/discard.ts') },
  'release withdraw': {
    summary: 'withdraw a release, or one country, from everything public',
    load: () => import('./release/withdraw.ts'),
  },
  'release restore': {
    summary: 'include a withdrawn country in the next build again',
    load: () => import('./release/restore.ts'),
  },
  'release verify': {
    summary: 'build a release again and compare every byte',
    load: () => import('./release/verify.ts'),
  },
  'release list': { summary: 'list drafts and releases, newest first', load: () => import('./release/list.ts') },
  'release compare': {
    summary: 'show what changed between two releases, figure by figure, and why',
    load: () => import('./release/compare.ts'),
  },
  explain: {
    summary: 'explain a figure, from its parts down to the cells of the workbook',
    load: () => import('./figure/explain.ts'),
  },
  backup: {
    summary: 'write a backup of everything, also while the server runs',
    load: () => import('./store/backup.ts'),
  },
  'backup verify': {
    summary: 'check that a backup is complete, by its hashes',
    load: () => import('./store/backup-verify.ts'),
  },
  restore: { summary: 'restore a backup into a new data folder or database', load: () => import('./store/restore.ts') },
  'store check': {
    summary: 'check the database, the hash of every stored file, and the audit',
    load: () => import('./store/check.ts'),
  },
  serve: {
    summary: 'serve the dashboards of the latest release and the pages of the secretariat',
    load: () => import('./serve.ts'),
  },
  demo: { summary: 'fill the data folder with fictional States and serve it', load: () => import('./demo.ts') },
};

/** Former names of commands, and what replaces them. */
const renamed: Readonly<Record<string, string>> = { 'cycle close': '"gap cycle extend CYCLE --until DATE"' };

/** Runs the command at the start of the arguments. @returns the exit code, one of `exitCodes` */
export async function runCommand(args: readonly string[], world: World): Promise<number> {
  try {
    const name = Object.keys(commands)
      .sort((a, b) => b.length - a.length)
      .find((words) => words.split(' ').every((word, place) => args[place] === word));
    if (!name && args.length === 1 && args[0] === '--version') return showVersion(world);
    if (!name) return listCommands(args, world);
    const { summary, load } = commands[name]!;
    const { command } = await load();
    const rest = args.slice(name.split(' ').length);
    if (rest.includes('--help') || rest.includes('-h')) {
      world.out(`gap ${command.name}: ${summary}\n\n${command.usage}\n${jsonHelp(command)}`);
      return 0;
    }
    demandContentFolder(world);
    if (asksForJson(command, rest)) return await runForJson(command, rest, world, exitCode);
    return await command.run(rest, world);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    world.err(
      error.code === 'usage'
        ? `${error.message}\n\n${error.fix}\n`
        : `${error.message}\n  where: ${error.where}\n  to correct it: ${error.fix}\n`,
    );
    return exitCode(error);
  }
}

const jsonHelp = ({ json }: Command) =>
  json === undefined ? '' : `\nWith --json it reports one object: ${Object.keys(json).join(', ')}.\n`;

/** @throws Problem `content_missing` if the folder in `GAP_CONTENT` has no content */
function demandContentFolder({ contentRoot, contentChosen = false }: World): void {
  if (!contentChosen || contentFolders.some((folder) => existsSync(join(contentRoot, folder)))) return;
  throw new Problem('content_missing', 'GAP_CONTENT', { folder: contentRoot });
}

/** Version of this software, wherever its content is. */
function showVersion(world: World): number {
  const file = join(import.meta.dirname, '../../package.json');
  const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version: string };
  world.out(`gap ${version}\n`);
  return 0;
}

/** Lists all commands, or those that start with the given word: `gap release` has four. */
function listCommands(args: readonly string[], world: World): number {
  const words = args.filter((arg) => !helps.includes(arg));
  const family = Object.keys(commands).filter((name) => name.split(' ')[0] === words[0]);
  const shown = family.length > 0 ? family : Object.keys(commands);
  const lines = shown.map((name) => `  gap ${name.padEnd(20)} ${commands[name]!.summary}`);
  const asked = words.length === 0 || (family.length > 0 && words.length === 1 && words.length < args.length);
  if (!asked) {
    const called = words.slice(0, 2).join(' ');
    const near = nearest(called, Object.keys(commands)).map((name) => `gap ${name}`);
    const now = renamed[called] === undefined ? didYouMean(near) : `Use ${renamed[called]} instead.`;
    const isFamily = family.length > 0 && words.length === 1;
    const reason = isFamily ? `"gap ${called}" is not complete.` : `There is no command "gap ${called}".`;
    world.err(`${[reason, isFamily ? '' : now].filter(Boolean).join(' ')}\n\n`);
  }
  (asked ? world.out : world.err)(`The commands, each with --help:\n\n${lines.join('\n')}\n`);
  return asked ? 0 : exitCodes.usage;
}

const helps = ['--help', '-h', 'help'];
