/**
 * Runs benchmarks one after the other, each in a separate process. Results are stored in `bench/results.json` after
 * each, and the table of `docs/performance.md` is generated from them.
 *
 *     npm run bench                   all of them but those that take minutes each
 *     npm run bench -- growth demo    those: follow, print, growth, demo, suite, busy
 *     npm run bench -- serve release  some, by name; what others found stays
 *     npm run bench -- --resume       those that have not run on this machine with this software
 *     npm run bench -- --table        only the table
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import type { Measured } from './harness/describe.ts';
import { runLimited } from './harness/limited.ts';
import { benchmarks as all, byName } from './harness/names.ts';
import { type Found, isSame, readResults, resultTable, saveResults, withTable } from './harness/results.ts';
import type { Row } from './harness/row.ts';

/** Seconds after which one is ended. */
const limits: Readonly<Record<string, number>> = {
  pages: 300,
  follow: 300,
  growth: 1_500,
  demo: 600,
  suite: 1_800,
  busy: 400,
};
const limitOfOthers = 150;

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));
const [saved, page] = [here('results.json'), here('../docs/performance.md')];
const there = readdirSync(here('.')).filter((file) => file.endsWith('.ts'));
const known = all.filter((name) => there.includes(`${name}.ts`));
const asked = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const options = new Set(process.argv.slice(2).filter((word) => word.startsWith('--')));
const unknown = [
  ...asked.filter((name) => !there.includes(`${name}.ts`)),
  ...[...options].filter((option) => option !== '--resume' && option !== '--table'),
];
if (unknown.length > 0) {
  process.stderr.write(
    `no such benchmark or option: ${unknown.join(', ')}; there are ${[...known, ...byName].join(', ')}\n`,
  );
  process.exit(1);
}

const about: Found['about'] = {
  day: new Date().toISOString().slice(0, 10),
  cores: cpus().length,
  node: process.version,
  software: softwareState(),
};
const results = new Map(Object.entries(readResults(saved)));
const names = options.has('--table') ? [] : (asked.length > 0 ? asked : known).filter((name) => !isDone(name));
// What several of them need is made once, by the first.
const kept = names.length > 0 ? mkdtempSync(join(tmpdir(), 'gap-bench-kept-')) : null;
process.env.BENCH_KEPT = kept ?? '';
const broken: string[] = [];
const began = performance.now();
for (const name of names) {
  const load = loadavg()[0]!;
  process.stdout.write(`\n${name} (load ${load.toFixed(1)})\n`);
  const from = performance.now();
  const { rows, code, late } = await run(name);
  if (code === 0 && !late) {
    results.set(name, { about, load, seconds: (performance.now() - from) / 1_000, rows });
    const order = [...all, ...byName, ...results.keys()];
    const sorted = [...results].toSorted(([a], [b]) => order.indexOf(a) - order.indexOf(b));
    saveResults(saved, Object.fromEntries(sorted));
  } else broken.push(late ? `${name} took more than ${limitOf(name)} s` : `${name} ended with ${code}`);
}
writeFileSync(page, withTable(readFileSync(page, 'utf8'), resultTable(readResults(saved))));
if (names.length > 0) process.stdout.write(`\n${((performance.now() - began) / 60_000).toFixed(1)} minutes\n`);
for (const sentence of broken) process.stderr.write(`${sentence}: what it found before stays\n`);
if (kept !== null) rmSync(kept, { recursive: true, force: true, maxRetries: 5 });
// A figure that falls short is shown and fails nothing: it may be the machine's other work.
process.exitCode = broken.length > 0 ? 1 : 0;

function isDone(name: string): boolean {
  return options.has('--resume') && isSame(results.get(name), about);
}

/** The commit, if this is a checkout; `+` if files were changed since. */
function softwareState(): string {
  const git = (...words: string[]) =>
    execFileSync('git', words, { cwd: here('..'), encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  try {
    const changed = git('status', '--porcelain', '--', 'src', 'pipelines', 'dashboards', 'bench/*.ts') !== '';
    return `${git('rev-parse', '--short', 'HEAD')}${changed ? '+' : ''}`;
  } catch {
    return 'unknown';
  }
}

/** Its output is shown at once; the rows that it reports are in the table. */
async function run(name: string): Promise<{ rows: Row[]; code: number | null; late: boolean }> {
  const rows: Row[] = [];
  const onMessage = (message: unknown) => {
    const { row } = message as Partial<Measured>;
    if (row) rows.push(row);
  };
  return { rows, ...(await runLimited(here(`${name}.ts`), { seconds: limitOf(name), onMessage })) };
}

function limitOf(name: string): number {
  const asked = Number(process.env.BENCH_SECONDS);
  return asked > 0 ? asked : (limits[name] ?? limitOfOthers);
}
