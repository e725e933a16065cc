/** Work on two connections at once: two cores are used, and each statement still runs on one thread. */
import type { Warehouse } from './warehouse.ts';

const laneCount = 2;

export type Task<T> = {
  /** Ids of tasks that must be done before; unknown ones count as done. */
  readonly after?: readonly string[];
  readonly id: string;
  readonly work: (warehouse: Warehouse) => Promise<T>;
};

/**
 * Runs tasks, each as soon as a lane is free and all that it comes after is done.
 *
 * @param tasks - in an order in which each stands after those it waits for
 * @returns results in the order of `tasks`
 * @throws what the first failing task throws, once what runs beside it has ended
 */
export async function inLanes<T>(warehouse: Warehouse, tasks: readonly Task<T>[]): Promise<T[]> {
  const results: T[] = [];
  const undone = new Set(tasks.map(({ id }) => id));
  const waiting = tasks.map((task, at) => ({ ...task, at }));
  const sleepers: (() => void)[] = [];
  let failure: { readonly error: unknown } | null = null;

  const next = () => waiting.findIndex(({ after = [] }) => !after.some((id) => undone.has(id)));

  async function drive(lane: Warehouse): Promise<void> {
    while (waiting.length > 0 && failure === null) {
      const at = next();
      if (at < 0) {
        await new Promise<void>((wake) => sleepers.push(wake));
        continue;
      }
      const task = waiting.splice(at, 1)[0]!;
      try {
        results[task.at] = await task.work(lane);
      } catch (error) {
        failure ??= { error };
      }
      undone.delete(task.id);
      for (const wake of sleepers.splice(0)) wake();
    }
  }

  const beside = await Promise.all(Array.from({ length: laneCount - 1 }, () => warehouse.beside()));
  try {
    await Promise.all([warehouse, ...beside].map(drive));
  } finally {
    for (const lane of beside) lane.close();
  }
  if (failure !== null) throw (failure as { error: unknown }).error;
  return results;
}
