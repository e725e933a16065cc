import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { compile } from '../../../packaging/compile.ts';
import { root, sourceFiles } from '../source.ts';

/** Packages that a quick command must not load: large, native, or of many files. */
const heavy = [
  'exceljs',
  '@duckdb/node-api',
  'vega',
  'vega-lite',
  'hono',
  '@hono/node-server',
  'esbuild',
  'pg',
  'saxes',
];

describe('the compiled copy', () => {
  it.each([
    [['--help'], []],
    [['--version'], []],
    [
      ['cycle', 'list'],
      ['kysely', 'yaml'],
    ],
    [
      ['cycle', 'show', 'x'],
      ['kysely', 'yaml'],
    ],
    [
      ['submission', 'list'],
      ['kysely', 'yaml'],
    ],
    [
      ['release', 'list'],
      ['kysely', 'yaml'],
    ],
    [['release', 'publish', '--help'], []],
  ] as const)('loads for gap %j nothing that it does without', async (args, needed) => {
    const data = temporary('gap-compiled-');
    const loaded = await loadedBy(args, data);
    expect(loaded.length).toBeGreaterThan(1);
    const packages = new Set(loaded.flatMap((file) => packagesIn(file)));
    expect([...packages].filter((name) => heavy.includes(name))).toEqual([]);
    if (needed.length === 0 && args.length === 1) expect([...packages]).toEqual([]);
  });

  it('loads before a server sends its first stored page neither the site nor the desk', async () => {
    const copy = await compile(root, temporary('gap-compiled-'));
    const loaded = new Set<string>();
    const follow = (file: string) => {
      if (loaded.has(file)) return;
      loaded.add(file);
      const text = readFileSync(file, 'utf8');
      for (const [, part] of text.matchAll(/^import .*?"(\.\/[^"]+)";$/gm)) follow(join(copy, part!));
    };
    follow(join(copy, readdirSync(copy).find((name) => /^installation-/.test(name))!));
    expect(loaded.size).toBeGreaterThan(5);
    const packages = new Set([...loaded].flatMap((file) => packagesOf(readFileSync(file, 'utf8'))));
    expect([...packages].sort()).toEqual(['csv-parse', 'kysely', 'yaml']);
    // By name, a built-in module gives all of its names, and so loads what some of them stand for.
    const named = readdirSync(copy).filter(
      (name) => name.endsWith('.mjs') && /^import .* from "node:/m.test(readFileSync(join(copy, name), 'utf8')),
    );
    expect(named).toEqual([]);
  });

  it('runs each thread and each child process from its own file', async () => {
    const place = temporary('gap-compiled-');
    const copy = await compile(root, place);
    const started = sourceFiles().flatMap(({ text, path }) =>
      [...text.matchAll(/new URL\('(\.\/[^']+\.ts)'|(?:join|resolve)\(import\.meta\.dirname, '([^'/]+\.ts)'\)/g)].map(
        (found) => join(dirname(path), (found[1] ?? found[2])!),
      ),
    );
    expect(started.length).toBeGreaterThan(6);
    for (const file of started)
      expect(statSync(join(copy, `${file.replace(/\.ts$/, '').replaceAll('/', '-')}.mjs`)).size).toBeGreaterThan(0);
    const { text } = sourceFiles().find(({ path }) => path === 'content/kept.ts')!;
    expect(text).toContain('const here = import.meta.url;');
    // All other uses of the path of a module are known to the compiled copy.
    const others = sourceFiles().filter(
      ({ path, text: all }) =>
        path !== 'content/kept.ts' &&
        /import\.meta\.(?!dirname|main)/.test(all.replace(/new URL\('\.\/[^']+\.ts', import\.meta\.url\)/g, '')),
    );
    expect(others.map(({ path }) => path)).toEqual([]);
  });
});

describe('the code that runs', () => {
  it('is that of the source, whatever was compiled before', async () => {
    const tree = smallTree();
    expect(said(tree)).toBe('one');
    const part = join(tree, 'src/part/one.ts');
    const { atime, mtime } = statSync(part);
    // Within the two seconds in which modification times do not distinguish two versions.
    writeFileSync(part, "export const word = 'two';\n");
    utimesSync(part, atime, mtime);
    expect(said(tree)).toBe('two');
    await settle();
    expect(said(tree)).toBe('two');
    const copy = currentCopy(tree);
    expect(said(tree)).toBe('two');
    // Later: a version of the same length and with the same modification time.
    const { atime: before, mtime: written } = statSync(part);
    writeFileSync(part, "export const word = 'six';\n");
    utimesSync(part, before, written);
    expect(said(tree)).toBe('six');
    await settle();
    expect(said(tree)).toBe('six');
    expect(currentCopy(tree)).not.toBe(copy);
    // A symbolic link to another file.
    writeFileSync(join(tree, 'src/part/ten.ts'), "export const word = 'ten';\n");
    writeFileSync(join(tree, 'src/part/index.ts'), "export { word } from './ten.ts';\n");
    expect(said(tree)).toBe('ten');
  });

  it('is an existing copy where files were only touched, and the source where no copy can be made', async () => {
    const tree = smallTree();
    await settle();
    expect(said(tree)).toBe('one');
    const copy = currentCopy(tree);
    const made = statSync(copy).mtimeMs;
    utimesSync(join(tree, 'src/part/one.ts'), 1, 1);
    rmSync(join(tree, 'packaging/compile.ts'));
    // Without the compiler, only a comparison of contents can show that the copy is still valid.
    expect(said(tree)).toBe('one');
    expect(statSync(copy).mtimeMs).toBe(made);
    writeFileSync(join(tree, 'src/part/one.ts'), "export const word = 'two';\n");
    expect(said(tree)).toBe('two');
  });
});

/** Compiled files and packages that a command loads. */
async function loadedBy(args: readonly string[], data: string): Promise<string[]> {
  const trace = join(data, 'trace.mjs');
  writeFileSync(
    trace,
    `import { registerHooks } from 'node:module';
     registerHooks({ load: (url, context, next) => { if (!url.startsWith('node:')) process.stderr.write('LOADED ' + url + '\\n'); return next(url, context); } });`,
  );
  const { stderr } = spawnSync(process.execPath, ['--import', trace, join(root, 'bin/start.mjs'), ...args], {
    encoding: 'utf8',
    env: { ...process.env, GAP_DATA: join(root, 'test') },
  });
  return [...stderr.matchAll(/^LOADED file:\/\/(.*)$/gm)]
    .map(([, path]) => decodeURIComponent(path!))
    .filter((path) => path !== trace);
}

/** From the source comments in the copy, or from the path where a package is not compiled. */
function packagesIn(file: string): string[] {
  const own = /\/\.cache\/gap\//.test(file);
  return own ? packagesOf(readFileSync(file, 'utf8')) : packagesAt(file);
}

const packagesOf = (compiled: string): string[] =>
  [...compiled.matchAll(/^\/\/ (.*)$/gm)].flatMap(([, path]) => packagesAt(path!));

function packagesAt(path: string): string[] {
  return /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules)/.exec(path)?.slice(1, 2) ?? [];
}

/** A product of four files with the real start script and compiler. */
function smallTree(): string {
  const tree = realpathSync(temporary('gap-compiled-'));
  for (const folder of ['bin', 'packaging', 'src/part', 'node_modules'])
    mkdirSync(join(tree, folder), { recursive: true });
  symlinkSync(join(root, 'node_modules/esbuild'), join(tree, 'node_modules/esbuild'));
  const compiler = ['compile.ts', 'own-files.ts', 'quick.ts', 'warm-up.cjs'].map((name) => `packaging/${name}`);
  for (const file of ['bin/quick.cjs', 'bin/start.mjs', 'package.json', ...compiler])
    copyFileSync(join(root, file), join(tree, file));
  writeFileSync(
    join(tree, 'src/main.ts'),
    "import { word } from './part/index.ts';\nconsole.log(word satisfies string);\n",
  );
  writeFileSync(join(tree, 'src/part/index.ts'), "export { word } from './one.ts';\n");
  writeFileSync(join(tree, 'src/part/one.ts'), "export const word = 'one';\n");
  return tree;
}

function said(tree: string): string {
  const { stdout, stderr } = spawnSync(process.execPath, [join(tree, 'bin/start.mjs')], { encoding: 'utf8' });
  return stdout.trim() || stderr;
}

function currentCopy(tree: string): string {
  const place = join(tree, 'node_modules/.cache/gap', encodeURIComponent(tree).slice(-200));
  return join(place, JSON.parse(readFileSync(join(place, 'current all.json'), 'utf8')).folder);
}

/** A file that was changed within the last two seconds is compiled at each start. */
const settle = () => setTimeout(2_100);

function temporary(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), name));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
