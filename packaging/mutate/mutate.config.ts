/** Test configuration of `npm run mutate`. A mutant may cause an endless loop, so tests have a time limit here. */
import { matchesGlob, relative } from 'node:path';
import process from 'node:process';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { keptContent } from '../../vitest.config.ts';

const tests = JSON.parse(process.env.GAP_MUTATE_TESTS ?? '[]') as string[];

class AsListed extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) =>
      tests.findIndex((pattern) => matchesGlob(relative(process.cwd(), moduleId), pattern));
    return [...files].sort((a, b) => place(a) - place(b));
  }
}

export default defineConfig({
  test: {
    include: tests,
    sequence: { sequencer: AsListed },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // One worker for all files of a run, as starting one takes longer than most tests.
    isolate: false,
    env: { TZ: 'UTC', GAP_TEST_KEPT_CONTENT: process.env.GAP_MUTATE_KEEPS_CONTENT ? keptContent() : '' },
  },
});
