import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandsPage } from '../../packaging/commands.ts';
import { commands } from '../../src/cli/commands.ts';

describe('docs/commands.md', () => {
  it('is up to date with npm run docs:commands', async () => {
    const page = readFileSync(join(import.meta.dirname, '../../docs/commands.md'), 'utf8');
    expect(page).toBe(await commandsPage());
  });

  it.each(Object.keys(commands))('lists gap %s under its own name', async (name) => {
    expect((await commands[name]!.load()).command.name).toBe(name);
  });
});
