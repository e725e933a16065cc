/** Parses the arguments after the words of a command. */
import { parseArgs } from 'node:util';
import { nearest } from '../content/index.ts';
import { didYouMean, Problem } from '../problem/index.ts';
import type { Command } from './world.ts';

/** The arguments that a command accepts; omitted kinds are not accepted. */
export type LineShape = {
  /** Required options with a value, without their dashes. */
  readonly required?: readonly string[];
  readonly optional?: readonly string[];
  /** Options without a value. */
  readonly flags?: readonly string[];
  /** Earlier names of options. If one is given, the present name is suggested. */
  readonly renamed?: Readonly<Record<string, string>>;
  /** Positional arguments: minimum and maximum number, and a description such as `a cycle and a country`. */
  readonly places?: { readonly least: number; readonly most: number; readonly are: string };
};

export type Line = {
  readonly options: Readonly<Record<string, string | undefined>>;
  readonly flags: ReadonlySet<string>;
  readonly places: readonly string[];
};

/**
 * @throws Problem `usage` for unknown arguments, a repeated option, a missing value, and too few or too many
 *   positional arguments
 */
export function readLine(
  { name, usage, json }: Command,
  args: readonly string[],
  { required = [], optional = [], flags: own = [], renamed = {}, places: { least, most, are } = nowhere }: LineShape,
): Line {
  const flags = json === undefined ? own : [...own, 'json'];
  const { positionals, tokens, ...parsed } = parse();
  const given = tokens.flatMap((token) => (token.kind === 'option' ? [token.name] : []));
  const twice = given.find((option, place) => given.indexOf(option) !== place);
  // Otherwise the last value would silently replace the first.
  if (twice !== undefined) refuse(`--${twice} is given twice.`);
  const values = parsed.values as Record<string, string | boolean | undefined>;
  const missing = required.filter((option) => !values[option]);
  if (positionals.length < least) refuse(`gap ${name} needs ${are}.`);
  if (positionals.length > most) refuse(`gap ${name} does not know what to do with "${positionals[most]}".`);
  if (missing.length > 0) refuse(`gap ${name} needs ${missing.map((option) => `--${option}`).join(', ')}.`);
  return {
    options: Object.fromEntries(
      [...required, ...optional].map((option) => [option, values[option]]),
    ) as Line['options'],
    flags: new Set(flags.filter((flag) => values[flag])),
    places: positionals,
  };

  function parse() {
    const options = Object.fromEntries([
      ...[...required, ...optional].map((option) => [option, { type: 'string' as const }]),
      ...flags.map((flag) => [flag, { type: 'boolean' as const }]),
    ]);
    try {
      return parseArgs({ args: [...args], options, strict: true, allowPositionals: true, tokens: true });
    } catch (error) {
      return refuse(wrongOption(error as Error & { code?: string }, Object.keys(options)), error);
    }
  }

  /** Replaces the messages of the parser, which are about its own API. */
  function wrongOption({ code, message }: Error & { code?: string }, known: readonly string[]): string {
    const [, given = ''] = /'-{0,2}([^\s']+)/.exec(message) ?? [];
    const option = given.replace(/[,=].*$/, '');
    if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
      const meant = renamed[option] === undefined ? nearest(option, known) : [renamed[option]];
      const suggestion = didYouMean(meant.map((one) => `--${one}`));
      return [`gap ${name} has no option --${option}.`, suggestion].filter(Boolean).join(' ');
    }
    if (code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE')
      return flags.includes(option) ? `--${option} takes no value.` : `--${option} needs a value after it.`;
    return `${message}.`;
  }

  function refuse(reason: string, cause?: unknown): never {
    throw new Problem('usage', 'command line', { reason, help: usage }, { cause });
  }
}

/** Alpha-3 codes separated by commas. */
export const readCodes = (text: string): string[] => text.split(',').map((code) => code.trim().toUpperCase());

const nowhere = { least: 0, most: 0, are: '' };
