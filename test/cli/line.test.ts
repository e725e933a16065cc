import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { commands, runCommand, type World } from '../../src/cli/index.ts';

// A new folder for each run: files that a command left in a fixed folder would falsify the next run.
const own = mkdtempSync(join(tmpdir(), 'gap-line-'));
afterAll(() => rmSync(own, { recursive: true, force: true }));

async function gap(...args: string[]) {
  const said = { out: '', err: '' };
  const world = {
    contentRoot: resolve(import.meta.dirname, '../..'),
    workingFolder: 'nowhere',
    folder: join(own, 'missing'),
    databaseUrl: null,
    out: (text: string) => {
      said.out += text;
    },
    err: (text: string) => {
      said.err += text;
    },
    now: () => new Date(0),
    serve: () => Promise.reject(new Error('nothing is served here')),
  } as unknown as World;
  return { code: await runCommand(args, world), ...said };
}

describe('the line of a command', () => {
  it.each(Object.keys(commands))(
    'of gap %s is refused with its usage where it has an unknown argument',
    async (name) => {
      const { command } = await commands[name]!.load();
      for (const strange of [['--wibble'], ['--wibble=1', 'x']]) {
        const { code, err } = await gap(...name.split(' '), ...strange);
        expect(code).toBe(64);
        expect(err).toContain('--wibble');
        expect(err).toContain(command.usage.split('\n')[0]);
        expect(err).not.toMatch(/ at .*\.ts/);
      }
    },
  );

  it('is refused with the name of the missing or surplus argument', async () => {
    expect((await gap('release', 'compare')).err).toContain(
      'gap release compare needs the id of a draft, or the ids of two releases.',
    );
    expect((await gap('release', 'compare', 'a', 'b', 'c')).err).toContain('does not know what to do with "c"');
    expect((await gap('submission', 'accept', '2026', 'XAB', '--reason')).err).toContain('--reason');
    expect((await gap('serve', '9000')).err).toContain('"9000"');
  });

  it('is refused with the option or command that may be meant, and with a missing value', async () => {
    expect((await gap('cycle', 'open', 'x', '--country', 'AFG')).err).toContain(
      'gap cycle open has no option --country. Did you mean "--countries"?',
    );
    expect((await gap('cycle', 'open', 'x', '--closes', '2026-06-30')).err).toContain('Did you mean "--until"?');
    expect((await gap('cycle', 'open', 'x', '--countries')).err).toContain('--countries needs a value after it.');
    expect((await gap('cycle', 'open', 'x', '--all=yes')).err).toContain('--all takes no value.');
    expect((await gap('submision', 'list')).err).toContain(
      'There is no command "gap submision list". Did you mean "gap submission list"?',
    );
  });

  it('is refused with the file that cannot be read and the option that named it', async () => {
    const { code, err } = await gap('treaties', 'import', 'nothing.csv');
    expect(code).toBe(66);
    expect(err).toContain('"nothing.csv" cannot be read');
    expect(err).toContain('where: FILE');
  });

  it('prints the version of the software', async () => {
    const { version } = JSON.parse(readFileSync(resolve(import.meta.dirname, '../../package.json'), 'utf8'));
    expect(await gap('--version')).toEqual({ code: 0, out: `gap ${version}\n`, err: '' });
  });

  it.each([
    [['release', '--help'], 0, 'out'],
    [['release'], 64, 'err'],
    [['release', 'wibble'], 64, 'err'],
  ] as const)('%j lists the commands that begin so, and no other', async (args, code, stream) => {
    const reported = await gap(...args);
    expect(reported.code).toBe(code);
    expect(reported[stream]).toContain(commands['release build']!.summary);
    expect(reported[stream]).not.toContain('gap demo');
  });
});
