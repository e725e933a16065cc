/** How `npm run mutate` runs the tests of a folder. A change may make a test endless, so here tests have a limit. */
import process from 'node:process';
import { defineConfig } from 'vitest/config';
import { keptContent } from '../vitest.config.ts';

export default defineConfig({
  test: {
    include: JSON.parse(process.env.GAP_MUTATE_TESTS ?? '[]') as string[],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // One worker for all files of a run: starting one costs more than most tests do.
    isolate: false,
    env: { TZ: 'UTC', GAP_TEST_KEPT_CONTENT: process.env.GAP_MUTATE_KEEPS_CONTENT ? keptContent() : '' },
  },
});
