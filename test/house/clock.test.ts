/** Tests wait for an event, not for a time, so that the load of the machine never decides their result. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from './source.ts';

const limits: readonly [string, RegExp][] = [
  ['a limit of its own', /\b(?:timeout|testTimeout|hookTimeout): *[1-9]|setDefault\w*Timeout\([1-9]/],
  ['a limit as a last argument', /^\s*\}, *[1-9][0-9_]*_000\);/m],
  ['a measure of elapsed time', /\bperformance\.now\(|\bhrtime\b/],
];

it.each(limits)('no test has %s', (_, limit) => {
  const files = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  expect(files.length).toBeGreaterThan(100);
  const own = join('house', 'clock.test.ts');
  expect(files.filter((file) => file !== own && limit.test(readFileSync(join(root, 'test', file), 'utf8')))).toEqual(
    [],
  );
});
