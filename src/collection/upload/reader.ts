/**
 * Reads kept uploads and records them in the order of their arrival, whichever process reads which.
 *
 * The queue is the store: each process claims the next upload for a while and renews the claim as long as it reads. A reading
 * that ends without anything found out about the file (a crash, a kill, no room) leaves it waiting for another try. After a few
 * tries it is set aside, so that others need not wait for it; it keeps its place in the order.
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
  /** Files that this process reads at once. */
  readonly atOnce: number;
  /** After which a claim that was not renewed runs out. */
  readonly leaseSeconds: number;
  /** Seconds until the next try, by the number of tries before; after the last no more are made by themselves. */
  readonly delays: readonly number[];
  /** Tries for which later files wait. */
  readonly triesBeforeAside: number;
  /** For how long anyone who uploads waits for the receipt, in seconds. */
  readonly waitSeconds: number;
  /** Told of an upload whose reading ended without a result. */
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

/** How an upload is to be recorded: as its sender, or as a person confirms. */
export type ReadingRequest = { readonly person: Person; readonly confirmed: boolean };

export type Reader = {
  /** For an upload that is read at once: null if this process reads as many as it can. @param always - never null */
  readonly newClaim: (always?: boolean) => Promise<Claim | null>;
  /** Takes back a claim that was given and is not used. */
  readonly forgo: () => void;
  /** Reads an upload that was claimed. Resolves when it is settled, or the try has ended. @throws what the recording throws */
  readonly read: (upload: Upload, claim: Claim, reading: ReadingRequest) => Promise<void>;
  /** Waits until an upload is settled, a try has ended, or patience has. */
  readonly settled: (id: string) => Promise<void>;
  /** Waits until no one reads an upload. */
  readonly released: (id: string) => Promise<void>;
  /** Claims and reads until nothing is due. */
  readonly drain: () => Promise<void>;
  /** Claims no more, and waits for what is being read. */
  readonly stop: () => Promise<void>;
};

/** A desk that also reads what it keeps. */
export type ReadingWorld = DeskWorld & { readonly reader: Reader };

const pollMilliseconds = 100;

export function openReader(world: DeskWorld, given: Partial<ReadingSettings>): Reader {
  const settings = { ...readingDefaults, ...given };
  const { store } = world;
  const running = new Map<string, Promise<void>>();
  let draining: Promise<void> | null = null;
  /** Claims given for uploads that are not being read yet. */
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

  /** False if another process was faster. */
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

  /** Waits until what arrived before is recorded, and reads it itself where no one else does. */
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

  /** @param cause - null if the file is not tried again: there was no room, or it was recorded */
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

/** Later than any clock: no further try is made unless a person asks for it. */
const never = 1e12;

const senderOf = (upload: Upload): Person => ({
  id: upload.person,
  role: upload.role,
  country: upload.personCountry,
  assigned: [],
});
