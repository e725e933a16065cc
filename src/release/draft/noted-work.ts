/** Records the progress of long work, at most once a second, without making the work wait. */
import { type Store, work } from '../../state/index.ts';

export type NotedWork = {
  readonly at: (share: number) => void;
  /** Resolves when the record is removed. */
  readonly end: () => Promise<void>;
};

const everyMilliseconds = 1_000;

/** @param name - name of the work, as in `Work` @param since - UTC instant at which it began */
export function noteWork(store: Store, name: string, since: string): NotedWork {
  const began = performance.now();
  let noted = Number.NEGATIVE_INFINITY;
  let writing: Promise<void> = Promise.resolve();
  return {
    at: (share) => {
      const now = performance.now();
      if (now - noted < everyMilliseconds) return;
      noted = now;
      const at = new Date(Date.parse(since) + now - began).toISOString();
      // A progress record that cannot be written must not stop the work.
      writing = writing.then(() => store.transaction((tx) => work.note(tx, { name, share, at }))).catch(() => {});
    },
    end: () => writing.then(() => store.transaction((tx) => work.clear(tx, name))).catch(() => {}),
  };
}
