/** Runs work on several connections at once: all cores are used, and each statement still runs on one thread. */
import { availableParallelism } from 'node:os';
import type { Warehouse } from './warehouse.ts';

/**
 * One per core. Node runs at most four statements at once; on a single core, a second one uses the waiting times of
 * the first.
 */
const laneCount = Math.min(4, Math.max(2, availableParallelism()));

export type LaneTask<T> = {
  /** Ids of tasks that must be finished before; unknown ones are ignored. */
  readonly after?: readonly string[];
  readonly id: string;
  /** True if most of the work is not done by the engine: the task occupies no lane. */
  readonly apart?: boolean;
  readonly work: (warehouse: Warehouse) => Promise<T>;
};

/**
 * Runs tasks, each as soon as a lane is free and the tasks in `after` are finished.
 *
 * @param tasks - sorted so that each follows those it waits for
 * @returns results in the order of `tasks`
 * @throws the error of the first failing task, after running tasks have ended
 */
export async function inLanes<T>(warehouse: Warehouse, tasks: readonly LaneTask<T>[]): Promise<T[]> {
  const results: T[] = [];
  const undone = new Set(tasks.map(({ id }) => id));
  const waiting = tasks.map((task, at) => ({ ...task, at }));
  const idleLanes: (() => void)[] = [];
  const apart: Promise<void>[] = [];
  let failure: { readonly error: unknown } | null = null;

  const next = (isApart: boolean) =>
    waiting.findIndex((task) => (task.apart ?? false) === isApart && !task.after?.some((id) => undone.has(id)));

  async function settle(task: (typeof waiting)[number], lane: Warehouse): Promise<void> {
    try {
      results[task.at] = await task.work(lane);
    } catch (error) {
      failure ??= { error };
    }
    undone.delete(task.id);
    launch();
    for (const resume of idleLanes.splice(0)) resume();
  }

  function launch(): void {
    for (let at = next(true); at >= 0 && failure === null; at = next(true)) {
      const task = waiting.splice(at, 1)[0]!;
      apart.push(warehouse.beside().then((lane) => settle(task, lane).finally(() => lane.close())));
    }
  }

  async function drive(lane: Warehouse): Promise<void> {
    while (failure === null && waiting.some((task) => !task.apart)) {
      const at = next(false);
      if (at < 0) await new Promise<void>((resume) => idleLanes.push(resume));
      else await settle(waiting.splice(at, 1)[0]!, lane);
    }
  }

  const beside = await Promise.all(Array.from({ length: laneCount - 1 }, () => warehouse.beside()));
  try {
    launch();
    await Promise.all([warehouse, ...beside].map(drive));
    // Tasks without a lane may unblock others.
    for (let at = 0; at < apart.length; at += 1) await apart[at];
  } finally {
    for (const lane of beside) lane.close();
  }
  if (failure !== null) throw (failure as { error: unknown }).error;
  return results;
}
