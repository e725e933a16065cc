/** Runs score trees in a separate thread, so that they do not block other work. */
import { Worker } from 'node:worker_threads';
import type { ScoreTreeData } from './score-tree.ts';
import { type ScoreTreeBands, type ScoreTreeRun, scoreTreeBands } from './score-tree-bands.ts';
import type { ScoreTreeVariations } from './score-tree-draw.ts';
import { type ScoreTreeSensitivity, scoreTreeSensitivity } from './score-tree-sensitivity.ts';
import type { ScoreTree } from './score-tree-shape.ts';
import { sameSigns } from './score-tree-signs.ts';

/** Each kind of run with its arguments and result. */
type Runs = {
  bands: {
    takes: readonly [
      ScoreTree,
      ScoreTreeData,
      ScoreTreeVariations,
      ScoreTreeRun,
      readonly number[],
      groups?: readonly (readonly number[])[],
    ];
    gives: ScoreTreeBands;
  };
  signs: {
    takes: readonly [ScoreTree, ScoreTreeData, ScoreTreeData, ScoreTreeVariations, ScoreTreeRun];
    gives: Float64Array;
  };
  sensitivity: {
    takes: readonly [ScoreTree, ScoreTreeData, ScoreTreeVariations, { base: number; seed: number }, readonly number[]];
    gives: ScoreTreeSensitivity[];
  };
};

export type ScoreTreeTask = { [K in keyof Runs]: { readonly kind: K; readonly takes: Runs[K]['takes'] } }[keyof Runs];

/** Executes a run, in this thread or another. */
export type ScoreTreeRunner = <K extends keyof Runs>(kind: K, ...takes: Runs[K]['takes']) => Promise<Runs[K]['gives']>;

/** Executes a run in this thread. */
export const runScoreTree: ScoreTreeRunner = async <K extends keyof Runs>(kind: K, ...takes: Runs[K]['takes']) =>
  resultOf({ kind, takes } as ScoreTreeTask) as Runs[K]['gives'];

export function resultOf(task: ScoreTreeTask): Runs[keyof Runs]['gives'] {
  if (task.kind === 'bands') return scoreTreeBands(...task.takes);
  return task.kind === 'signs' ? sameSigns(...task.takes) : scoreTreeSensitivity(...task.takes);
}

export type ScoreTreeThread = {
  /** Runs are executed one after the other; errors are rethrown here. */
  readonly run: ScoreTreeRunner;
  readonly close: () => Promise<void>;
};

/** This thread, for runs so short that to start another and compile the same code in it would take longer. */
export const thisThread: ScoreTreeThread = { run: runScoreTree, close: async () => {} };

export type WorkerReply = { readonly id: number; readonly gives?: Runs[keyof Runs]['gives']; readonly error?: Error };

/** Starts the thread at once, as starting takes as long as a run. */
export function openScoreTreeThread(): ScoreTreeThread {
  const worker = new Worker(new URL('./score-tree-worker.ts', import.meta.url));
  const waiting = new Map<number, { resolve: (gives: never) => void; reject: (error: Error) => void }>();
  let last = 0;
  worker.on('message', ({ id, gives, error }: WorkerReply) => {
    const { resolve, reject } = waiting.get(id)!;
    waiting.delete(id);
    if (error) reject(error);
    else resolve(gives as never);
  });
  let failure: Error | null = null;
  const fail = (error: Error) => {
    failure ??= error;
    for (const { reject } of waiting.values()) reject(failure);
    waiting.clear();
  };
  worker.on('error', fail);
  worker.on('exit', (code) => fail(new Error(`the thread that runs score trees ended with ${code}`)));
  return {
    run: (kind, ...takes) =>
      new Promise((resolve, reject) => {
        // No one would answer.
        if (failure !== null) return void reject(failure);
        last += 1;
        waiting.set(last, { resolve, reject });
        worker.postMessage({ id: last, task: { kind, takes } });
      }),
    close: async () => void (await worker.terminate()),
  };
}
