import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root, sourceFiles } from './source.ts';

/**
 * With this flag, an answer that reaches `eval` or `new Function` is not executed. Threads share the setting of their
 * process.
 */
const flag = '--disallow-code-generation-from-strings';

describe('code generation from strings is off', () => {
  it('in every script that runs the product, and in the command itself', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    const running = Object.entries(scripts).filter(([, line]) => line.includes('bin/start.mjs'));
    expect(running.length).toBeGreaterThan(1);
    expect(scripts.gap).toBe('node bin/gap.cjs');
    for (const start of ['bin/gap.cjs', 'bin/gap']) expect(readFileSync(join(root, start), 'utf8')).toContain(flag);
    expect(running.filter(([, line]) => !line.includes(flag))).toEqual([]);
    expect(readFileSync(join(root, 'src/main.ts'), 'utf8').split('\n')[0]).toContain(flag);
  });

  it('in every process that the product starts', () => {
    const starting = sourceFiles().filter(({ text }) => /\b(fork|spawn|execFile)\(/.test(text));
    // One place starts all of them.
    expect(starting.map(({ path }) => path)).toEqual(['process/start.ts']);
    expect(starting.filter(({ text }) => !text.includes(flag)).map(({ path }) => path)).toEqual([]);
  });
});
