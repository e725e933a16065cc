/**
 * Starts the product from its compiled copy, which `packaging/compile.ts` makes of `src` and of the packages that it reads
 * file by file: to strip the types of some hundred files at each start took 0.3 to 0.7 s. A copy is used only while every
 * file that it was made of is as it was then, by size, inode and both times, or else by SHA-256. Otherwise it is made
 * again, and where that is not possible (no esbuild, nothing may be written), the product runs from `src`.
 *
 * Plain JavaScript, since it decides whether types have to be stripped, with nothing imported that it can do without.
 */
// Not by `import`, which asks for every name of a part and so loads what it has of streams.
const { readFileSync, statSync } = process.getBuiltinModule('node:fs');
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
 * Left to itself, the C library's allocator (glibc) takes the size of what was let go as the size from which it gives memory
 * back, up to 32 MB: after some large uploads a server keeps 100 MB more for good. It reads its settings when a process
 * starts, so this process starts once more, where Node can do that.
 */
function setAllocator() {
  const settings = JSON.parse(readFileSync(join(import.meta.dirname, 'allocator.json'), 'utf8'));
  if (Object.keys(settings).some((name) => name in process.env)) return;
  const line = [process.execPath, ...process.execArgv, ...process.argv.slice(1)];
  process.execve?.(process.execPath, line, { ...process.env, ...settings });
}

/** The folder of the copy, where no file was touched since that this command loads; null: not known. */
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

/** The same for a tree that was copied or checked out again: files are compared by what they contain. */
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

/** In a process of its own, whose memory ends with it. */
function makeCopy() {
  const { spawnSync } = process.getBuiltinModule('node:child_process');
  const script = join(root, 'packaging/compile.ts');
  const flags = ['--disable-warning=ExperimentalWarning', '--disallow-code-generation-from-strings'];
  const { status, stdout } = spawnSync(process.execPath, [...flags, script], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : null;
}

/** Next to the packages, where only who installs the product writes; apart for each tree, since trees may share packages. */
function place() {
  return join(root, 'node_modules/.cache/gap', encodeURIComponent(root).slice(-200));
}
