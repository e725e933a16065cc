import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { root, sourceFiles } from './source.ts';

const threads = sourceFiles()
  .filter(({ text }) => /import \{[^}]*\bparentPort\b[^}]*\} from 'node:worker_threads'/.test(text))
  .map(({ path }) => path);

/** Whether a module that it loads has a top-level `await`; nothing is run if one has. */
function waitsWhileLoading(path: string): boolean {
  const load = `try { require('./src/${path}') } catch (error) { if (error.code === 'ERR_REQUIRE_ASYNC_MODULE') process.exit(7) }`;
  return spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', '-e', load], { cwd: root }).status === 7;
}

describe('a thread', () => {
  // V8 ends the process if a thread is terminated while it runs modules that waited for another one. The painter, whose
  // Vega waits, is terminated only after it has said that it is loaded.
  it('loads no module with a top-level await, but for the painter', () => {
    expect(threads.length).toBeGreaterThan(3);
    expect(threads.filter(waitsWhileLoading)).toEqual(['dashboard/draw/painter-thread.ts']);
  });
});
