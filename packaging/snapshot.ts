/**
 * Makes a startup snapshot of V8 with the commands that only list something: their code is loaded and compiled, and the
 * content that they need is read, before anyone calls them. `bin/gap` and `bin/gap.cjs` start these commands from it;
 * all others start from the compiled copy.
 */
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { build, type Plugin } from 'esbuild';
import { ownFiles, type Read } from './own-files.ts';

/** Their words, and the files of those that have one; the same words are in `bin/gap` and `bin/gap.cjs`. */
export const quickCommands: Readonly<Record<string, string | null>> = {
  '': null,
  '--help': null,
  '--version': null,
  'cycle list': 'src/cli/cycle/list.ts',
  'cycle show': 'src/cli/cycle/show.ts',
  'submission list': 'src/cli/submission/list.ts',
  'release list': 'src/cli/release/list.ts',
};

const flags = ['--disallow-code-generation-from-strings', '--disable-warning=ExperimentalWarning'];

/** Modules with native parts, which no snapshot can contain, and what only content that changed needs. */
const late = [
  'node:crypto',
  'node:sqlite',
  'node:timers/promises',
  'node:worker_threads',
  'csv-parse/sync',
  'intl-messageformat',
  'yaml',
];

/**
 * @param root - the software
 * @param place - folder of the copies, for the snapshot of this version of Node
 * @param copy - folder of the current copy; does nothing if the software has no such commands
 * @returns the file
 */
export async function makeSnapshot(root: string, place: string, copy: string): Promise<string | null> {
  if (process.platform === 'win32' || !existsSync(join(root, wordsFile))) return null;
  const draft = join(place, `making-${randomUUID()}`);
  const [script, described, blob] = ['cjs', 'json', 'blob'].map((kind) => `${draft}.${kind}`) as [
    string,
    string,
    string,
  ];
  try {
    const stamps = await bundle(root, copy, script);
    writeFileSync(
      script,
      readFileSync(script, 'utf8').replace('"STAMPS"', () => JSON.stringify(stamps)),
    );
    // Without the compiled code of Node itself, which makes reading the snapshot take longer than it saves.
    writeFileSync(described, JSON.stringify({ builder: script, withoutCodeCache: true }));
    const words = [...flags, '--snapshot-blob', blob, '--build-snapshot-config', described];
    await promisify(execFile)(process.execPath, words, { cwd: root });
    const made = join(place, `lists-${process.versions.node}.snapshot`);
    renameSync(blob, made);
    return made;
  } finally {
    for (const file of [script, described, blob]) rmSync(file, { force: true });
  }
}

/** A file with its size, inode and times as of when it was read. */
type Stamp = readonly [file: string, size: number, inode: number, changed: number, modified: number];

/** @returns the files that were included */
async function bundle(root: string, copy: string, outfile: string): Promise<Stamp[]> {
  const stamps = new Map<string, Stamp>();
  const read: Read = (path) => {
    const file = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+\//.exec(path)?.[0];
    // Each version of a package has its own description.
    const decisive = file === undefined ? path : `${file}package.json`;
    const { size, ino, ctimeMs, mtimeMs } = statSync(decisive);
    stamps.set(decisive, [decisive, size, ino, ctimeMs, mtimeMs]);
    const text = readFileSync(path, 'utf8');
    return path === join(root, 'src/main.ts') ? withoutStart(text) : text;
  };
  for (const file of ['package.json', 'bin/start.mjs']) read(join(root, file));
  await build({
    stdin: { contents: await entry(root), resolveDir: root, loader: 'ts' },
    outfile,
    absWorkingDir: root,
    preserveSymlinks: true,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node24',
    minifyWhitespace: true,
    minifySyntax: true,
    minifyIdentifiers: true,
    legalComments: 'none',
    logLevel: 'silent',
    define: { 'import.meta.url': JSON.stringify(pathToFileURL(join(copy, 'main.mjs')).href) },
    plugins: [onlyTheirs(root), ownFiles(root, read, late)],
  });
  return [...stamps.values()];
}

/** The program, which starts when the snapshot is read and not when it is made. */
function withoutStart(text: string): string {
  const last = '\nawait start();\n';
  if (!text.endsWith(last)) throw new Error('src/main.ts does not end with its start.');
  return text.slice(0, -last.length);
}

/** Other commands, and what these load later, stay outside. */
const onlyTheirs = (root: string): Plugin => ({
  name: 'only their files',
  setup: ({ onResolve }) => {
    const theirs = Object.values(quickCommands).flatMap((file) => (file === null ? [] : [join(root, file)]));
    onResolve({ filter: /^(?:\.{1,2})?\// }, ({ path, resolveDir, kind }) => {
      const full = resolve(resolveDir, path);
      return kind === 'dynamic-import' && !theirs.includes(full) ? { path: full, external: true } : undefined;
    });
  },
});

/**
 * Loads the commands, with what they say of the content. If a file of the software has changed since, the program starts
 * from its source instead.
 */
async function entry(root: string): Promise<string> {
  const { keepWords, readWords } = await import('../src/cli/words.ts');
  return `
import { statSync } from 'node:fs';
import { start } from './src/main.ts';
import { commands } from './src/cli/commands.ts';
import { ${keepWords.name} as keep } from './src/cli/words.ts';

const isUnchanged = ([file, size, inode, changed, modified]) => {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat !== undefined && stat.ctimeMs === changed && stat.mtimeMs === modified && stat.size === size && stat.ino === inode;
};
const stamps = "STAMPS";
async function load() {
  for (const name of ${JSON.stringify(Object.keys(quickCommands))}) await commands[name]?.load();
  keep(${JSON.stringify(root)}, ${JSON.stringify(readWords(root))});
}
load();

process.getBuiltinModule('node:v8').startupSnapshot.setDeserializeMainFunction(() => {
  // The driver of PostgreSQL is not in it.
  if (!process.env.DATABASE_URL && stamps.every(isUnchanged)) return start();
  const line = [process.execPath, ...${JSON.stringify(flags)}, ${JSON.stringify(join(root, 'bin/start.mjs'))}, ...process.argv.slice(2)];
  process.execve(process.execPath, line, process.env);
});
`;
}

const wordsFile = 'src/cli/words.ts';
