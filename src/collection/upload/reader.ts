/**
 * Reads stored uploads and records them in the order of arrival, whichever process reads them.
 *
 * The store is the queue: each process claims the next upload for a limited time and renews the claim while it reads.
 * If the reading ends without a result (a crash, a kill, no capacity), the upload waits for another attempt. After a
 * few attempts it is set aside, so that others need not wait for it; it keeps its place in the order.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Person } from '../../domain/index.ts';
import { Problem } from '../../problem/index.ts';
import { type Claim, type Upload, uploads, waiting } from '../../state/index.ts';
import type { DeskWorld } from '../desk.ts';
import { readChecked } from './read-checked.ts';
import { recordChecked } from './record.ts';

export type ReadingSettings = {
  /** Maximum number of files that this process reads at once. */
  readonly atOnce: number;
  /** Time after which a claim that was not renewed expires. */
  readonly leaseSeconds: number;
  /**
   * Seconds until the next attempt, by the number of attempts before; after the last there are no further automatic
   * ones.
   */
  readonly delays: readonly number[];
  /** Number of attempts during which later files wait. */
  readonly triesBeforeAside: number;
  /** Maximum time that an upload request waits for the receipt, in seconds. */
  readonly waitSeconds: number;
  /** Receives uploads whose reading ended without a result. */
  readonly report: (upload: Upload, cause: string) => void;
};

export const readingDefaults: ReadingSettings = {
  atOnce: 2,
  leaseSeconds: 10,
  delays: [0.5, 2, 30, 120, 600, 3_600, 3_600, 3_600],
  triesBeforeAside: 3,
  waitSeconds: Number.POSITIVE_INFINITY,
  report: () => undefined,
};

/** On whose behalf an upload is recorded: its sender, or a person who confirms. */
export type ReadingRequest = { readonly person: Person; readonly confirmed: boolean };

export type Reader = {
  /** A claim for an upload to read at once; null if this process is at capacity. @param always - never returns null */
  readonly newClaim: (always?: boolean) => Promise<Claim | null>;
  /** Returns a claim that is not used. */
  readonly forgo: () => void;
  /** Reads a claimed upload. Resolves when it is settled or the attempt has ended. @throws the problems of recording */
  readonly read: (upload: Upload, claim: Claim, reading: ReadingRequest) => Promise<void>;
  /** Waits until an upload is settled, an attempt has ended, or `waitSeconds` have passed. */
  readonly settled: (id: string) => Promise<void>;
  /** Waits until no process reads the upload. */
  readonly released: (id: string) => Promise<void>;
  /** Claims and reads until no upload is due. */
  readonly drain: () => Promise<void>;
  /** Claims no further uploads, and waits for those being read. */
  readonly stop: () => Promise<void>;
};

/** A desk that also reads what it stores. */
export type ReadingWorld = DeskWorld & { readonly reader: Reader };

const pollMilliseconds = 100;

export function openReader(world: DeskWorld, given: Partial<ReadingSettings>): Reader {
  const settings = { ...readingDefaults, ...given };
  const { store } = world;
  const running = new Map<string, Promise<void>>();
  let draining: Promise<void> | null = null;
  /** Claims given for uploads whose reading has not started. */
  let promised = 0;
  let stopped = false;

  const fresh = async (token: string = randomUUID()): Promise<Claim> => ({
    token,
    until: (await store.seconds()) + settings.leaseSeconds,
  });

  async function claimNext(): Promise<boolean> {
    const now = await store.seconds();
    const id = await waiting.firstClaimable(store.connection, now);
    return id === null ? false : claimAndRead(id);
  }

  /** Returns false if another process was faster. */
  async function claimAndRead(id: string): Promise<boolean> {
    const claim = await fresh();
    const now = await store.seconds();
    const upload = await store.transaction((tx) => waiting.claim(tx, id, now, claim));
    if (upload === null) return true;
    if (upload.outcome !== null) await store.transaction((tx) => waiting.release(tx, id, claim.token, null));
    else await read(upload, claim, { person: senderOf(upload), confirmed: false }).catch(() => undefined);
    return true;
  }

  function read(upload: Upload, claim: Claim, reading: ReadingRequest): Promise<void> {
    const reads = readAndRecord(upload, claim, reading).finally(() => running.delete(upload.id));
    running.set(upload.id, reads);
    return reads;
  }

  async function readAndRecord(upload: Upload, { token }: Claim, { person, confirmed }: ReadingRequest): Promise<void> {
    const renewing = setInterval(
      () =>
        void fresh(token)
          .then((claim) => store.transaction((tx) => waiting.renew(tx, upload.id, claim)))
          .catch(() => undefined),
      (settings.leaseSeconds * 1_000) / 3,
    );
    try {
      const bytes = await uploads.bytes(store.connection, upload.id);
      if (bytes === null) return await giveUp(upload, token, null);
      const checked = await readChecked(world, upload, bytes, confirmed);
      if ('undecided' in checked) return await giveUp(upload, token, checked.undecided);
      if (checked.target.country !== null) await inTurn(upload, checked.target.country);
      await recordChecked(world, { upload, ...checked, person, confirmed, token });
    } catch (error) {
      if (error instanceof Problem) {
        await giveUp(upload, token, error.code === 'folder_kind_differs' || confirmed ? null : error.code);
        throw error;
      }
      await giveUp(upload, token, (error as Error).name);
      world.report?.(error as Error);
    } finally {
      clearInterval(renewing);
    }
  }

  /** Waits until earlier uploads are recorded, and reads them itself if no other process does. */
  async function inTurn(upload: Upload, country: string): Promise<void> {
    for (;;) {
      const before = await waiting.firstBefore(store.connection, upload.arrival, country);
      if (before === null) return;
      const now = await store.seconds();
      if (!running.has(before) && (await waiting.isClaimable(store.connection, before, now)))
        await claimAndRead(before);
      else await pause(pollMilliseconds);
    }
  }

  /** @param cause - null if the file is not tried again because there was no capacity or it was recorded */
  async function giveUp(upload: Upload, token: string, cause: string | null): Promise<void> {
    const busy = cause === 'check_busy';
    const tries = upload.tries + 1;
    const wait = busy ? pollMilliseconds / 1_000 : settings.delays[tries - 1];
    const nextTry = wait === undefined ? never : (await store.seconds()) + wait;
    const failed = busy
      ? { tries: upload.tries, nextTry, setAside: upload.setAside }
      : { tries, nextTry, setAside: tries >= settings.triesBeforeAside };
    await store.transaction((tx) => waiting.release(tx, upload.id, token, cause === null ? null : failed));
    if (cause !== null && !busy) settings.report(upload, cause);
  }

  async function pass(): Promise<void> {
    const worker = async () => {
      while (!stopped && (await claimNext()));
    };
    await Promise.all(Array.from({ length: settings.atOnce }, worker));
  }

  function drain(): Promise<void> {
    draining ??= pass().finally(() => {
      draining = null;
    });
    return draining;
  }

  return {
    drain,
    read: (upload, claim, reading) => {
      promised -= 1;
      return read(upload, claim, reading);
    },
    newClaim: async (always = false) => {
      if (!always && (stopped || running.size + promised >= settings.atOnce)) return null;
      promised += 1;
      return fresh();
    },
    forgo: () => {
      promised -= 1;
    },
    released: async (id) => {
      while (!stopped) {
        const now = await store.seconds();
        if (!running.has(id) && !(await waiting.isClaimed(store.connection, id, now))) return;
        await pause(pollMilliseconds);
      }
    },
    settled: async (id) => {
      const start = await uploads.find(store.connection, id);
      const until = performance.now() + settings.waitSeconds * 1_000;
      while (!stopped && performance.now() < until) {
        const own = running.get(id);
        if (own) return own.catch(() => undefined);
        const upload = await uploads.find(store.connection, id);
        if (upload === null || upload.outcome !== null || upload.tries > (start?.tries ?? 0)) return;
        void drain().catch((error) => world.report?.(error));
        await pause(3 * pollMilliseconds);
      }
    },
    stop: async () => {
      stopped = true;
      await draining?.catch(() => undefined);
      await Promise.allSettled(running.values());
    },
  };
}

/** Later than any clock: there are no further attempts unless a person requests one. */
const never = 1e12;

const senderOf = (upload: Upload): Person => ({
  id: upload.person,
  role: upload.role,
  country: upload.personCountry,
  assigned: [],
});
