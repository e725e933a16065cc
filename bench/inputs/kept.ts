/** What several benchmarks of one run need and what takes long to make: made by the first of them. */
import { type ChildProcess, spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { buildRelease, type Release } from '../../src/release/index.ts';
import { forked, within } from '../harness/limited.ts';
import { type Change, changedInputs } from './changes.ts';
import { inputsOf } from './release-inputs.ts';

const contentRoot = fileURLToPath(new URL('../..', import.meta.url));
const start = join(contentRoot, 'bin/start.mjs');
const flags = ['--disallow-code-generation-from-strings', '--disable-warning=ExperimentalWarning'];

/** Of the whole run, or of this process and its children where it runs alone. */
const place = process.env.BENCH_KEPT ?? ownPlace();

function ownPlace(): string {
  const folder = mkdtempSync(join(tmpdir(), 'gap-bench-kept-'));
  process.env.BENCH_KEPT = folder;
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export type ReleaseFiles = ReadonlyMap<string, Uint8Array>;

/** The made-up release of a number of countries and three cycles, or the one after a change. */
export async function keptRelease(countries: number, change: Change | null = null): Promise<ReleaseFiles> {
  const folder = keptReleaseFolder(countries, change);
  if (existsSync(folder)) return new Map(pathsIn(folder).map((path) => [path, readIn(folder, path)]));
  const inputs = inputsOf({ countries }, changedInputs({ countries }, change));
  const { files, tables } = await buildRelease({ contentRoot, inputs });
  keep(folder, files, tables);
  return files;
}

/** The same as a server reads it from its store: one file after the other. */
export async function keptReleaseParts(countries: number) {
  const folder = keptReleaseFolder(countries);
  if (!existsSync(folder)) await forked(import.meta.filename, [String(countries)]);
  return {
    paths: pathsIn(folder),
    read: async (path: string) => readIn(folder, path),
    /** Of the tables that a release that follows it is compared with. */
    tables: () => JSON.parse(readFileSync(hashesOf(folder), 'utf8')) as Release['tables'],
  };
}

/** Each file by its path, with another sign for the slash. */
export function keep(folder: string, files: ReleaseFiles, tables: Release['tables'] = {}): void {
  const draft = `${folder}.draft`;
  mkdirSync(draft, { recursive: true });
  for (const [path, bytes] of files) writeFileSync(join(draft, path.replaceAll('/', '!')), bytes);
  rmSync(folder, { recursive: true, force: true });
  writeFileSync(hashesOf(folder), JSON.stringify(tables));
  renameSync(draft, folder);
}

/**
 * Gives back the room of a folder that was written; its files are deleted with all that is kept. When ext4 creates a file, it
 * passes over those that were deleted in the last five minutes one by one: up to 0.2 s for the files of a release.
 */
export function discard(folder: string): void {
  for (const file of readdirSync(folder, { recursive: true, withFileTypes: true }))
    if (file.isFile()) truncateSync(join(file.parentPath, file.name));
  renameSync(folder, join(place, basename(folder)));
}

const hashesOf = (folder: string): string => `${folder}.tables.json`;
const pathsIn = (folder: string): string[] => readdirSync(folder).map((name) => name.replaceAll('!', '/'));
const readIn = (folder: string, path: string): Uint8Array => readFileSync(join(folder, path.replaceAll('/', '!')));

export const keptReleaseFolder = (countries: number, change: Change | null = null): string =>
  join(place, change === null ? `release-${countries}` : `release-${countries}-${change}`);

/** A data folder with the whole demo. */
export async function keptDemo(): Promise<string> {
  const folder = join(place, 'demo');
  if (existsSync(join(folder, 'whole'))) return folder;
  const { server } = await startProduct(['demo'], folder, 300);
  await endProduct(server);
  writeFileSync(join(folder, 'whole'), '');
  return folder;
}

export type Product = { readonly server: ChildProcess; readonly address: string };

/** The product as people start it, once it says that it can be opened. Its output is read to the end. */
export function startProduct(words: readonly string[], folder: string, seconds = 60): Promise<Product> {
  const env = { ...process.env, GAP_DATA: folder, PORT: '0' };
  const server = spawn(process.execPath, [...flags, start, ...words], { env, stdio: ['ignore', 'pipe', 'ignore'] });
  const ready = new Promise<Product>((resolve, reject) => {
    let output = '';
    server.once('exit', (code) => reject(new Error(`gap ${words.join(' ')} ended with ${code}`)));
    server.stdout.on('data', (text) => {
      output += String(text);
      const address = /http:\/\/[\d.]+:\d+\//.exec(output)?.[0];
      if (address !== undefined && output.includes('Stop with')) resolve({ server, address });
    });
  });
  return within(seconds, `gap ${words.join(' ')}`, ready);
}

export const endProduct = (server: ChildProcess) =>
  new Promise<void>((resolve) => {
    if (server.exitCode !== null || server.signalCode !== null) return resolve();
    server.once('exit', () => resolve());
    server.kill('SIGTERM');
  });

// In a process of its own, as what building takes would be part of the memory of a server at its highest.
if (import.meta.main) {
  await keptRelease(Number(process.argv[2]));
  process.send!('kept');
  process.disconnect();
}
