/**
 * Runs of many replications spread over the processor's cores, each share in a separate thread: anyone who waits for one
 * stays free to answer others. The outcome is the same for any number of threads, as each replication has its own numbers.
 */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { IndexData, IndexMethod } from '../index/method.ts';
import { openReplicator, type Replicator, type ReplicatorBase, replicatorBase } from './replication.ts';
import type { Variations } from './replication-draw.ts';
import { type Sensitivity, type SensitivityOptions, sensitivityFrom } from './sensitivity.ts';
import type { DesignOutcomes } from './sobol.ts';
import {
  type ReplicationTables,
  type Uncertainty,
  type UncertaintyOptions,
  type UnitBands,
  uncertaintyFrom,
} from './uncertainty.ts';

/** What is varied, and of what. */
export type Varied = { readonly data: IndexData; readonly method: IndexMethod; readonly vary: Variations };

type Range = readonly [from: number, to: number];

/** What a thread is asked to do, one thing after another. */
export type ReplicationTask =
  | { readonly do: 'open'; readonly varied: Varied; readonly base: ReplicatorBase }
  | { readonly do: 'close' }
  | { readonly do: 'replicate'; readonly seed: number; readonly range: Range; readonly tables: ReplicationTables }
  | { readonly do: 'bands'; readonly range: Range; readonly tables: ReplicationTables; readonly units: number }
  | { readonly do: 'outcomes'; readonly seed: number; readonly range: Range };

export type ThreadNews = { readonly share: number } | { readonly done: unknown };

/** @param options.threads - as many as there are cores unless given */
export async function uncertaintyInThreads(
  varied: Varied,
  options: UncertaintyOptions & { readonly threads?: number },
  onProgress: (share: number) => void = () => {},
): Promise<Uncertainty> {
  return await withThreads(varied, options.threads, options.replications, async (replicator, threads) => {
    const { replications, seed } = options;
    const units = replicator.units.length;
    const tables = sharedTables(replications * units);
    const failed = await threads.each<number[]>(
      (at) => ({ do: 'replicate', seed, range: threads.share(replications, at), tables }),
      onProgress,
    );
    const bands = await threads.each<UnitBands[]>((at) => ({
      do: 'bands',
      range: threads.share(units, at),
      tables,
      units,
    }));
    return uncertaintyFrom(replicator, options, tables, failed.flat(), bands.flat());
  });
}

export async function sensitivityInThreads(
  varied: Varied,
  options: SensitivityOptions & { readonly threads?: number },
  onProgress: (share: number) => void = () => {},
): Promise<Sensitivity> {
  return await withThreads(varied, options.threads, options.base, async ({ varied: factors }, threads) => {
    const { base, seed } = options;
    const shares = await threads.each<DesignOutcomes>(
      (at) => ({ do: 'outcomes', seed, range: threads.share(base, at) }),
      onProgress,
    );
    const outcomes = {
      a: joined(shares.map(({ a }) => a)),
      b: joined(shares.map(({ b }) => b)),
      mixed: factors.map((_, at) => joined(shares.map(({ mixed }) => mixed[at]!))),
    };
    return sensitivityFrom(factors, outcomes, options);
  });
}

type Threads = {
  /** The part of so many that is one thread's. */
  readonly share: (count: number, thread: number) => Range;
  /** Asks each thread for its part and waits for all of them. */
  readonly each: <Done>(
    task: (thread: number) => ReplicationTask,
    onProgress?: (share: number) => void,
  ) => Promise<Done[]>;
};

/** Threads that have nothing to do: started and warm, and no reason for the process to stay. */
const idle: Worker[] = [];

async function withThreads<Done>(
  varied: Varied,
  wanted: number | undefined,
  count: number,
  run: (replicator: Replicator, threads: Threads) => Promise<Done>,
): Promise<Done> {
  const many = Math.max(1, Math.min(wanted ?? availableParallelism(), count));
  // They start while the index is built here, where what is wrong with the method is reported.
  const workers = Array.from({ length: many }, () => idle.pop() ?? started());
  const broken = Promise.withResolvers<never>();
  broken.promise.catch(() => {});
  for (const worker of workers) {
    worker.ref();
    worker.once('error', broken.reject);
  }
  try {
    const { data, method, vary } = varied;
    const base = replicatorBase(data, method);
    for (const worker of workers) worker.postMessage({ do: 'open', varied, base } satisfies ReplicationTask);
    const replicator = openReplicator(data, method, vary, base);
    const done = await Promise.race([broken.promise, run(replicator, over(workers))]);
    for (const worker of workers) {
      worker.off('error', broken.reject);
      worker.unref();
      worker.postMessage({ do: 'close' } satisfies ReplicationTask);
    }
    idle.push(...workers);
    return done;
  } catch (error) {
    // Whatever they are at is of no use any more.
    await Promise.all(workers.map((worker) => worker.terminate()));
    throw error;
  }
}

const started = () => new Worker(new URL('./replication-worker.ts', import.meta.url));

function over(workers: readonly Worker[]): Threads {
  return {
    share: (count, at) => [Math.floor((count * at) / workers.length), Math.floor((count * (at + 1)) / workers.length)],
    each: <Done>(task: (thread: number) => ReplicationTask, onProgress: (share: number) => void = () => {}) => {
      const shares = workers.map(() => 0);
      return Promise.all(
        workers.map((worker, at) =>
          ask<Done>(worker, task(at), (share) => {
            shares[at] = share;
            onProgress(shares.reduce((sum, one) => sum + one, 0) / workers.length);
          }),
        ),
      );
    },
  };
}

function ask<Done>(worker: Worker, task: ReplicationTask, onProgress: (share: number) => void): Promise<Done> {
  return new Promise((resolve) => {
    const onMessage = (news: ThreadNews) => {
      if ('share' in news) return onProgress(news.share);
      worker.off('message', onMessage);
      resolve(news.done as Done);
    };
    worker.on('message', onMessage);
    worker.postMessage(task);
  });
}

/** Written by all threads, each in its own places. */
function sharedTables(cells: number): ReplicationTables {
  return {
    scores: new Float64Array(new SharedArrayBuffer(8 * cells)),
    ranks: new Float32Array(new SharedArrayBuffer(4 * cells)),
  };
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
