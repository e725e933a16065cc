/** The files that `vitest.config.ts` begins with, so that no core waits for them at the end: one that was moved is not forgotten. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from './source.ts';

it('each file that begins first exists, and is named once', () => {
  const config = readFileSync(join(root, 'vitest.config.ts'), 'utf8');
  const [, list = ''] = /^const longest = \[\n([^\]]*)\];$/m.exec(config)!;
  const named = [...list.matchAll(/'([^']+)'/g)].map(([, name]) => name!);
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((name) => !existsSync(join(root, `test/${name}.test.ts`)))).toEqual([]);
  expect(new Set(named).size).toBe(named.length);
});
