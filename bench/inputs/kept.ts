/** What several benchmarks of one run need and what takes long to make: made by the first of them. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { deserialize, serialize } from 'node:v8';
import { buildRelease } from '../../src/release/index.ts';
import { within } from '../harness/limited.ts';
import { inputsOf } from './release-inputs.ts';

const contentRoot = fileURLToPath(new URL('../..', import.meta.url));
const start = join(contentRoot, 'bin/start.mjs');
const flags = ['--disallow-code-generation-from-strings', '--disable-warning=ExperimentalWarning'];

/** Of the whole run, or of this process where it runs alone. */
const place = process.env.BENCH_KEPT ?? mkdtempSync(join(tmpdir(), 'gap-bench-kept-'));

export type ReleaseFiles = ReadonlyMap<string, Uint8Array>;

/** The made-up release of a number of countries and three cycles. */
export async function keptRelease(countries: number): Promise<ReleaseFiles> {
  const file = join(place, `release-${countries}`);
  if (existsSync(file)) return deserialize(readFileSync(file)) as ReleaseFiles;
  const { files } = await buildRelease({ contentRoot, inputs: inputsOf({ countries }) });
  keep(file, files);
  return files;
}

export function keep(file: string, files: ReleaseFiles): void {
  mkdirSync(place, { recursive: true });
  writeFileSync(`${file}.draft`, serialize(new Map(files)));
  renameSync(`${file}.draft`, file);
}

export const keptReleaseFile = (countries: number): string => join(place, `release-${countries}`);

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
