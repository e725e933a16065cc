/** What the commands that decide on a submission read from their line. */
import { parseArgs } from 'node:util';
import { Problem } from '../problem/index.ts';
import type { Command } from './world.ts';

/** @throws Problem `usage` where the cycle, the country or the reason is missing */
export function readDecision(
  args: readonly string[],
  { name, usage }: Command,
): { readonly cycle: string; readonly country: string; readonly reason: string } {
  const refuse = (said: string): never => {
    throw new Problem('usage', 'command line', { said, help: usage });
  };
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { reason: { type: 'string' } },
      allowPositionals: true,
      strict: true,
    });
    const [cycle, country, ...more] = positionals;
    if (!cycle || !country || more.length > 0) return refuse(`gap ${name} needs a cycle and a country.`);
    if (!values.reason) return refuse(`gap ${name} needs --reason.`);
    return { cycle, country: country.toUpperCase(), reason: values.reason };
  } catch (error) {
    if (error instanceof Problem) throw error;
    return refuse((error as Error).message);
  }
}
