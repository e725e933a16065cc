/**
 * Runs benchmarks one after the other, each in a process of its own, and shows what they found in one table.
 *
 *     npm run bench                 all of them
 *     npm run bench -- check index  some, by name
 */
import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { cells, type Outcome, type Told, table } from './outcome.ts';

const known = ['index', 'check', 'release', 'serve', 'paint', 'upload', 'busy', 'print'];

const pathOf = (name: string) => fileURLToPath(new URL(`${name}.ts`, import.meta.url));
const there = known.filter((name) => existsSync(pathOf(name)));
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !there.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`no such benchmark: ${unknown.join(', ')}; there are ${there.join(', ')}\n`);
  process.exit(1);
}

const found: string[][] = [];
const broken: string[] = [];
for (const name of asked.length > 0 ? asked : there) {
  process.stdout.write(`\n${name} (load ${loadavg()[0]!.toFixed(1)})\n`);
  const { outcomes, code } = await run(name);
  found.push(...outcomes.map((outcome) => cells({ ...outcome, work: `${name}: ${outcome.work}` })));
  if (code !== 0) broken.push(name);
}
process.stdout.write(
  `\n${new Date().toISOString().slice(0, 10)}, ${cpus().length} cores, Node ${process.version}\n\n${table(found)}\n`,
);
for (const name of broken) process.stderr.write(`${name} did not run to its end\n`);
// A figure that falls short is told and fails nothing: it may be the machine's other work.
process.exitCode = broken.length > 0 ? 1 : 0;

/** What it prints is shown as it comes; what it tells stands in the table. */
function run(name: string): Promise<{ outcomes: Outcome[]; code: number | null }> {
  const child = fork(pathOf(name), { execArgv: ['--disable-warning=ExperimentalWarning'] });
  const outcomes: Outcome[] = [];
  child.on('message', ({ outcome }: Told) => outcomes.push(outcome));
  return new Promise((resolve) => child.once('exit', (code) => resolve({ outcomes, code })));
}
