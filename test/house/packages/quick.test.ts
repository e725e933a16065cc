import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { openOneCycle } from '../../../bench/inputs/one-cycle.ts';
import { compile } from '../../../packaging/compile.ts';
import { quickCommands } from '../../../packaging/quick.ts';
import { root } from '../source.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

describe('the bundles of the commands that only list', () => {
  it('contain those that both scripts start from them', () => {
    const shell = /case "\$1 \$2" in\s+([^)]*)\)/.exec(readFileSync(join(root, 'bin/gap'), 'utf8'))![1]!;
    const inShell = [...shell.matchAll(/"([^"]*)"/g)].map(([, words]) => words!.trim());
    const script = /const quick = \[([^\]]*)\]/.exec(readFileSync(join(root, 'bin/gap.cjs'), 'utf8'))![1]!;
    const inScript = [...script.matchAll(/'([^']*)'/g)].map(([, words]) => words!);
    expect(inShell.sort()).toEqual(Object.keys(quickCommands).sort());
    expect(inScript.sort()).toEqual(Object.keys(quickCommands).sort());
  });

  it.skipIf(process.platform === 'win32')('say what the source says, also after a file has changed', async () => {
    const tree = copyOfSoftware();
    const data = temporary();
    await openOneCycle(data);
    await setTimeout(2_100);
    const place = join(tree, 'node_modules/.cache/gap', encodeURIComponent(tree));
    const copy = await compile(tree, place);
    const bundles = ['says', 'lists'].map((name) => join(place, `quick-${name}-${process.versions.node}`));
    expect(bundles.map(isCodeTaken)).toEqual([true, true]);
    const said = (script: string, words: string) => {
      const { stdout, stderr, status } = spawnSync(script, words.split(' ').filter(Boolean), {
        encoding: 'utf8',
        env: { PATH: process.env.PATH, GAP_DATA: data },
      });
      return { stdout, stderr, status };
    };
    const calls = [...Object.keys(quickCommands), 'cycle show cybercrime-2026', 'cycle list --json'];
    const byCopy = (words: string) => said(process.execPath, `${flags} ${join(tree, 'bin/start.mjs')} ${words}`);
    const expected = calls.map(byCopy);
    expect(new Set(expected.map(({ stdout, stderr }) => stdout + stderr)).size).toBe(calls.length - 1);
    writeFileSync(join(copy, 'main.mjs'), "throw new Error('not by the bundle');\n");
    expect(calls.map((words) => said(join(tree, 'bin/gap'), words))).toEqual(expected);
    expect(said(process.execPath, `${join(tree, 'bin/gap.cjs')} cycle list`)).toEqual(
      expected[calls.indexOf('cycle list')],
    );
    change(tree, 'texts/en/desk.yaml', 'not_opened: Not opened', 'not_opened: Not yet opened');
    expect(said(join(tree, 'bin/gap'), 'submission list').stdout).toContain('Not yet opened');
    change(tree, 'src/cli/cycle/list.ts', "'Invited', 'Reported'", "'Asked', 'Reported'");
    expect(said(join(tree, 'bin/gap'), 'cycle list').stdout).toContain('Asked');
  });
});

const flags = '--disallow-code-generation-from-strings --disable-warning=ExperimentalWarning';

/** Whether V8, with the settings of `bin/gap`, takes the compiled code of a bundle. */
function isCodeTaken(file: string): boolean {
  const script = `const bytes = require('fs').readFileSync(process.argv[1]), end = 16 + Number(bytes.latin1Slice(0, 16));
    const cachedData = bytes.subarray(16, end);
    console.log(new (require('vm').Script)(bytes.latin1Slice(end), { cachedData }).cachedDataRejected);`;
  const settings = /--no-opt[\s\\]+--v8-pool-size=0/.exec(readFileSync(join(root, 'bin/gap'), 'utf8'))![0];
  const words = [...flags.split(' '), ...settings.split(/[\s\\]+/), '-e', script, file];
  return spawnSync(process.execPath, words, { encoding: 'utf8' }).stdout === 'false\n';
}

function change(tree: string, file: string, from: string, to: string): void {
  const text = readFileSync(join(tree, file), 'utf8');
  expect(text).toContain(from);
  writeFileSync(join(tree, file), text.replace(from, to));
}

/** The software with its packages linked. */
function copyOfSoftware(): string {
  const tree = realpathSync(temporary());
  for (const part of ['bin', 'src', 'packaging', 'texts', 'pipelines', 'fonts', 'package.json', 'package-lock.json'])
    cpSync(join(root, part), join(tree, part), { recursive: true });
  mkdirSync(join(tree, 'node_modules'));
  for (const name of readdirSync(join(root, 'node_modules')))
    if (!name.startsWith('.')) symlinkSync(join(root, 'node_modules', name), join(tree, 'node_modules', name));
  return tree;
}

function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), 'gap-quick-'));
  folders.push(folder);
  return folder;
}
