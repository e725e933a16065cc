/** How `npm run mutate` runs the tests of a folder. A change may make a test endless, so here tests have a limit. */
import process from 'node:process';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: JSON.parse(process.env.GAP_MUTATE_TESTS ?? '[]') as string[],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    env: { TZ: 'UTC' },
  },
});
