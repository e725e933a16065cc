/** Every folder of `test/` has a README of what it proves, and no folder has more files than a reader can survey. */
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../source.ts';

// Test data, described in the folders themselves.
const data = ['cases', 'golden'];
const folders = readdirSync(join(root, 'test'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => join(entry.parentPath, entry.name).slice(join(root, 'test/').length))
  .filter((folder) => !data.some((one) => folder.startsWith(`${one}/`)));

it.each(folders)('test/%s states in its README.md what it proves', (folder) => {
  const file = join(root, 'test', folder, 'README.md');
  expect(existsSync(file)).toBe(true);
  const [title, blank, first] = readFileSync(file, 'utf8').split('\n');
  expect([title, blank]).toEqual([expect.stringMatching(/^# \S/), '']);
  expect(first).toMatch(data.includes(folder) ? /\S/ : /^Proves /);
});

const most = 20;

/** Folders with one file for each entry of a list, which readers open by name. */
const lists: Readonly<Record<string, string>> = {
  'test/golden/coinr': 'results of COINr, one file a step, named as its functions are',
};

/** Number of files directly in each folder, by path, without its README. */
function sizes(of: string): Map<string, number> {
  const folders = globSync(`${of}/**/*`, { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'README.md')
    .map((entry) => relative(root, entry.parentPath).replaceAll('\\', '/'));
  return new Map([...Map.groupBy(folders, (folder) => folder)].map(([folder, files]) => [folder, files.length]));
}

describe.each(['src', 'test', 'bench', 'dashboards', 'texts', 'questionnaires', 'pipelines', 'docs', 'packaging'])(
  '%s/',
  (of) => {
    it(`has at most ${most} files directly in a folder`, () => {
      const large = [...sizes(of)].filter(([folder, files]) => files > most && !(folder in lists));
      expect(large.map(([folder, files]) => `${folder}: ${files}`)).toEqual([]);
    });
  },
);

it.each(Object.keys(lists))('%s still needs its exception', (folder) => {
  expect(sizes(folder).get(folder)).toBeGreaterThan(most);
});
