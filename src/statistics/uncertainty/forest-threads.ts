/** Runs of forests in a thread of their own, so that who waits for other work is not held up. */
import { Worker } from 'node:worker_threads';
import type { ForestData } from './forest.ts';
import { type ForestBands, type ForestRun, forestBands } from './forest-bands.ts';
import type { ForestVariations } from './forest-draw.ts';
import { type ForestSensitivity, forestSensitivity } from './forest-sensitivity.ts';
import type { Forest } from './forest-shape.ts';
import { sameSigns } from './forest-signs.ts';

/** Each kind of run with what it takes and what comes of it. */
type Runs = {
  bands: {
    takes: readonly [
      Forest,
      ForestData,
      ForestVariations,
      ForestRun,
      readonly number[],
      groups?: readonly (readonly number[])[],
    ];
    gives: ForestBands;
  };
  signs: { takes: readonly [Forest, ForestData, ForestData, ForestVariations, ForestRun]; gives: Float64Array };
  sensitivity: {
    takes: readonly [Forest, ForestData, ForestVariations, { base: number; seed: number }, readonly number[]];
    gives: ForestSensitivity[];
  };
};

export type ForestTask = { [K in keyof Runs]: { readonly kind: K; readonly takes: Runs[K]['takes'] } }[keyof Runs];

/** Does one run, somewhere. */
export type ForestRunner = <K extends keyof Runs>(kind: K, ...takes: Runs[K]['takes']) => Promise<Runs[K]['gives']>;

/** Does a run here and now. */
export const runForest: ForestRunner = async <K extends keyof Runs>(kind: K, ...takes: Runs[K]['takes']) =>
  resultOf({ kind, takes } as ForestTask) as Runs[K]['gives'];

export function resultOf(task: ForestTask): Runs[keyof Runs]['gives'] {
  if (task.kind === 'bands') return forestBands(...task.takes);
  return task.kind === 'signs' ? sameSigns(...task.takes) : forestSensitivity(...task.takes);
}

export type ForestThread = {
  /** Runs are done one after the other; what is thrown there is thrown here. */
  readonly run: ForestRunner;
  readonly close: () => Promise<void>;
};

export type WorkerReply = { readonly id: number; readonly gives?: Runs[keyof Runs]['gives']; readonly error?: Error };

/** Opens the thread at once: it takes as long to start as a run to do. */
export function openForestThread(): ForestThread {
  const worker = new Worker(new URL('./forest-worker.ts', import.meta.url));
  const waiting = new Map<number, { resolve: (gives: never) => void; reject: (error: Error) => void }>();
  let last = 0;
  worker.on('message', ({ id, gives, error }: WorkerReply) => {
    const { resolve, reject } = waiting.get(id)!;
    waiting.delete(id);
    if (error) reject(error);
    else resolve(gives as never);
  });
  worker.on('error', (error: Error) => {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  });
  return {
    run: (kind, ...takes) =>
      new Promise((resolve, reject) => {
        last += 1;
        waiting.set(last, { resolve, reject });
        worker.postMessage({ id: last, task: { kind, takes } });
      }),
    close: async () => void (await worker.terminate()),
  };
}
