/**
 * Bundles the commands that only list something, each bundle with the code that V8 compiled while they ran once:
 * `bin/quick.cjs` starts them from it, and all others start from the compiled copy.
 */
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
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

/** What runs once for each bundle. The first says something without the store; `bin/quick.cjs` has the same names. */
const ran = {
  says: ['--help', '--version'],
  lists: ['cycle list', `cycle show warm-up`, 'submission list', 'release list'],
} as const;

/** As in `bin/gap`: V8 takes compiled code only with the settings with which it was compiled. */
const flags = [
  '--disallow-code-generation-from-strings',
  '--disable-warning=ExperimentalWarning',
  '--no-opt',
  '--v8-pool-size=0',
];

/** Modules that take long to load, and what only content that changed needs. */
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
 * @param place - folder of the copies, for the bundles for this version of Node
 * @param copy - folder of the current copy; does nothing if the software has no such commands
 * @returns the files
 */
export async function makeQuick(root: string, place: string, copy: string): Promise<string[]> {
  if (process.platform === 'win32' || !existsSync(join(root, wordsFile))) return [];
  const data = mkdtempSync(join(tmpdir(), 'gap-quick-'));
  try {
    await openExample(data);
    const made: string[] = [];
    for (const name of ['says', 'lists'] as const) made.push(await makeOne(name, { root, place, copy, data }));
    return made;
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}

/** A store with a cycle and a country, as what no command reached is compiled each time. */
async function openExample(folder: string): Promise<void> {
  const { cycles, openStore, submissions } = await import('../src/state/index.ts');
  const store = await openStore({ databaseUrl: null, folder });
  try {
    await store.transaction(async (tx) => {
      await cycles.open(tx, {
        ...{ id: 'warm-up', instrument: 'warm-up', version: '1', instrumentHash: '', meaning: '', meaningHash: '' },
        ...{ openedAt: '2026-01-01T00:00:00Z', openedBy: 'warm-up', closesOn: '2026-12-31' },
        ...{ target: null, targetYear: null, baseline: null, rules: null, rulesHash: null },
      });
      await submissions.invite(tx, 'warm-up', ['XAA']);
    });
  } finally {
    await store.close();
  }
}

type Places = { readonly root: string; readonly place: string; readonly copy: string; readonly data: string };

async function makeOne(name: keyof typeof ran, { root, place, copy, data }: Places): Promise<string> {
  const draft = join(place, `making-${randomUUID()}`);
  try {
    writeFileSync(draft, await bundle(root, copy, name));
    const words = [...flags, join(root, 'packaging/warm-up.cjs'), draft, ...ran[name]];
    const { DATABASE_URL: _, ...env } = process.env;
    await promisify(execFile)(process.execPath, words, { env: { ...env, GAP_DATA: data }, maxBuffer: 2 ** 24 });
    const made = join(place, `quick-${name}-${process.versions.node}`);
    renameSync(draft, made);
    return made;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** A file with its size, inode and times as of when it was read. */
type Stamp = readonly [file: string, size: number, inode: number, changed: number, modified: number];

/** @returns a function of `require` and `module`, as text in ASCII */
async function bundle(root: string, copy: string, name: keyof typeof ran): Promise<string> {
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
  for (const file of ['package.json', 'bin/start.mjs', 'bin/quick.cjs']) read(join(root, file));
  const { outputFiles } = await build({
    stdin: { contents: name === 'says' ? saysEntry : await listsEntry(root), resolveDir: root, loader: 'ts' },
    write: false,
    absWorkingDir: root,
    preserveSymlinks: true,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node24',
    minifyWhitespace: true,
    minifySyntax: true,
    minifyIdentifiers: true,
    charset: 'ascii',
    legalComments: 'none',
    logLevel: 'silent',
    define: { 'import.meta.url': JSON.stringify(pathToFileURL(join(copy, 'main.mjs')).href) },
    plugins: [noneLater, ownFiles(root, read, late)],
  });
  const text = outputFiles[0]!.text.replace('"STAMPS"', () => JSON.stringify([...stamps.values()]));
  if (!/^[\0-\x7f]*$/.test(text)) throw new Error('The bundle is not in ASCII.');
  return `(function (require, module) {${text}\n})`;
}

/** The program, which starts when it is called and not when it is loaded. */
function withoutStart(text: string): string {
  const last = '\nawait start();\n';
  if (!text.endsWith(last)) throw new Error('src/main.ts does not end with its start.');
  return text.slice(0, -last.length);
}

/** Other commands, and what these load later, stay outside. */
const noneLater: Plugin = {
  name: 'none later',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^(?:\.{1,2})?\// }, ({ path, resolveDir, kind }) =>
      kind === 'dynamic-import' ? { path: resolve(resolveDir, path), external: true } : undefined,
    ),
};

const saysEntry = `
export { start } from './src/main.ts';
export const stamps = "STAMPS";
`;

/** Links the commands, with what they say of the content. */
async function listsEntry(root: string): Promise<string> {
  const { keepWords, readWords } = await import('../src/cli/words.ts');
  const linked = Object.entries(quickCommands).flatMap(([words, file], at) =>
    file === null
      ? []
      : `import { command as command${at} } from './${file}';
Object.assign(commands['${words}'], { load: async () => ({ command: command${at} }) });`,
  );
  return `${saysEntry}
import { commands } from './src/cli/commands.ts';
import { ${keepWords.name} as keep } from './src/cli/words.ts';
${linked.join('\n')}
keep(${JSON.stringify(root)}, ${JSON.stringify(readWords(root))});
`;
}

const wordsFile = 'src/cli/words.ts';
