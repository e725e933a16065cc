/** Runs in a worker thread have the same results as runs in the main thread. */
import { expect, it } from 'vitest';
import { openScoreTreeThread, runScoreTree, type ScoreTree } from '../../src/statistics/index.ts';

it('runs of a score tree have the same results in a thread, and its errors are thrown to the caller', async () => {
  const tree: ScoreTree = {
    itemWeights: [1, 3, 1],
    elements: [
      { weight: 2, children: [0, 1], ofItems: true },
      { weight: 1, children: [2], ofItems: true },
      { weight: 1, children: [0, 1], ofItems: false },
    ],
  };
  const data = (scores: readonly number[]) => ({
    units: 2,
    scores: Float64Array.from(scores),
    applies: new Uint8Array(6).fill(1),
    published: new Uint8Array(6).fill(1),
  });
  const vary = {
    noise: 0.25,
    curves: [1, 0.8],
    means: ['arithmetic'] as const,
    imputations: ['none'] as const,
    leaveOut: true,
    lowest: 1,
  };
  const [before, after] = [data([0, 25, 50, 75, 100, 25]), data([25, 50, 50, 75, 100, 50])];
  const run = { replications: 50, seed: 3 };
  const thread = openScoreTreeThread();
  const bands = thread.run('bands', tree, before, vary, run, [2]);
  const signs = thread.run('signs', tree, before, after, vary, run);
  const wrong = { ...tree, elements: null as never };
  await expect(thread.run('bands', wrong, before, vary, run, [2])).rejects.toThrow('null');
  expect(await bands).toEqual(await runScoreTree('bands', tree, before, vary, run, [2]));
  expect(await signs).toEqual(await runScoreTree('signs', tree, before, after, vary, run));
  await thread.close();
  // Rather than waiting for an answer that no one gives.
  await expect(thread.run('signs', tree, before, after, vary, run)).rejects.toThrow('ended');
});
