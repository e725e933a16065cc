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
import { basename, dirname, join, relative, resolve } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { type BuildOptions, build, type Loader, type Metafile, type Plugin, stop } from 'esbuild';

/** Packages with many small JavaScript files. Others are native, or large and only loaded on demand. */
const compiledPackages = [
  'kysely',
  'yaml',
  'csv-parse',
  'saxes',
  'fflate',
  'intl-messageformat',
  'hono',
  '@hono/node-server',
];

/** A file that changed this recently may change again within the resolution of the file system's timestamps. */
const settledMilliseconds = 2_000;
const keptCopies = 5;

type Read = (path: string) => string;
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
  for (const file of ['package.json', 'packaging/compile.ts', 'bin/start.mjs']) read(join(root, file));
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
      for (const [command, entry] of quickCommands) {
        const loaded = filesLoaded(metafile, entry);
        // A folder's `index.ts` decides which file a name comes from, but is not itself part of the output.
        const decisive = ({ file }: Input) =>
          loaded.has(file) || basename(file) === 'index.ts' || !/^src|node_modules/.test(file);
        writeCurrent(place, folder, command, files.filter(decisive));
      }
    }
    removeOldest(place, folder);
    return join(place, folder);
  } finally {
    rmSync(made, { recursive: true, force: true });
    await stop();
  }
}

/** The scripts of pages; a tree without them has none. */
async function bundleScripts(root: string, made: string): Promise<void> {
  const how = join(root, 'src/http/server/bundle.ts');
  if (!existsSync(how)) return;
  const { browserBundle } = (await import(pathToFileURL(how).href)) as typeof import('../src/http/server/bundle.ts');
  const { outputFiles } = await build({ ...browserBundle(root), absWorkingDir: root });
  mkdirSync(join(made, 'assets'));
  for (const { path, contents } of outputFiles) writeFileSync(join(made, 'assets', basename(path)), contents);
}

/** Commands that load few files, each with its file; before one of them only those files are checked. */
const quickCommands: readonly (readonly [string, string | null])[] = [
  ['--help', null],
  ['--version', null],
  ['cycle list', 'src/cli/cycle/list.ts'],
  ['cycle show', 'src/cli/cycle/show.ts'],
  ['submission list', 'src/cli/submission/list.ts'],
  ['release list', 'src/cli/release/list.ts'],
];

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

/** Name of the compiled file of a thread or child process; flat, so that each finds the others in its own folder. */
const entryName = (path: string, root: string) =>
  relative(join(root, 'src'), path).replace(/\.ts$/, '').replace(/[\\/]/g, '-');

function ownFiles(root: string, read: Read): Plugin {
  const source = join(root, 'src');
  return {
    name: 'own files',
    setup: ({ onLoad, onResolve }) => {
      // Our modules have no side effects when loaded, so unused ones are omitted.
      onResolve({ filter: /^\.\.?\// }, ({ path, importer }) =>
        importer.startsWith(source) ? { path: resolve(dirname(importer), path), sideEffects: false } : undefined,
      );
      onResolve({ filter: /^[^./]/ }, ({ path, importer, kind }) => {
        if (kind === 'entry-point' || !importer.startsWith(source)) return undefined;
        const name = path
          .split('/')
          .slice(0, path.startsWith('@') ? 2 : 1)
          .join('/');
        return compiledPackages.includes(name) ? undefined : { path, external: true };
      });
      onLoad({ filter: /\.(?:ts|[cm]?js|json)$/ }, ({ path }) => {
        const text = read(path);
        const loader = path
          .split('.')
          .at(-1)!
          .replace(/^[cm]js$/, 'js') as Loader;
        return { contents: path.startsWith(source) ? direct(placed(text, path, root), path, read) : text, loader };
      });
    },
  };
}

/**
 * References of a module to its own location still refer to its source; threads and children are started from their
 * compiled files.
 */
function placed(text: string, path: string, root: string): string {
  if (!text.includes('import.meta.')) return text;
  const compiled = (file: string) => JSON.stringify(`./${entryName(resolve(dirname(path), file), root)}.mjs`);
  return text
    .replace(
      /new URL\('(\.\/[^']+\.ts)', import\.meta\.url\)/g,
      (_, file) => `new URL(${compiled(file)}, import.meta.url)`,
    )
    .replace(/(join|resolve)\(import\.meta\.dirname, '([^'/]+\.ts)'\)/g, (_, call, file) =>
      `${call}(import.meta.dir\u006eame, ${compiled(file)})`.replace('import.meta.dir\u006eame', '$HERE'),
    )
    .replaceAll('import.meta.dirname', JSON.stringify(dirname(path)))
    .replaceAll('$HERE', 'import.meta.dirname');
}

/**
 * Imports as needed at start. A name imported through a folder's `index.ts` is imported from its own file, since
 * esbuild would otherwise include everything in the index. Node's built-in modules are imported as a whole: named
 * imports read each name, which loads what some of them stand for, such as file streams for `node:fs`.
 */
function direct(text: string, path: string, read: Read): string {
  return text
    .replace(/^import \{([^}]*)\} from '(\.[^']*\/index\.ts)';$/gm, (_, names: string, index: string) =>
      listed(names)
        .map((name) => importOf(name, resolve(dirname(path), index), read))
        .join(' '),
    )
    .replace(/^import (?!type\b)([^;]*?) from '(node:[^']+)';$/gm, (_, names: string, part: string) => {
      const taken = `/* @__PURE__ */ process.getBuiltinModule('${part}')`;
      if (part === 'node:process') return '';
      if (!names.startsWith('{')) return `const ${names.replace('* as ', '')} = ${taken};`;
      return `const {${listed(names.slice(1, -1)).join(', ').replaceAll(' as ', ': ')}} = ${taken};`;
    });
}

/** Names between braces, without those of types. */
const listed = (names: string): string[] =>
  names
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && !name.startsWith('type '));

function importOf(name: string, index: string, read: Read): string {
  const [exported = '', local = exported] = name.split(' as ');
  const { from, as } = exportsOf(index, read).get(exported) ?? { from: index, as: exported };
  const file = JSON.stringify(from);
  return as === '*' ? `import * as ${local} from ${file};` : `import { ${as} as ${local} } from ${file};`;
}

/** Re-exports of an `index.ts`: by exported name the file and the original name, `*` for all of a file. */
function exportsOf(index: string, read: Read): ReadonlyMap<string, { readonly from: string; readonly as: string }> {
  const known = indices.get(index);
  if (known) return known;
  const text = read(index);
  const found = new Map<string, { from: string; as: string }>();
  for (const [, all, names, file] of text.matchAll(/^export (?:\* as (\w+)|\{([^}]*)\}) from '(\.[^']+)';$/gm)) {
    const from = resolve(dirname(index), file!);
    if (all !== undefined) found.set(all, { from, as: '*' });
    for (const name of listed(names ?? '')) {
      const [as = '', exported = as] = name.split(' as ');
      found.set(exported, (basename(from) === 'index.ts' && exportsOf(from, read).get(as)) || { from, as });
    }
  }
  indices.set(index, found);
  return found;
}

const indices = new Map<string, ReadonlyMap<string, { readonly from: string; readonly as: string }>>();

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
