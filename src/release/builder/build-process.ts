/** A child process that builds releases: one order after the other, so that its code is compiled only once. */
import { join } from 'node:path';
import type { Person } from '../../domain/index.ts';
import { Problem } from '../../problem/index.ts';
import { isStarted, startProcess } from '../../process/index.ts';
import { removeScratchOf } from '../../warehouse/index.ts';
import type { DraftOutcome } from '../draft/draft.ts';

/** An order for the child process. */
export type BuildOrder = {
  readonly contentRoot: string;
  readonly folder: string;
  readonly databaseUrl: string | null;
  /** As the store is opened, see `StorePlace`. */
  readonly relaxed?: boolean;
  /** Null to build corrected releases. */
  readonly cycle: string | null;
  readonly person: Person;
  readonly at: string;
  /** Folder for temporary files; by default the system's. */
  readonly scratch?: string;
};

/** How an order ended. */
export type LastNews =
  | { readonly news: 'done'; readonly id: string; readonly outcome: DraftOutcome }
  | { readonly news: 'corrected'; readonly count: number }
  | { readonly news: 'refused'; readonly code: string; readonly where: string; readonly details: object }
  | { readonly news: 'broken'; readonly stack: string };

/** Messages that the child process sends. */
export type BuildNews =
  | { readonly news: 'at'; readonly step: string; readonly says: string; readonly share: number }
  | LastNews;

export type BuildProcess = {
  /**
   * Resolves when the order is done. The next order is given only then.
   *
   * @param onProgress - receives each step, what it is working on, and the share completed, 0 to 1
   * @throws Problem of the build; Error if it broke, or if the process was lost
   */
  readonly carryOut: (
    order: BuildOrder,
    onProgress: (step: string, says: string, share: number) => void,
  ) => Promise<Extract<LastNews, { news: 'done' | 'corrected' }>>;
  /** Ends the process; nothing of an order under way is saved. */
  readonly close: () => void;
};

/**
 * @param alone - true if no page requests have priority over it
 * @param options - further options of Node for it
 */
export function openBuildProcess({
  alone = false,
  options = [],
}: {
  alone?: boolean;
  options?: readonly string[];
} = {}): BuildProcess {
  const child = startProcess(join(import.meta.dirname, 'builder-child.ts'), alone ? ['alone'] : [], {
    execArgv: [...options],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  let scratch: string | undefined;
  if (isStarted(child)) child.once('exit', () => removeScratchOf(child.pid!, scratch));
  const lost = new Promise<never>((_, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => reject(new Error(`the process that builds releases ended: ${signal ?? code}`)));
  });
  // Between two orders no one waits for it.
  lost.catch(() => {});
  let isBusy = false;
  return {
    carryOut: async (order, onProgress) => {
      isBusy = true;
      scratch = order.scratch;
      const { promise: last, resolve } = Promise.withResolvers<LastNews>();
      const onNews = (news: BuildNews) => {
        if (news.news === 'at') onProgress(news.step, news.says, news.share);
        else resolve(news);
      };
      child.on('message', onNews);
      // A process that ended is reported by its exit.
      child.send(order, () => {});
      try {
        const news = await Promise.race([last, lost]);
        if (news.news === 'done' || news.news === 'corrected') return news;
        if (news.news === 'broken') throw Object.assign(new Error('a release was not built'), { stack: news.stack });
        throw new Problem(news.code as 'internal', news.where, news.details as { incident: string });
      } finally {
        child.off('message', onNews);
        isBusy = false;
      }
    },
    // One that is idle ends by itself, and keeps what V8 compiled for the next.
    close: () => void (isBusy || !child.connected ? child.kill('SIGKILL') : child.disconnect()),
  };
}
