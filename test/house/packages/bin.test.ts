import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { describe, expect, it, onTestFinished } from 'vitest';
import { serverFlags } from '../../../src/http/processes.ts';
import { root } from '../source.ts';

/** The Node of the system, often an older one, or else the Node of the tests. */
const own = existsSync('/usr/bin/node') ? '/usr/bin/node' : process.execPath;

describe('the command', () => {
  it('runs on any Node, and passes on its output and exit code', () => {
    const help = spawnSync(own, [join(root, 'bin/gap.cjs'), '--help'], { encoding: 'utf8' });
    expect([help.status, help.stderr]).toEqual([0, '']);
    expect(help.stdout).toContain('gap serve');
    const unknown = spawnSync(own, [join(root, 'bin/gap.cjs'), 'nonsense'], { encoding: 'utf8' });
    expect(unknown.status).toBeGreaterThan(0);
    expect(unknown.stderr).toContain('nonsense');
  });

  it('states in one sentence what to install where npm installed no Node and the present one is too old', () => {
    const script = aloneWith('');
    const old = "Object.defineProperty(process.versions, 'node', { value: '12.22.0' });";
    const reported = spawnSync(own, ['-e', `${old} require(${JSON.stringify(script)})`], { encoding: 'utf8' });
    expect(reported.status).toBe(1);
    expect(reported.stderr).toMatch(/^This needs Node 24, .*: install Node 24 [^\n]*\.\n$/);
  });

  it.skipIf(process.platform !== 'linux')('serves with an allocator that returns memory, in the same process', () => {
    const print = `process.on('exit', () => console.log(process.env.MALLOC_MMAP_THRESHOLD_, process.pid));`;
    const flags = ['--disable-warning=ExperimentalWarning', '--import', `data:text/javascript,${print}`];
    const start = (command: string) =>
      spawnSync(process.execPath, [...flags, join(root, 'bin/start.mjs'), command], {
        encoding: 'utf8',
        env: { PATH: process.env.PATH, GAP_DATA: join(tmpdir(), 'no such folder'), DATABASE_URL: '' },
      });
    const served = start('serve');
    // The same process id, so signals reach the server.
    expect(served.stdout).toContain(`131072 ${served.pid}\n`);
    expect(start('--version').stdout).toContain(`undefined `);
  });

  it('serves in several processes with the flags of `npm start`', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: { start: string } };
    expect(scripts.start.split(' ').filter((word) => word.startsWith('--'))).toEqual([...serverFlags]);
  });

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('passes %s on, and ends like the product', async (signal) => {
    const script = aloneWith(
      `process.on('${signal}', () => process.exit(7)); setInterval(() => {}, 1000); console.log('up');`,
    );
    expect(await endBy(script, signal)).toEqual([7, null]);
  });

  it.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
    ['SIGHUP', 129],
  ] as const)('ends with the code that shells give where %s ended the product', async (signal, code) => {
    expect(await endBy(aloneWith("setInterval(() => {}, 1000); console.log('up');"), signal)).toEqual([code, null]);
  });

  it('does not pass Ctrl-C on, since the terminal signals the product as well', { skip: !hasScript }, async () => {
    // Waits for a possible second signal, which would arrive at once.
    const say = "setTimeout(() => { console.log('heard ' + heard); process.exit(0); }, 500)";
    const onSignal = `let heard = 0; process.on('SIGINT', () => { heard += 1; if (heard === 1) ${say}; });`;
    const script = aloneWith(`${onSignal} setInterval(() => {}, 1000); console.log('up');`);
    // script(1) provides a terminal, which signals both processes on Ctrl-C.
    const terminal = spawn('script', ['-qec', `"${process.execPath}" "${script}"`, '/dev/null']);
    onTestFinished(() => void terminal.kill('SIGKILL'));
    let reported = '';
    terminal.stdout.on('data', (text) => {
      reported += text;
      if (reported.includes('up') && !reported.includes('^C') && !terminal.stdin.destroyed)
        terminal.stdin.write('\u0003');
    });
    await new Promise((resolve) => terminal.once('exit', resolve));
    expect(reported).toContain('heard 1');
  });
});

const hasScript = spawnSync('script', ['-qec', 'true', '/dev/null']).status === 0;

/** Starts a command and sends it a signal once it runs. @returns its exit code and the signal that ended it */
async function endBy(script: string, signal: NodeJS.Signals): Promise<unknown> {
  const command = spawn(process.execPath, [script]);
  onTestFinished(() => void command.kill('SIGKILL'));
  await once(command.stdout, 'data');
  const ended = once(command, 'exit');
  command.kill(signal);
  return ended;
}

/** A copy of the command in a folder without packages, with the given script as the product. */
function aloneWith(product: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'gap-bin-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const name of ['bin', 'src']) mkdirSync(join(folder, name));
  for (const name of ['gap.cjs', 'quick.cjs', 'start.mjs'])
    copyFileSync(join(root, 'bin', name), join(folder, 'bin', name));
  writeFileSync(join(folder, 'src/main.ts'), product);
  return join(folder, 'bin/gap.cjs');
}
