/** Runs in threads of their own come out as runs here do. */
import { describe, expect, it } from 'vitest';
import {
  openReplicator,
  openScoreTreeThread,
  runScoreTree,
  runSensitivity,
  runUncertainty,
  type ScoreTree,
  sensitivityInThreads,
  uncertaintyInThreads,
} from '../../src/statistics/index.ts';
import { made, method, much } from './pillars.ts';

describe('a run spread over threads', () => {
  const varied = { data: made(true), method, vary: much };

  it('has the same bands, draws and failures for any number of them', async () => {
    const alone = runUncertainty(openReplicator(varied.data, method, much), { replications: 101, seed: 2 });
    for (const threads of [1, 3]) {
      const reported: number[] = [];
      const run = await uncertaintyInThreads(varied, { replications: 101, seed: 2, threads }, (share) =>
        reported.push(share),
      );
      expect(run).toEqual(alone);
      expect(reported.length).toBeGreaterThan(20);
      expect(reported.every((share, at) => share >= 0 && share <= 1 && (at === 0 || share >= reported[at - 1]!))).toBe(
        true,
      );
    }
  });

  it('has the same Sobol indices', async () => {
    const alone = runSensitivity(openReplicator(varied.data, method, much), { base: 41, seed: 2 });
    expect(await sensitivityInThreads(varied, { base: 41, seed: 2, threads: 2 })).toEqual(alone);
  });

  it('tells what is wrong with the method as a run here does, and does the next run all the same', async () => {
    const wrong = {
      ...varied,
      method: { ...method, aggregate: [method.aggregate[0]!, method.aggregate[0]!, method.aggregate[0]!] },
    };
    await expect(uncertaintyInThreads(wrong, { replications: 9, seed: 2, threads: 2 })).rejects.toMatchObject({
      code: 'index_levels_differ',
    });
    const runs = [1, 2].map((seed) => uncertaintyInThreads(varied, { replications: 9, seed, threads: 2 }));
    const [one, two] = await Promise.all(runs);
    expect(one).toEqual(runUncertainty(openReplicator(varied.data, method, much), { replications: 9, seed: 1 }));
    expect(two).toEqual(runUncertainty(openReplicator(varied.data, method, much), { replications: 9, seed: 2 }));
  });

  it('leaves the thread that waits for it free', async () => {
    let turns = 0;
    const clock = setInterval(() => {
      turns += 1;
    }, 5);
    await uncertaintyInThreads(varied, { replications: 20_000, seed: 2, threads: 2 });
    clearInterval(clock);
    expect(turns).toBeGreaterThan(10);
  });
});

it('runs of a score tree come out the same in a thread, and what is thrown there is thrown here', async () => {
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
});
