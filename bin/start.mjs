/**
 * Starts the software from its compiled copy, which `packaging/compile.ts` creates from `src` and from packages with
 * many files: stripping the types of hundreds of files at each start took 0.3 to 0.7 s. A copy is only used if each
 * of its source files is unchanged, by size, inode and both timestamps, or otherwise by SHA-256. If not, it is
 * created again; if that is not possible (no esbuild, read-only files), the software runs from `src`.
 *
 * Plain JavaScript, since it decides whether types must be stripped, with as few imports as possible.
 */
// Not by `import`, which reads every export of a built-in module and so loads its streams.
const { readFileSync, statSync, writeSync } = process.getBuiltinModule('node:fs');
const { enableCompileCache } = process.getBuiltinModule('node:module');
const { join } = process.getBuiltinModule('node:path');
const { pathToFileURL } = process.getBuiltinModule('node:url');

const root = join(import.meta.dirname, '..');

if (process.platform === 'linux' && ['serve', 'demo'].includes(process.argv[2])) setAllocator();

const words = process.argv.slice(2, 4).filter((word) => /^[a-z-]+$/.test(word));
const copy = presentCopy(words.join(' ')) ?? presentCopy('all') ?? checkedCopy() ?? makeCopy();
if (copy !== null) enableCompileCache(join(copy, 'v8'));
await import(pathToFileURL(copy === null ? join(root, 'src/main.ts') : join(copy, 'main.mjs')).href);

/**
 * By default, glibc's allocator raises the size from which it returns memory to that of freed blocks, up to 32 MB:
 * after some large uploads a server permanently uses 100 MB more. It reads its settings at process start, so this
 * process restarts itself, if Node supports that.
 */
function setAllocator() {
  const settings = JSON.parse(readFileSync(join(import.meta.dirname, 'allocator.json'), 'utf8'));
  if (Object.keys(settings).some((name) => name in process.env)) return;
  const line = [process.execPath, ...process.execArgv, ...process.argv.slice(1)];
  process.execve?.(process.execPath, line, { ...process.env, ...settings });
}

/** The folder of the copy if no file that this command loads has changed; null if unknown. */
function presentCopy(command) {
  try {
    const { node, folder, files } = JSON.parse(readFileSync(join(place(), `current ${command}.json`), 'utf8'));
    return node === process.version && files.every(unchanged) ? join(place(), folder) : null;
  } catch {
    return null;
  }
}

function unchanged([file, size, inode, changed, modified]) {
  const stat = statSync(join(root, file));
  return stat.ctimeMs === changed && stat.mtimeMs === modified && stat.size === size && stat.ino === inode;
}

/** The same for a tree that was copied or checked out again: files are compared by content. */
function checkedCopy() {
  try {
    const { node, folder } = JSON.parse(readFileSync(join(place(), 'current all.json'), 'utf8'));
    const contents = JSON.parse(readFileSync(join(place(), folder, 'contents.json'), 'utf8'));
    const { createHash } = process.getBuiltinModule('node:crypto');
    const hash = (file) =>
      createHash('sha256')
        .update(readFileSync(join(root, file)))
        .digest('hex');
    return node === process.version && contents.every(([file, sha256]) => hash(file) === sha256)
      ? join(place(), folder)
      : null;
  } catch {
    return null;
  }
}

/** In a separate process, which releases its memory when it ends. It takes seconds, which a person is warned of. */
function makeCopy() {
  if (['serve', 'demo'].includes(process.argv[2]) || process.getBuiltinModule('node:tty').isatty(2))
    writeSync(2, 'The software is prepared for its first start. This takes a few seconds.\n');
  const { spawnSync } = process.getBuiltinModule('node:child_process');
  const script = join(root, 'packaging/compile.ts');
  const flags = ['--disable-warning=ExperimentalWarning', '--disallow-code-generation-from-strings'];
  const { status, stdout } = spawnSync(process.execPath, [...flags, script], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : null;
}

/**
 * Next to the packages, where only the installing user can write; separate for each tree, since trees may share
 * packages.
 */
function place() {
  return join(root, 'node_modules/.cache/gap', encodeURIComponent(root).slice(-200));
}
