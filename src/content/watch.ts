/** Watches the content files for changes by an author. */
import { existsSync, type FSWatcher, watch } from 'node:fs';
import { join } from 'node:path';
import { contentFolders } from './folders.ts';

export type Watching = {
  /** Resolves once running work is done. */
  readonly close: () => Promise<void>;
};

/** Milliseconds within which changes count as one save, as editors write a file in several steps. */
const settled = 150;

/**
 * Calls `work` after each save, one call at a time. A save during a call leads to another call afterwards.
 *
 * @param work - never rejects
 */
export function watchContent(contentRoot: string, work: () => Promise<void>): Watching {
  let timer: NodeJS.Timeout | undefined;
  let busy: Promise<void> | null = null;
  let again = false;
  let closed = false;
  const begin = () => {
    if (busy) {
      again = true;
      return;
    }
    again = false;
    busy = work().finally(() => {
      busy = null;
      if (again && !closed) begin();
    });
  };
  const saved = () => {
    clearTimeout(timer);
    timer = setTimeout(begin, settled);
  };
  const watchers: FSWatcher[] = contentFolders
    .filter((folder) => existsSync(join(contentRoot, folder)))
    .map((folder) => watch(join(contentRoot, folder), { recursive: true }, saved));
  return {
    close: async () => {
      closed = true;
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
      await busy;
    },
  };
}
