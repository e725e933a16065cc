import { describe, expect, it } from 'vitest';
import { sourceFiles } from '../source.ts';

/** The floors of the house, lowest first; a folder imports from lower ones only. `docs/architecture.md` draws them. */
const floors: readonly (readonly string[])[] = [
  ['problem'],
  ['domain', 'warehouse', 'content'],
  ['questionnaire', 'i18n', 'reference', 'state', 'statistics'],
  ['workbook', 'accounts', 'pipeline', 'support'],
  ['collection', 'release', 'document'],
  ['dashboard', 'exchange', 'demo'],
  ['http', 'cli', 'jobs', 'browser'],
  ['main'],
];

/** The one folder through which a package comes in. */
const doors: Readonly<Record<string, readonly string[]>> = {
  exceljs: ['workbook'],
  fflate: ['workbook'],
  saxes: ['workbook', 'support'],
  docx: ['document'],
  '@myriaddreamin/typst-ts-node-compiler': ['document'],
  '@resvg/resvg-js': ['document'],
  kysely: ['state'],
  pg: ['state'],
  'node:sqlite': ['state'],
  '@duckdb/node-api': ['warehouse'],
  vega: ['dashboard', 'browser'],
  'vega-lite': ['dashboard'],
  'vega-interpreter': ['dashboard', 'browser'],
  hono: ['http'],
  '@hono/node-server': ['http'],
  esbuild: ['http'],
  yaml: ['content'],
  'csv-parse': ['content'],
  ajv: ['content'],
};

/** Walls inside the allowed directions. */
const walls: readonly { folder: string; never: readonly string[]; because: string }[] = [
  { folder: 'dashboard', never: ['state', 'collection'], because: 'a public page must not reach an unreleased answer' },
  { folder: 'statistics', never: ['state', 'warehouse'], because: 'pure numbers know no store' },
  {
    folder: 'browser',
    never: ['state', 'collection', 'release', 'workbook'],
    because: 'what runs at the reader knows the page alone',
  },
];

/** Rooms of one folder, lowest first: a room imports from its own and from lower ones, two on one line not from each other. */
const rooms: Readonly<Record<string, readonly (readonly string[])[]>> = {
  http: [['server'], ['site'], ['desk', 'api']],
  statistics: [['numeric'], ['columns'], ['index'], ['uncertainty', 'construct']],
};

const files = sourceFiles();
const floorOf = (folder: string) => floors.findIndex((floor) => floor.includes(folder));

describe('the floors of src/', () => {
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

  it('have one door for each outside package', () => {
    const strays = files.flatMap(({ path, folder, imports }) =>
      imports
        .filter((name) => !name.startsWith('.'))
        .map((name) => ({ path, folder, door: doors[packageOf(name)], name }))
        .filter(({ door, folder: from }) => door !== undefined && !door.includes(from))
        .map(({ path: file, name, door }) => `${file} imports ${name}, whose door is ${door!.join(' or ')}`),
    );
    expect(strays).toEqual([]);
  });

  /** Next to `main.ts` only what a run of tests sets for all processes that it starts. */
  const readers = ['main.ts', 'content/kept.ts'];
  it('let nobody but main read the environment', () => {
    expect(
      files.filter(({ path, text }) => !readers.includes(path) && /process\.env\b/.test(text)).map(({ path }) => path),
    ).toEqual([]);
  });
});

describe('the files of src/', () => {
  it('are none above 500 lines', () => {
    expect(files.filter(({ text }) => text.split('\n').length > 500).map(({ path }) => path)).toEqual([]);
  });

  it('stand at most 21 in a folder', () => {
    const perFolder = new Map<string, number>();
    for (const { path } of files) {
      const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
      perFolder.set(folder, (perFolder.get(folder) ?? 0) + 1);
    }
    expect([...perFolder].filter(([, count]) => count > 21)).toEqual([]);
  });

  it('bear names of the field, none of them a place where taste goes to die', () => {
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
