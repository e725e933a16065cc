/** Runs commands as in a terminal, in a given folder and at a fixed time. */
import { resolve } from 'node:path';
import { runCommand, type World } from '../../src/cli/index.ts';

export type Said = { readonly code: number; readonly out: string; readonly err: string };

/** @param workingFolder - the working folder, and the data folder unless `own` sets another */
export function terminalIn(workingFolder: string, own: Partial<World> = {}): (...words: string[]) => Promise<Said> {
  return async (...words) => {
    const said = { out: '', err: '' };
    const world: World = {
      contentRoot: resolve(import.meta.dirname, '../..'),
      folder: workingFolder,
      databaseUrl: null,
      host: '127.0.0.1',
      port: 0,
      workingFolder,
      now: () => new Date('2026-03-01T10:00:00Z'),
      out: (text) => {
        said.out += text;
      },
      err: (text) => {
        said.err += text;
      },
      terminal: false,
      serve: () => Promise.reject(new Error('nothing is served here')),
      ...own,
    };
    return { code: await runCommand(words, world), ...said };
  };
}
