/**
 * Starts a command that only lists something from its bundle with compiled code (`packaging/quick.ts`), if none of the
 * files in it has changed, and otherwise with `start.mjs`. With as few modules as possible.
 */
'use strict';
const { readFileSync, statSync } = process.getBuiltinModule('node:fs');
const { join } = process.getBuiltinModule('node:path');

const root = join(__dirname, '..');
const bundle = presentBundle();
if (bundle === null) startOtherwise();
// Nothing is left to do then, and taking down the memory of the process takes a millisecond.
else bundle.start().then((written) => written && process.exit());

function presentBundle() {
  // The driver of PostgreSQL is not in it.
  if (process.env.DATABASE_URL) return null;
  try {
    const name = /^[a-z]/.test(process.argv[2]) && process.argv.length > 3 ? 'lists' : 'says';
    const place = join(root, 'node_modules/.cache/gap', encodeURIComponent(root).slice(-200));
    const file = join(place, `quick-${name}-${process.versions.node}`);
    const bytes = readFileSync(file);
    // Code first, as V8 copies it unless it is aligned.
    const end = 16 + Number(bytes.latin1Slice(0, 16));
    const { Script } = process.getBuiltinModule('node:vm');
    const script = new Script(bytes.latin1Slice(end), { filename: file, cachedData: bytes.subarray(16, end) });
    const loaded = { exports: {} };
    script.runInThisContext()(require, loaded);
    return loaded.exports.stamps.every(isUnchanged) ? loaded.exports : null;
  } catch {
    return null;
  }
}

function isUnchanged([file, size, inode, changed, modified]) {
  const stat = statSync(file);
  return stat.ctimeMs === changed && stat.mtimeMs === modified && stat.size === size && stat.ino === inode;
}

function startOtherwise() {
  const flags = ['--disallow-code-generation-from-strings', '--disable-warning=ExperimentalWarning'];
  const line = [process.execPath, ...flags, join(__dirname, 'start.mjs'), ...process.argv.slice(2)];
  process.execve(process.execPath, line, process.env);
}
