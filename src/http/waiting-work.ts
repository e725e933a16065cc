/** What a server does by itself: uploads that wait are read when they are due, and releases that wait are corrected. */
import type { Desk } from '../collection/index.ts';
import { secretariat } from '../domain/index.ts';
import { type ReleaseBuilder, waitingForCorrection } from '../release/index.ts';
import { publicVersion, type Store } from '../state/index.ts';

/** Interval between two looks, in milliseconds. */
const lookEvery = 1_000;
/**
 * Pauses before corrections are tried again, in milliseconds: the build may have been killed, or have found the disk
 * full. Each pause is twice as long as the one before.
 */
const pauses = { first: 60_000, longest: 3_600_000 } as const;

type WaitingWork = {
  readonly desk: Pick<Desk, 'readWaitingUploads' | 'readDue' | 'stopReading'>;
  readonly report: (error: Error) => string;
  /** What corrected releases are built with; null if another process builds them. */
  readonly corrections: { readonly store: Store; readonly builder: Pick<ReleaseBuilder, 'correct' | 'current'> } | null;
  readonly every?: number;
  readonly pauses?: { readonly first: number; readonly longest: number };
};

/** Uploads include those of other processes. */
export function openWaitingWork({ desk, report, corrections, every = lookEvery, pauses: own = pauses }: WaitingWork) {
  let looking: NodeJS.Timeout | undefined;
  let reading: Promise<unknown> = Promise.resolve();
  let correcting: Promise<unknown> = Promise.resolve();
  let tried = { version: -1, pause: 0, until: 0 };
  // Corrections after a narrower choice, or left by an earlier process: tried for each version of what is public, and
  // again after a pause if the build ended without them, as no one else would start it.
  const correct = async ({ store, builder }: NonNullable<WaitingWork['corrections']>) => {
    const version = await publicVersion.read(store.connection);
    const isNew = version !== tried.version;
    if (!isNew && performance.now() < tried.until) return;
    const pause = isNew ? own.first : Math.min(2 * tried.pause, own.longest);
    tried = { version, pause, until: performance.now() + pause };
    if ((await waitingForCorrection(store)).length === 0) return;
    if (!isNew && (await builder.current(secretariat))?.state === 'building') return;
    await builder.correct(secretariat);
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
