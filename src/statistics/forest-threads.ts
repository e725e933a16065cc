/** Runs of a forest in a thread of their own, so that who waits for other work is not held up. */
import { Worker } from 'node:worker_threads';
import type { Forest, ForestData } from './forest.ts';
import { type ForestBands, type ForestRun, forestBands } from './forest-bands.ts';
import type { ForestVariations } from './forest-draw.ts';
import { type ForestSensitivity, forestSensitivity } from './forest-sensitivity.ts';
import { sameSigns } from './forest-signs.ts';

/** Each kind of run with what it takes and what comes of it. */
type Runs = {
  bands: { takes: readonly [Forest, ForestData, ForestVariations, ForestRun, readonly number[]]; gives: ForestBands };
  signs: { takes: readonly [Forest, ForestData, ForestData, ForestVariations, ForestRun]; gives: Float64Array };
  sensitivity: {
    takes: readonly [Forest, ForestData, ForestVariations, { base: number; seed: number }, readonly number[]];
    gives: ForestSensitivity[];
  };
};

export type ForestTask = { [K in keyof Runs]: { readonly kind: K; readonly takes: Runs[K]['takes'] } }[keyof Runs];

/** Does a task here. */
export function runForest(task: ForestTask): Runs[keyof Runs]['gives'] {
  if (task.kind === 'bands') return forestBands(...task.takes);
  return task.kind === 'signs' ? sameSigns(...task.takes) : forestSensitivity(...task.takes);
}

/** Does a task in a thread; what is thrown there is thrown here. */
export async function forestInThread<K extends keyof Runs>(
  kind: K,
  ...takes: Runs[K]['takes']
): Promise<Runs[K]['gives']> {
  const worker = new Worker(new URL('./forest-worker.ts', import.meta.url), { workerData: { kind, takes } });
  try {
    return await new Promise((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
    });
  } finally {
    await worker.terminate();
  }
}
