import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { isStarted, startProcess } from '../../src/process/index.ts';
import { root, sourceFiles } from '../house/source.ts';

describe('a child process that cannot be started', () => {
  it('ends, and takes messages that no one reads', async () => {
    const child = startProcess('any.ts', [], {
      execPath: '/nowhere/node',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    expect(isStarted(child)).toBe(false);
    expect(() => child.send('a message', () => undefined)).not.toThrow();
    expect(await new Promise((resolve) => child.once('exit', (...ended) => resolve(ended)))).toEqual([null, 'ENOENT']);
  });

  it.skipIf(process.platform !== 'linux')(
    'is started again by itself when the machine has file descriptors again',
    () => {
      const node = [process.execPath, '--disable-warning=ExperimentalWarning', join(root, 'test/process/starved.ts')];
      const { stdout, stderr } = spawnSync('sh', ['-c', 'ulimit -n 64 && exec "$@"', 'sh', ...node], {
        encoding: 'utf8',
      });
      expect(stderr).toBe('');
      expect(JSON.parse(stdout)).toEqual({
        // What did not start says nothing about a workbook: it is read again, however often.
        starved: ['check_busy', 'check_busy', 'check_busy', 'document_not_written', 'EMFILE'],
        fed: ['clean', true],
        reports: [expect.stringMatching(/^The checking process could not be started: spawn .* EMFILE$/)],
      });
    },
  );
});

it('only one folder starts child processes, so that each is started like that', () => {
  const starting = sourceFiles().filter(({ text }) =>
    /import \{[^}]*\b(fork|spawn|exec\w*)\b[^}]*\} from 'node:child_process'/.test(text),
  );
  expect(starting.map(({ path }) => path)).toEqual(['process/start.ts']);
});
