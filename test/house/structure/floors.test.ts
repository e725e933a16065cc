import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root, sourceFiles } from '../source.ts';

const page = readFileSync(join(root, 'docs/architecture.md'), 'utf8');
const namesIn = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map(([, name]) => name!);

/** The floors of docs/architecture.md, lowest first. A folder imports only from lower ones. */
const floors = [...page.matchAll(/^ (\d) {2}(.+)$/gm)]
  .map(([, floor, text]) => ({ floor: Number(floor), words: text!.split(/\s{2,}/) }))
  .toSorted((a, b) => a.floor - b.floor)
  .map(({ words }) => words.filter((word) => !word.includes(' ')));

/** The folders that import a package, by its name. */
const doors: ReadonlyMap<string, readonly string[]> = new Map(
  page
    .slice(page.indexOf('| package '), page.indexOf('\n## Folders'))
    .split('\n')
    .map((row) => row.split('|').slice(1).map(namesIn))
    .flatMap(([packages = [], folders = []]) => packages.map((name) => [name, folders] as const)),
);

/** Boundaries inside the allowed directions. */
const walls = [...page.matchAll(/^- `(\w+)` never imports ([^:]+): (.+)\.$/gm)].map(([, folder, never, because]) => ({
  folder: folder!,
  never: namesIn(never!),
  because: because!,
}));

/**
 * Subfolders by folder, lowest first. Each imports only from itself and lower ones; those on one line not from each
 * other.
 */
const rooms: Readonly<Record<string, readonly (readonly string[])[]>> = {
  http: [['server'], ['site'], ['desk', 'api']],
  release: [
    ['input'],
    ['steps'],
    ['files'],
    ['protect'],
    ['build'],
    ['draft', 'method', 'explain', 'support'],
    ['public'],
    ['builder'],
  ],
  statistics: [['numeric'], ['columns'], ['index'], ['uncertainty', 'construct']],
};

const files = sourceFiles();
const floorOf = (folder: string) => floors.findIndex((floor) => floor.includes(folder));

describe('the floors of src/', () => {
  it('are read from the page', () => {
    expect([floors[0], floors.at(-1), floors.length, walls.length]).toEqual([['problem'], ['main'], 8, 3]);
    expect(doors.get('kysely')).toEqual(['state']);
    const named = [...walls.flatMap(({ folder, never }) => [folder, ...never]), ...[...doors.values()].flat()];
    expect(named.filter((folder) => floorOf(folder) < 0)).toEqual([]);
  });

  it('give every folder a place', () => {
    expect([...new Set(files.map(({ folder }) => folder))].filter((folder) => floorOf(folder) < 0)).toEqual([]);
  });

  it('are kept: a folder imports from lower floors only', () => {
    expect(
      crossings()
        .filter(({ from, to }) => floorOf(to) >= floorOf(from))
        .map(({ path, module }) => `${path} imports ${module}`),
    ).toEqual([]);
  });

  it('are entered by the front door: another folder is imported through its index.ts', () => {
    expect(
      crossings()
        .filter(({ module }) => !module.endsWith('/index.ts'))
        .map(({ path, module }) => `${path} imports ${module}`),
    ).toEqual([]);
  });

  it('have their walls', () => {
    const broken = walls.flatMap(({ folder, never, because }) =>
      crossings()
        .filter(({ from, to }) => from === folder && never.includes(to))
        .map(({ path, to }) => `${path} imports ${to}, but ${because}`),
    );
    expect(broken).toEqual([]);
  });

  it.each(Object.keys(rooms))('have rooms in %s/ that import downwards only', (folder) => {
    const levelOf = (path: string) => rooms[folder]!.findIndex((level) => level.includes(path.split('/')[1]!));
    const imports = files
      .filter((file) => file.folder === folder && levelOf(file.path) >= 0)
      .flatMap(({ path, imports: names }) =>
        names
          .filter((name) => name.startsWith('.'))
          .map((name) => ({ path, module: new URL(name, `file:///${path}`).pathname.slice(1) })),
      )
      .filter(({ module }) => module.startsWith(`${folder}/`) && module.split('/').length > 1);
    expect(imports.length).toBeGreaterThan(20);
    const broken = imports.filter(({ path, module }) => {
      if (path.split('/')[1] === module.split('/')[1]) return false;
      return levelOf(module) < 0 || levelOf(module) >= levelOf(path);
    });
    expect(broken.map(({ path, module }) => `${path} imports ${module}`)).toEqual([]);
  });

  it('say at their door what they are for and what they must not know', () => {
    const silent = files.filter(
      ({ path, text }) => /^[^/]+\/index\.ts$/.test(path) && (!text.startsWith('/**') || text.indexOf('*/') < 40),
    );
    expect(silent.map(({ path }) => path)).toEqual([]);
  });

  it('import each external package through the one folder that the page names', () => {
    const packages = files.flatMap(({ imports }) => imports.filter((name) => /^(?!node:)[@a-z]/.test(name)));
    // A package of types has no code.
    const unnamed = new Set(packages.map(packageOf)).difference(new Set([...doors.keys(), 'geojson']));
    expect([...unnamed]).toEqual([]);
    const strays = files.flatMap(({ path, folder, imports }) =>
      imports
        .filter((name) => !name.startsWith('.'))
        .map((name) => ({ path, folder, door: doors.get(packageOf(name)), name }))
        .filter(({ door, folder: from }) => door !== undefined && !door.includes(from))
        .map(({ path: file, name, door }) => `${file} imports ${name}, whose door is ${door!.join(' or ')}`),
    );
    expect(strays).toEqual([]);
  });

  /** Besides `main.ts`, the module that reads a setting of test runs, and the one that sets the allocator of DuckDB. */
  const readers = ['main.ts', 'content/kept.ts', 'warehouse/engine.ts'];
  it('have environment variables read only in main.ts', () => {
    expect(
      files.filter(({ path, text }) => !readers.includes(path) && /process\.env\b/.test(text)).map(({ path }) => path),
    ).toEqual([]);
  });
});

describe('the files of src/', () => {
  it('have at most 500 lines', () => {
    expect(files.filter(({ text }) => text.split('\n').length > 500).map(({ path }) => path)).toEqual([]);
  });

  it('have specific names, not general ones such as "utils"', () => {
    const vague = /(^|\/)(utils?|helpers?|common|misc|shared|manager|service|data)(\.ts)?(\/|$)/;
    expect(files.map(({ path }) => path).filter((path) => vague.test(path))).toEqual([]);
  });
});

/** Imports from one folder of src/ to another. */
function crossings(): { path: string; from: string; to: string; module: string }[] {
  return files.flatMap(({ path, folder, imports }) =>
    imports
      .filter((name) => name.startsWith('.'))
      .map((name) => new URL(name, `file:///${path}`).pathname.slice(1))
      .map((module) => ({ path, from: folder, to: module.split('/')[0]!.replace(/\.ts$/, ''), module }))
      .filter(({ from, to }) => from !== to),
  );
}

function packageOf(name: string): string {
  if (name.startsWith('node:')) return name;
  return name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');
}
