/** Every folder of `test/` opens with what it proves. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from './source.ts';

// What stands below these is data of tests, described beside it.
const data = ['cases', 'golden'];
const folders = readdirSync(join(root, 'test'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => join(entry.parentPath, entry.name).slice(join(root, 'test/').length))
  .filter((folder) => !data.some((one) => folder.startsWith(`${one}/`)));

it.each(folders)('test/%s says in its README.md what it proves', (folder) => {
  const file = join(root, 'test', folder, 'README.md');
  expect(existsSync(file)).toBe(true);
  const [title, blank, first] = readFileSync(file, 'utf8').split('\n');
  expect([title, blank]).toEqual([expect.stringMatching(/^# \S/), '']);
  expect(first).toMatch(data.includes(folder) ? /\S/ : /^Proves /);
});
