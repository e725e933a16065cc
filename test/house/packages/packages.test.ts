import { existsSync, globSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { installShared } from '../../../packaging/own-packages.ts';
import { root } from '../source.ts';

type List = Record<string, Record<string, string>>;
const listIn = (folder: string) => JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as List;

const reported = listIn('.');
/** Of the software, and of commands that install their own packages. */
const folders = ['.', ...globSync('packaging/*/package.json', { cwd: root }).map((file) => dirname(file))];
const nodes = Object.entries(reported.optionalDependencies ?? {});

describe('the packages', () => {
  it('are locked by their content, not by the host that they came from', () => {
    expect(folders.length).toBeGreaterThan(3);
    for (const folder of folders) {
      const lock = readFileSync(join(root, folder, 'package-lock.json'), 'utf8');
      expect(lock, folder).not.toMatch(/"resolved"|https?:\/\/registry/);
      const { packages } = JSON.parse(lock) as { packages: Record<string, List> };
      const { dependencies, devDependencies } = listIn(folder);
      expect(packages[''], folder).toMatchObject({ dependencies, ...(devDependencies && { devDependencies }) });
    }
  });

  it('are the exact versions that were tested', () => {
    const all = folders
      .map(listIn)
      .flatMap(({ dependencies, devDependencies, optionalDependencies }) =>
        [dependencies, devDependencies, optionalDependencies].flatMap((one) => Object.values(one ?? {})),
      );
    expect(all.filter((version) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
  });

  it('install the same patch level of Node on every platform', () => {
    expect(nodes.length).toBeGreaterThan(2);
    expect(new Set(nodes.map(([, version]) => version)).size).toBe(1);
    expect(nodes.map(([name]) => name).filter((name) => !/^node-(linux|win|darwin)-(x64|arm64)$/.test(name))).toEqual(
      [],
    );
  });

  it('give the linter the rules of the version that is locked', () => {
    const { $schema } = JSON.parse(readFileSync(join(root, 'biome.json'), 'utf8')) as { $schema: string };
    expect($schema).toContain(`/${listIn('packaging/lint').dependencies!['@biomejs/biome']}/`);
  });
});

describe('the packages of a command', () => {
  it('are installed once for each lock file, in a folder that others share', () => {
    const { lists, place } = listsOf({ name: 'one' });
    const folder = installShared(lists, place);
    expect(existsSync(join(folder, 'node_modules/.lock.json'))).toBe(true);
    writeFileSync(join(folder, 'kept'), '');
    expect(installShared(lists, place)).toBe(folder);
    expect(existsSync(join(folder, 'kept'))).toBe(true);
    const other = listsOf({ name: 'another' });
    expect(installShared(other.lists, place)).not.toBe(folder);
    expect(readdirSync(place).length).toBe(2);
  });

  it('leave nothing behind if they cannot be installed', () => {
    const { lists, place } = listsOf({ name: 'one' });
    writeFileSync(join(lists, 'package.json'), 'no list');
    expect(() => installShared(lists, place)).toThrow('could not be installed');
    expect(readdirSync(place)).toEqual([]);
  });
});

function listsOf(described: object) {
  const lists = mkdtempSync(join(tmpdir(), 'gap-lists-'));
  onTestFinished(() => rmSync(lists, { recursive: true, force: true }));
  writeFileSync(join(lists, 'package.json'), JSON.stringify(described));
  const lock = { lockfileVersion: 3, packages: { '': described } };
  writeFileSync(join(lists, 'package-lock.json'), JSON.stringify(lock));
  return { lists, place: join(lists, 'place') };
}
