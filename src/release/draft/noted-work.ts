/** Notes how far long work is, at most once a second, without making the work wait. */
import { type Store, work } from '../../state/index.ts';

export type NotedWork = {
  readonly at: (share: number) => void;
  /** Resolves when the note is gone. */
  readonly end: () => Promise<void>;
};

const everyMilliseconds = 1_000;

/** @param name - as `Work` has it @param since - UTC instant of its beginning */
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
      // What cannot be recorded is not worth stopping for.
      writing = writing.then(() => store.transaction((tx) => work.note(tx, { name, share, at }))).catch(() => {});
    },
    end: () => writing.then(() => store.transaction((tx) => work.clear(tx, name))).catch(() => {}),
  };
}
