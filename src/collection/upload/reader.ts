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
import { isOfContent, storeFailures } from './stored.ts';

export type ReadingSettings = {
  /** Maximum number of files that this process reads at once. */
  readonly atOnce: number;
  /** Time after which a claim that was not renewed expires. */
  readonly leaseSeconds: number;
  /**
   * Seconds until the next attempt, by the number of attempts before; after the last there are no further automatic
   * ones, except for content with errors.
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
/** For a machine without file descriptors, memory or processes. */
const shortageSeconds = 5;
/**
 * Causes that say nothing about the upload, with the seconds until the next attempt: they are not counted, so that no
 * upload is set aside because readers were busy or a disk was full overnight.
 */
const uncounted: Readonly<Record<string, number>> = {
  check_busy: pollMilliseconds / 1_000,
  ...storeFailures,
  ...Object.fromEntries(['EMFILE', 'ENFILE', 'ENOMEM', 'EAGAIN'].map((shortage) => [shortage, shortageSeconds])),
};

export const openReader = (world: DeskWorld, given: Partial<ReadingSettings>): Reader =>
  new QueueReader(world, { ...readingDefaults, ...given });

class QueueReader implements Reader {
  readonly #world: DeskWorld;
  readonly #store: DeskWorld['store'];
  readonly #settings: ReadingSettings;
  readonly #running = new Map<string, Promise<void>>();
  #draining: Promise<void> | null = null;
  /** Claims given for uploads whose reading has not started. */
  #promised = 0;
  #stopped = false;

  constructor(world: DeskWorld, settings: ReadingSettings) {
    this.#world = world;
    this.#store = world.store;
    this.#settings = settings;
  }

  async #fresh(token: string = randomUUID()): Promise<Claim> {
    return { token, until: (await this.#store.seconds()) + this.#settings.leaseSeconds };
  }

  async #claimNext(): Promise<boolean> {
    const now = await this.#store.seconds();
    const id = await waiting.firstClaimable(this.#store.connection, now);
    return id === null ? false : this.#claimAndRead(id);
  }

  /** Returns false if another process was faster. */
  async #claimAndRead(id: string): Promise<boolean> {
    const claim = await this.#fresh();
    const now = await this.#store.seconds();
    const upload = await this.#store.transaction((tx) => waiting.claim(tx, id, now, claim));
    if (upload === null) return true;
    if (upload.outcome !== null) await this.#store.transaction((tx) => waiting.release(tx, id, claim.token, null));
    else await this.#track(upload, claim, { person: senderOf(upload), confirmed: false }).catch(() => undefined);
    return true;
  }

  #track(upload: Upload, claim: Claim, reading: ReadingRequest): Promise<void> {
    const reads = this.#readAndRecord(upload, claim, reading).finally(() => this.#running.delete(upload.id));
    this.#running.set(upload.id, reads);
    return reads;
  }

  async #readAndRecord(upload: Upload, { token }: Claim, { person, confirmed }: ReadingRequest): Promise<void> {
    const renewing = setInterval(
      () =>
        void this.#fresh(token)
          .then((claim) => this.#store.transaction((tx) => waiting.renew(tx, upload.id, claim)))
          .catch(() => undefined),
      (this.#settings.leaseSeconds * 1_000) / 3,
    );
    try {
      const bytes = await uploads.bytes(this.#store.connection, upload.id);
      if (bytes === null) return await this.#giveUp(upload, token, null);
      const checked = await readChecked(this.#world, upload, bytes, confirmed);
      if ('undecided' in checked) return await this.#giveUp(upload, token, checked.undecided);
      if (checked.target.country !== null) await this.#inTurn(upload, checked.target.country);
      await recordChecked(this.#world, { upload, ...checked, person, confirmed, token });
    } catch (error) {
      if (error instanceof Problem) {
        await this.#giveUp(upload, token, error.code === 'folder_kind_differs' || confirmed ? null : error.code);
        // The receipt states that it waits, so that only the operator reads why.
        if (isOfContent(error)) this.#world.report?.(error);
        throw error;
      }
      const { code = '', name } = error as NodeJS.ErrnoException;
      await this.#giveUp(upload, token, Object.hasOwn(uncounted, code) ? code : name);
      this.#world.report?.(error as Error);
    } finally {
      clearInterval(renewing);
    }
  }

  /** Waits until earlier uploads are recorded, and reads them itself if no other process does. */
  async #inTurn(upload: Upload, country: string): Promise<void> {
    for (;;) {
      const before = await waiting.firstBefore(this.#store.connection, upload.arrival, country);
      if (before === null) return;
      const now = await this.#store.seconds();
      if (!this.#running.has(before) && (await waiting.isClaimable(this.#store.connection, before, now)))
        await this.#claimAndRead(before);
      else await pause(pollMilliseconds);
    }
  }

  /** @param cause - null if the file is not tried again because there was no capacity or it was recorded */
  async #giveUp(upload: Upload, token: string, cause: string | null): Promise<void> {
    const now = await this.#store.seconds();
    const soon = uncounted[cause ?? ''];
    const tries = upload.tries + 1;
    const { delays } = this.#settings;
    const wait = delays[tries - 1] ?? (cause === 'content_faulty' ? delays.at(-1) : undefined);
    const failed =
      soon === undefined
        ? {
            tries,
            nextTry: wait === undefined ? waiting.never : now + wait,
            setAside: tries >= this.#settings.triesBeforeAside,
          }
        : { tries: upload.tries, nextTry: now + soon, setAside: upload.setAside };
    await this.#store.transaction((tx) => waiting.release(tx, upload.id, token, cause === null ? null : failed));
    if (cause !== null && cause !== 'check_busy') this.#settings.report(upload, cause);
  }

  async #pass(): Promise<void> {
    const worker = async () => {
      while (!this.#stopped && (await this.#claimNext()));
    };
    await Promise.all(Array.from({ length: this.#settings.atOnce }, worker));
  }

  drain(): Promise<void> {
    this.#draining ??= this.#pass().finally(() => {
      this.#draining = null;
    });
    return this.#draining;
  }

  read(upload: Upload, claim: Claim, reading: ReadingRequest): Promise<void> {
    this.#promised -= 1;
    return this.#track(upload, claim, reading);
  }

  async newClaim(always = false): Promise<Claim | null> {
    if (!always && (this.#stopped || this.#running.size + this.#promised >= this.#settings.atOnce)) return null;
    this.#promised += 1;
    return this.#fresh();
  }

  forgo(): void {
    this.#promised -= 1;
  }

  async released(id: string): Promise<void> {
    while (!this.#stopped) {
      const now = await this.#store.seconds();
      if (!this.#running.has(id) && !(await waiting.isClaimed(this.#store.connection, id, now))) return;
      await pause(pollMilliseconds);
    }
  }

  async settled(id: string): Promise<void> {
    const start = await uploads.find(this.#store.connection, id);
    const until = performance.now() + this.#settings.waitSeconds * 1_000;
    while (!this.#stopped && performance.now() < until) {
      const own = this.#running.get(id);
      if (own) return own.catch(() => undefined);
      const upload = await uploads.find(this.#store.connection, id);
      if (upload === null || upload.outcome !== null || upload.tries > (start?.tries ?? 0)) return;
      void this.drain().catch((error) => this.#world.report?.(error));
      await pause(3 * pollMilliseconds);
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#draining?.catch(() => undefined);
    await Promise.allSettled(this.#running.values());
  }
}

const senderOf = (upload: Upload): Person => ({
  id: upload.person,
  role: upload.role,
  country: upload.personCountry,
  assigned: [],
});
