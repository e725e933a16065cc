/**
 * Creates the compiled copy that `bin/start.mjs` starts: `src`, and packages with many small files, as a few
 * JavaScript files. Its folder is named by the SHA-256 of its inputs, so another state of the source has another
 * folder. `npm run compile` creates it in advance, for example in an image with read-only files.
 */
import { createHash, randomUUID } from 'node:crypto';
import {
  existsSync,
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { type BuildOptions, build, type Metafile, stop } from 'esbuild';
import { entryName, ownFiles, type Read } from './own-files.ts';
import { makeQuick, quickCommands } from './quick.ts';

/** What a copy depends on besides `src`. */
const decidingFiles = [
  'package.json',
  'packaging/compile.ts',
  'packaging/own-files.ts',
  'packaging/quick.ts',
  'packaging/warm-up.cjs',
  'bin/start.mjs',
  'bin/quick.cjs',
];

/** A file that changed this recently may change again within the resolution of the file system's timestamps. */
const settledMilliseconds = 2_000;
const keptCopies = 5;

type Input = { readonly file: string; readonly sha256: string; readonly stamp: readonly number[] };

/** @param root - the software; @param place - folder of the copies. @returns the folder of the copy */
export async function compile(root: string, place: string): Promise<string> {
  const began = Date.now();
  const inputs = new Map<string, Input>();
  const read: Read = (path) => {
    // The timestamps are read before the content, so any later change of the file changes them too.
    const { size, ino, ctimeMs, mtimeMs } = statSync(path);
    const bytes = readFileSync(path);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    inputs.set(path, { file: relative(root, path), sha256, stamp: [size, ino, ctimeMs, mtimeMs] });
    return bytes.toString('utf8');
  };
  for (const file of decidingFiles) read(join(root, file));
  // Files that are not compiled but affect the output: other packages, the style of pages, their fonts and scripts.
  const decisive = ['package-lock.json', 'src/http/style/*.css', 'fonts/*', 'src/browser/**/*.ts'];
  for (const file of globSync(decisive, { cwd: root })) read(join(root, file));
  const made = join(place, `making-${randomUUID()}`);
  mkdirSync(made, { recursive: true });
  try {
    const [{ metafile }] = await Promise.all([
      build({ ...options(root, read), outdir: made }),
      bundleScripts(root, made),
    ]);
    const files = [...inputs.values()].sort((a, b) => (a.file < b.file ? -1 : 1));
    writeFileSync(join(made, 'contents.json'), JSON.stringify(files.map(({ file, sha256 }) => [file, sha256])));
    const key = JSON.stringify([root, process.version, files.map(({ file, sha256 }) => [file, sha256])]);
    const folder = createHash('sha256').update(key).digest('hex').slice(0, 32);
    if (!existsSync(join(place, folder))) renameSync(made, join(place, folder));
    const settled = files.every(({ stamp }) => began - Math.max(...stamp.slice(2)) > settledMilliseconds);
    if (settled) {
      writeCurrent(place, folder, 'all', files);
      // Before one of these commands only the files that it loads are checked.
      for (const [command, entry] of Object.entries(quickCommands)) {
        const loaded = filesLoaded(metafile, entry);
        // A folder's `index.ts` decides which file a name comes from, but is not itself part of the output.
        const decisive = ({ file }: Input) =>
          loaded.has(file) || basename(file) === 'index.ts' || !/^src|node_modules/.test(file);
        writeCurrent(place, folder, command, files.filter(decisive));
      }
      // Without it these commands start from the copy.
      await makeQuick(root, place, join(place, folder)).catch(() => null);
    }
    removeOldest(place, folder);
    return join(place, folder);
  } finally {
    rmSync(made, { recursive: true, force: true });
    await stop();
  }
}

/** The scripts and style sheets of pages; a tree without them has none. */
async function bundleScripts(root: string, made: string): Promise<void> {
  const how = join(root, 'src/http/server/bundle.ts');
  if (!existsSync(how)) return;
  const { browserBundle } = (await import(pathToFileURL(how).href)) as typeof import('../src/http/server/bundle.ts');
  const { outputFiles } = await build({ ...browserBundle(root), absWorkingDir: root });
  mkdirSync(join(made, 'assets'));
  for (const { path, contents } of outputFiles) writeFileSync(join(made, 'assets', basename(path)), contents);
}

/** What `main.ts` loads at once, and everything that a command can load, at once or later. */
function filesLoaded({ inputs }: Metafile, entry: string | null): ReadonlySet<string> {
  const found = new Set<string>();
  const follow = (file: string, later: boolean) => {
    if (found.has(file)) return;
    found.add(file);
    for (const { path, kind, external } of inputs[file]?.imports ?? [])
      if (!external && (later || kind !== 'dynamic-import')) follow(path, later);
  };
  if (entry !== null) follow(entry, true);
  found.delete('src/main.ts');
  follow('src/main.ts', false);
  return found;
}

/** @param command - the copy is current for this command if these files are unchanged */
function writeCurrent(place: string, folder: string, command: string, files: readonly Input[]): void {
  const draft = join(place, `current-${randomUUID()}`);
  const current = { node: process.version, folder, files: files.map(({ file, stamp }) => [file, ...stamp]) };
  writeFileSync(draft, JSON.stringify(current));
  renameSync(draft, join(place, `current ${command}.json`));
}

function options(root: string, read: Read) {
  return {
    entryPoints: [
      { in: join(root, 'src/main.ts'), out: 'main' },
      ...globSync('src/**/{child,*-child,*-thread,*-worker}.ts', { cwd: root }).map((file) => ({
        in: join(root, file),
        out: entryName(join(root, file), root),
      })),
    ],
    absWorkingDir: root,
    metafile: true,
    preserveSymlinks: true,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    outExtension: { '.js': '.mjs' },
    chunkNames: '[name]-[hash]',
    legalComments: 'none',
    logLevel: 'silent',
    // CommonJS packages load Node's built-in modules with `require`.
    banner: {
      js: `const require=process.getBuiltinModule('node:module').createRequire(${JSON.stringify(pathToFileURL(join(root, 'src/main.ts')).href)});`,
    },
    plugins: [ownFiles(root, read)],
  } satisfies BuildOptions;
}

/** A running server may still load files of an earlier copy, so the last ones are kept. */
function removeOldest(place: string, current: string): void {
  const copies = readdirSync(place, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && /^[0-9a-f]{32}$/.test(entry.name) && entry.name !== current)
    .map(({ name }) => ({ name, made: statSync(join(place, name)).mtimeMs }))
    .sort((a, b) => b.made - a.made);
  for (const { name } of copies.slice(keptCopies - 1)) rmSync(join(place, name), { recursive: true, force: true });
}

if (import.meta.main) {
  const root = resolve(import.meta.dirname, '..');
  const place = join(root, 'node_modules/.cache/gap', encodeURIComponent(root).slice(-200));
  process.stdout.write(`${await compile(root, place)}\n`);
}
