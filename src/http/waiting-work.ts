/** What a server does by itself: uploads that wait are read when they are due, and releases that wait are corrected. */
import type { Desk } from '../collection/index.ts';
import { secretariat } from '../domain/index.ts';
import { type ReleaseBuilder, waitingForCorrection } from '../release/index.ts';
import { publicVersion, type Store } from '../state/index.ts';

/** Interval between two looks, in milliseconds. */
const lookEvery = 1_000;

type WaitingWork = {
  readonly desk: Pick<Desk, 'readWaitingUploads' | 'readDue' | 'stopReading'>;
  readonly report: (error: Error) => string;
  /** What corrected releases are built with; null if another process builds them. */
  readonly corrections: { readonly store: Store; readonly builder: Pick<ReleaseBuilder, 'correct'> } | null;
  readonly every?: number;
};

/** Uploads include those of other processes. */
export function openWaitingWork({ desk, report, corrections, every = lookEvery }: WaitingWork) {
  let looking: NodeJS.Timeout | undefined;
  let reading: Promise<unknown> = Promise.resolve();
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
      reading = desk.readWaitingUploads().catch(report);
      looking = setInterval(() => {
        desk.readDue().catch(report);
        if (corrections !== null) correcting = correcting.then(() => correct(corrections)).catch(report);
      }, every);
      looking.unref();
    },
    /** Starts with no further upload or correction. Resolves when uploads that are being read are recorded. */
    stop: async () => {
      clearInterval(looking);
      await correcting;
      await desk.stopReading();
      await reading;
    },
  };
}
