import { defineConfig } from 'vitest/config';

const patience = 20 * 60_000;

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // No verdict depends on the clock: a test waits for what it is about, however busy the machine is. These limits only
    // end a run in which something never comes.
    testTimeout: patience,
    hookTimeout: patience,
    expect: { poll: { timeout: patience } },
    pool: 'forks',
    maxWorkers: 2,
    env: { TZ: 'UTC' },
    execArgv: ['--disable-warning=ExperimentalWarning'],
  },
});
