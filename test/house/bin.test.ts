import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { describe, expect, it, onTestFinished } from 'vitest';
import { root } from './source.ts';

/** The machine's own Node, often an older one; without it, the Node of the tests. */
const own = existsSync('/usr/bin/node') ? '/usr/bin/node' : process.execPath;

describe('the command', () => {
  it('runs on whatever Node starts it, and passes on what it said and its exit code', () => {
    const help = spawnSync(own, [join(root, 'bin/gap.cjs'), '--help'], { encoding: 'utf8' });
    expect([help.status, help.stderr]).toEqual([0, '']);
    expect(help.stdout).toContain('gap serve');
    const unknown = spawnSync(own, [join(root, 'bin/gap.cjs'), 'nonsense'], { encoding: 'utf8' });
    expect(unknown.status).toBeGreaterThan(0);
    expect(unknown.stderr).toContain('nonsense');
  });

  it('says in one sentence what to install where npm brought no Node and the present one is too old', () => {
    const script = aloneWith('');
    const old = "Object.defineProperty(process.versions, 'node', { value: '12.22.0' });";
    const told = spawnSync(own, ['-e', `${old} require(${JSON.stringify(script)})`], { encoding: 'utf8' });
    expect(told.status).toBe(1);
    expect(told.stderr).toMatch(/^This needs Node 24, .*: install Node 24 [^\n]*\.\n$/);
  });

  it('passes a signal on, and ends as the product ends', async () => {
    const script = aloneWith(
      "process.on('SIGTERM', () => process.exit(7)); setInterval(() => {}, 1000); console.log('up');",
    );
    const command = spawn(process.execPath, [script]);
    onTestFinished(() => void command.kill('SIGKILL'));
    await new Promise((resolve) => command.stdout.once('data', resolve));
    const ended = new Promise((resolve) => command.once('exit', resolve));
    command.kill('SIGTERM');
    expect(await ended).toBe(7);
  });
});

/** A copy of the command where no packages are, before a product that does what is given. */
function aloneWith(product: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'gap-bin-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const name of ['bin', 'src']) mkdirSync(join(folder, name));
  copyFileSync(join(root, 'bin/gap.cjs'), join(folder, 'bin/gap.cjs'));
  writeFileSync(join(folder, 'src/main.ts'), product);
  return join(folder, 'bin/gap.cjs');
}
