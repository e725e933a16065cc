/** Every folder of `test/` opens with what it proves, and no folder holds more files than can be surveyed. */
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../source.ts';

// What is below these is data of tests, described next to it.
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

const most = 20;

/** Folders whose files are entries of one list, which a reader looks up by name and never surveys. */
const lists: Readonly<Record<string, string>> = {
  'test/golden/coinr': 'results of COINr, one file a step, named as its functions are',
};

/** How many files each folder has on its own level, by its path. Its README is its opening. */
function sizes(of: string): Map<string, number> {
  const folders = globSync(`${of}/**/*`, { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'README.md')
    .map((entry) => relative(root, entry.parentPath).replaceAll('\\', '/'));
  return new Map([...Map.groupBy(folders, (folder) => folder)].map(([folder, files]) => [folder, files.length]));
}

describe.each(['src', 'test', 'bench', 'dashboards', 'texts', 'questionnaires', 'docs', 'packaging'])('%s/', (of) => {
  it(`has at most ${most} files of one level in a folder`, () => {
    const large = [...sizes(of)].filter(([folder, files]) => files > most && !(folder in lists));
    expect(large.map(([folder, files]) => `${folder}: ${files}`)).toEqual([]);
  });
});

it.each(Object.keys(lists))('%s is still a list that is larger', (folder) => {
  expect(sizes(folder).get(folder)).toBeGreaterThan(most);
});
