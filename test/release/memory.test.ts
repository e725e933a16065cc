import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const memory = join(resolve(import.meta.dirname, '../..'), 'src/release/build/memory.ts');

/** Collections that V8 reports of a process that runs this after it has returned what it no longer refers to. */
function collectionsAfter(body: string): number {
  const script = `
    import { returnGrownMemory, returnMemory } from ${JSON.stringify(memory)};
    const heap = (megabytes) => Array.from({ length: megabytes * 16 }, () => Array(8_192).fill(0.5));
    globalThis.kept = heap(200);
    returnMemory();
    console.log('from here');
    ${body}`;
  const flags = ['--disable-warning=ExperimentalWarning', '--input-type=module', '--trace-gc'];
  const { stdout, stderr } = spawnSync(process.execPath, [...flags, '--eval', script], { encoding: 'utf8' });
  expect(stderr).toBe('');
  return stdout.split('from here')[1]!.match(/Mark-Compact/g)?.length ?? 0;
}

describe('memory of a large build', () => {
  it('is not returned again after each table if the process refers to much besides', () => {
    expect(collectionsAfter('for (let table = 0; table < 5; table += 1) returnGrownMemory();')).toBe(0);
  });

  it('is returned after a table that left much', () => {
    expect(collectionsAfter('heap(200); returnGrownMemory();')).toBeGreaterThan(0);
  });
});
