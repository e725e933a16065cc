import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands } from '../../src/cli/commands.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/commands.md'), 'utf8');
const told = [...page.matchAll(/^## `gap ([^`]+)`\n\n([^\n]+)\n\n```text\n([\s\S]*?)\n```$/gm)];

describe('docs/commands.md', () => {
  it('has every command, and none that is not there', () => {
    expect(told.map(([, name]) => name)).toEqual(Object.keys(commands));
  });

  it.each(Object.keys(commands))('says of gap %s what the command says of itself', async (name) => {
    const { command } = await commands[name]!();
    const [, , summary, usage] = told.find(([, one]) => one === name)!;
    expect(command.name).toBe(name);
    expect(summary).toBe(`${command.summary[0]!.toUpperCase()}${command.summary.slice(1)}.`);
    expect(usage).toBe(command.usage.trimEnd());
  });
});
