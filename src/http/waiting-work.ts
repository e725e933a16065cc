/** What a server does by itself: uploads that wait are read when they are due, and releases that wait are corrected. */
import type { Desk } from '../collection/index.ts';
import { secretariat } from '../domain/index.ts';
import { type ReleaseBuilder, waitingForCorrection } from '../release/index.ts';
import { publicVersion, type Store } from '../state/index.ts';

/** Interval between two looks, in milliseconds. */
const lookEvery = 1_000;

type WaitingWork = {
  readonly desk: Pick<Desk, 'readWaitingUploads' | 'readDue'>;
  readonly report: (error: Error) => string;
  /** What corrected releases are built with; null if another process builds them. */
  readonly corrections: { readonly store: Store; readonly builder: Pick<ReleaseBuilder, 'correct'> } | null;
  readonly every?: number;
};

/** Uploads include those of other processes. */
export function openWaitingWork({ desk, report, corrections, every = lookEvery }: WaitingWork) {
  let looking: NodeJS.Timeout | undefined;
  let correcting: Promise<unknown> = Promise.resolve();
  let corrected = -1;
  // Corrections after a narrower choice, or left by an earlier process: tried once for each version of what is
  // public.
  const correct = async ({ store, builder }: NonNullable<WaitingWork['corrections']>) => {
    const version = await publicVersion.read(store.connection);
    if (version === corrected) return;
    corrected = version;
    if ((await waitingForCorrection(store)).length > 0) builder.correct(secretariat);
  };
  return {
    start: () => {
      desk.readWaitingUploads().catch(report);
      looking = setInterval(() => {
        desk.readDue().catch(report);
        if (corrections !== null) correcting = correcting.then(() => correct(corrections)).catch(report);
      }, every);
      looking.unref();
    },
    /** Resolves when nothing reads the store for corrections any more; the desk ends its own reading. */
    stop: async () => {
      clearInterval(looking);
      await correcting;
    },
  };
}
