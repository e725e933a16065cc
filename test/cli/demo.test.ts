import { describe, expect, it } from 'vitest';
import { runCommand, type World } from '../../src/cli/index.ts';
import { openProgress } from '../../src/cli/progress.ts';

describe('gap demo', () => {
  it.each(['none', '0', '2.5', '-3'])('refuses %s as a number of States before it listens', async (count) => {
    const { world, reported } = typedWorld();
    expect(await runCommand(['demo', `--states=${count}`], world)).toBe(64);
    expect(reported()).toContain(`"${count}" is not a number of States.`);
    expect(reported()).not.toContain('listening');
  });

  it('states what it does, and that its answers are illustrative', async () => {
    const { world, reported } = typedWorld();
    expect(await runCommand(['demo', '--help'], world)).toBe(0);
    expect(reported()).toMatch(/illustrative/);
    expect(reported()).toMatch(/--states/);
  });
});

describe('the progress of a long command', () => {
  it('is one line that is updated in place on a terminal: a bar, the percentage, the time, the step', () => {
    const { world, reported, tick } = typedWorld(true);
    const progress = openProgress(world);
    tick(64_000);
    progress.at('workbooks', 'XAA', 0.5);
    expect(reported()).toBe(`\r${'█'.repeat(12)}${'░'.repeat(12)}  50 %  1:04  workbooks  XAA`.padEnd(80));
    progress.at('a step with a very long name', 'x'.repeat(200), 0.75);
    expect(reported().split('\r').at(-1)).toHaveLength(79);
    progress.end();
    expect(reported().endsWith('\r')).toBe(true);
  });

  it('is one line for each step where the output is not a terminal', () => {
    const { world, reported, tick } = typedWorld(false);
    const progress = openProgress(world);
    progress.at('workbooks', 'XAA', 0);
    progress.at('workbooks', 'XAB', 0.4);
    tick(7_000);
    progress.at('release', 'scores', 0.8);
    progress.end();
    expect(reported()).toBe('  0 %  0:00  workbooks: XAA\n 80 %  0:07  release: scores\n');
  });
});

function typedWorld(terminal = false): { world: World; reported: () => string; tick: (milliseconds: number) => void } {
  let reported = '';
  let now = Date.parse('2026-02-01T10:00:00Z');
  const report = (text: string) => {
    reported += text;
  };
  const world: World = {
    contentRoot: 'nowhere',
    folder: 'nowhere',
    databaseUrl: null,
    host: '127.0.0.1',
    port: 0,
    workingFolder: 'nowhere',
    now: () => new Date(now),
    out: report,
    err: report,
    terminal,
    serve: async () => {
      report('listening');
      throw new Error('nothing is served here');
    },
  };
  return {
    world,
    reported: () => reported,
    tick: (milliseconds) => {
      now += milliseconds;
    },
  };
}
