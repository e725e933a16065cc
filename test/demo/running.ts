/** `gap` as a process over another content root: `node running.ts CONTENT DATA PORT WORD…`. */
import process from 'node:process';
import { runCommand, type World } from '../../src/cli/index.ts';
import { serveInstallation } from '../../src/http/index.ts';

process.env.TZ = 'UTC';
const [contentRoot = '', folder = '', port = '0', ...words] = process.argv.slice(2);
const world: World = {
  contentRoot,
  folder,
  databaseUrl: process.env.DATABASE_URL || null,
  host: '127.0.0.1',
  port: Number(port),
  workingFolder: process.cwd(),
  now: () => new Date(),
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  terminal: false,
  serve: () => serveInstallation(world),
};
process.exitCode = await runCommand(words, world);
