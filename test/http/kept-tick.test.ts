import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { expect, it } from 'vitest';

const script = `
  import { executionAsyncResource } from 'node:async_hooks';
  import { keepTick } from '${new URL('../../src/http/kept-tick.ts', import.meta.url)}';
  const tick = () => new Promise((resolve) => process.nextTick(() => resolve(executionAsyncResource())));
  const kept = await keepTick();
  for (let time = 0; time < 8; time += 1) {
    await tick();
    gc();
  }
  console.log('callback' in kept, %HaveSameMap(kept, await tick()));
`;

it('keeps an object of process.nextTick, with the map of all others, through garbage collections', () => {
  const flags = ['--disable-warning=ExperimentalWarning', '--expose-gc', '--allow-natives-syntax'];
  const { stdout, stderr } = spawnSync(process.execPath, [...flags, '--input-type=module', '-e', script], {
    encoding: 'utf8',
  });
  expect(stdout + stderr).toBe('true true\n');
});
