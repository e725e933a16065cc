/**
 * Runs of many replications spread over the processor's cores, each share in a thread of its own: whoever waits for one
 * stays free to answer others. The outcome is the same for any number of threads, as each replication has its own numbers.
 */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { IndexData, IndexMethod } from './index-method.ts';
import { openReplicator } from './replication.ts';
import type { Variations } from './replication-draw.ts';
import { type Sensitivity, type SensitivityOptions, sensitivityFrom } from './sensitivity.ts';
import type { DesignOutcomes } from './sobol.ts';
import { type Replications, type Uncertainty, type UncertaintyOptions, uncertaintyFrom } from './uncertainty.ts';

/** What is varied, and of what. */
export type Varied = { readonly data: IndexData; readonly method: IndexMethod; readonly vary: Variations };

/** One thread's share of a run: rows or replications from one number up to another. */
export type WorkerTask = Varied & {
  readonly kind: 'replications' | 'outcomes';
  readonly seed: number;
  readonly from: number;
  readonly to: number;
};

export type WorkerNews = { readonly share: number } | { readonly done: Replications | DesignOutcomes };

/** @param options.threads - as many as there are cores unless given */
export async function uncertaintyInThreads(
  varied: Varied,
  options: UncertaintyOptions & { readonly threads?: number },
  onProgress: (share: number) => void = () => {},
): Promise<Uncertainty> {
  // Opened here first, so that what is wrong with the method is told here.
  const replicator = openReplicator(varied.data, varied.method, varied.vary);
  const shares = await inThreads<Replications>(varied, 'replications', options.replications, options, onProgress);
  const all = {
    failed: shares.flatMap(({ failed }) => failed),
    scores: joined(
      shares.map(({ scores }) => scores),
      doubles,
    ),
    ranks: joined(
      shares.map(({ ranks }) => ranks),
      singles,
    ),
  };
  return uncertaintyFrom(replicator, all, options);
}

export async function sensitivityInThreads(
  varied: Varied,
  options: SensitivityOptions & { readonly threads?: number },
  onProgress: (share: number) => void = () => {},
): Promise<Sensitivity> {
  const replicator = openReplicator(varied.data, varied.method, varied.vary);
  const shares = await inThreads<DesignOutcomes>(varied, 'outcomes', options.base, options, onProgress);
  const outcomes = {
    a: joined(
      shares.map(({ a }) => a),
      doubles,
    ),
    b: joined(
      shares.map(({ b }) => b),
      doubles,
    ),
    mixed: replicator.varied.map((_, at) =>
      joined(
        shares.map(({ mixed }) => mixed[at]!),
        doubles,
      ),
    ),
  };
  return sensitivityFrom(replicator.varied, outcomes, options);
}

async function inThreads<Share>(
  varied: Varied,
  kind: WorkerTask['kind'],
  count: number,
  { seed, threads = availableParallelism() }: { readonly seed: number; readonly threads?: number },
  onProgress: (share: number) => void,
): Promise<Share[]> {
  const used = Math.max(1, Math.min(threads, count));
  const bounds = Array.from({ length: used + 1 }, (_, at) => Math.floor((count * at) / used));
  const done = bounds.slice(1).map(() => 0);
  return await Promise.all(
    done.map((_, at) => {
      const task: WorkerTask = { ...varied, kind, seed, from: bounds[at]!, to: bounds[at + 1]! };
      return inThread<Share>(task, (share) => {
        done[at] = share;
        onProgress(done.reduce((sum, one) => sum + one, 0) / used);
      });
    }),
  );
}

function inThread<Share>(task: WorkerTask, onProgress: (share: number) => void): Promise<Share> {
  const worker = new Worker(new URL('./replication-worker.ts', import.meta.url), { workerData: task });
  return new Promise<Share>((resolve, reject) => {
    worker.on('message', (news: WorkerNews) => {
      if ('share' in news) onProgress(news.share);
      else resolve(news.done as Share);
    });
    worker.once('error', reject);
  }).finally(() => worker.terminate());
}

function joined<Table extends Float64Array | Float32Array>(parts: Table[], empty: (length: number) => Table): Table {
  const whole = empty(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const doubles = (length: number) => new Float64Array(length);
const singles = (length: number) => new Float32Array(length);
