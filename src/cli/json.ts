/**
 * `--json`: each command that reports writes one object to standard output, and nothing else. On standard error each
 * line is an object: `{"note": …}` for messages, and at the end the problem, if there was one.
 */
import { Problem, problemMembers } from '../problem/index.ts';
import type { Command, World } from './world.ts';

/** Whether the command line requests it; arguments after `--` are not options. */
export function asksForJson({ json }: Command, args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return json !== undefined && (end < 0 ? args : args.slice(0, end)).includes('--json');
}

/** Runs a command with an object as its report. @returns the exit code */
export async function runForJson(
  command: Command,
  args: readonly string[],
  world: World,
  exitCode: (problem: Problem) => number,
): Promise<number> {
  let reports = 0;
  const { ask: _, ...rest } = world;
  const writeLine = (value: object) => world.err(`${JSON.stringify(value)}\n`);
  const quiet: World = {
    ...rest,
    out: () => undefined,
    err: (text) => writeLine({ note: text.trim() }),
    terminal: false,
    writeJson: (report) => {
      reports += 1;
      world.out(`${JSON.stringify(snakeKeys(report), null, 2)}\n`);
    },
  };
  try {
    const code = await command.run(args, quiet);
    if (reports !== 1) throw new Error(`gap ${command.name} reported ${reports} times`);
    return code;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    writeLine(problemMembers(error));
    return exitCode(error);
  }
}

/** The same value with the keys of our own types in snake_case; codes and ids are unchanged. */
export function snakeKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(snakeKeys);
  if (value instanceof Map) return snakeKeys(Object.fromEntries(value));
  if (value instanceof Set) return snakeKeys([...value]);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, of]) => [snakeKey(key), snakeKeys(of)]));
}

const snakeKey = (key: string) =>
  /^[a-z][a-z0-9]*([A-Z][a-z0-9]*)+$/.test(key) ? key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`) : key;
