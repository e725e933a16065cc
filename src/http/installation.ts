/** The site of one installation: the published releases of its data folder, at its own address. */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename } from 'node:path';
import { type Desk, openDesk, type ReadingSettings } from '../collection/index.ts';
import { contentFingerprint, copyFolder } from '../content/index.ts';
import { loadMaps, loadTheme } from '../dashboard/index.ts';
import { secretariat } from '../domain/index.ts';
import { loadLanguages, loadTexts } from '../i18n/index.ts';
import { type BuildRunner, openBuilder, waitingForCorrection } from '../release/index.ts';
import { openStore, publicVersion, type Store } from '../state/index.ts';
import { memoryFolder } from '../warehouse/index.ts';
import { openChecker, openWritingPool } from '../workbook/index.ts';
import { deskEntries, openDeskRoutes } from './desk/routes.ts';
import { type Front, openFront } from './front.ts';
import { type ServedSite, serve } from './serve.ts';
import { type Assets, makeAssets } from './server/assets.ts';
import { openForms } from './server/forms/forms-in-flight.ts';
import { logLine, reported } from './server/log.ts';
import { checkAddress } from './server/loopback.ts';
import { openClients, openRateLimit, type RateLimit } from './server/rate.ts';
import { addressList, webAddress, wholeNumber } from './server/setting.ts';
import { removeStaleFolders } from './server/stale-folders.ts';
import { type KeptPages, openKeptPages } from './site/prepared/kept-pages.ts';
import type { Releases } from './site/published.ts';
import { type Publisher, publisherOf } from './site/publisher.ts';
import { releasesOf } from './site/releases.ts';

export type Installation = {
  readonly contentRoot: string;
  readonly folder: string;
  readonly databaseUrl: string | null;
  readonly host: string;
  /** As configured, not yet checked. */
  readonly port: number | string;
  /** Time that pending requests have to finish on stop, as configured; 20 if omitted. */
  readonly stopSeconds?: number | string;
  /**
   * Number of forms that one client may send per minute, as configured (`GAP_RATE_LIMIT`); 0 for no limit, 300 if
   * omitted.
   */
  readonly rateLimit?: number | string;
  /**
   * Addresses of trusted proxies, which state the client of a request, as configured (`GAP_TRUSTED_PROXIES`); null
   * for none.
   */
  readonly trustedProxies?: string | null;
  /** How people reach the secretariat; null if it is not set. */
  readonly contact?: string | null;
  /** Licence of published data, such as `CC BY 4.0 https://…`; null for the default. */
  readonly licence?: string | null;
  /** Absolute address at which readers reach the site, as configured; null for the one where it listens. */
  readonly publicAddress?: string | null;
  /**
   * True if pages are prerendered only after `drawPages` is called, as a publication in progress would change them
   * again.
   */
  readonly drawsLater?: boolean;
  readonly now: () => Date;
  /** Receives log lines. */
  readonly err: (text: string) => void;
};

/** What the processes of one server share, and whether this one prerenders pages. */
export type SharedParts = { readonly rate: RateLimit; readonly runner: BuildRunner; readonly draws: boolean };

/**
 * Maximum time that a browser waits for a receipt; after that the file is still read, and its receipt has an address.
 */
const receiptSeconds = 15;
/** Interval between checks of the queue, in milliseconds. */
const readEvery = 1_000;

export type ServedInstallation = ServedSite & {
  /** Starts reading waiting uploads; does not wait for it. */
  readonly readWaiting: () => void;
};

/** @throws Problem `host_refused`, `setting_wrong` */
export const settingsOf = (installation: Installation) => ({
  port: checkAddress(installation.host, installation.port),
  perMinute: wholeNumber('GAP_RATE_LIMIT', installation.rateLimit ?? 300, { least: 0, most: 1_000_000 }),
  proxies: addressList('GAP_TRUSTED_PROXIES', installation.trustedProxies ?? null),
  stopSeconds: wholeNumber('GAP_STOP_SECONDS', installation.stopSeconds ?? 20, { least: 0, most: 3_600 }),
  publicAddress: webAddress('GAP_PUBLIC_ADDRESS', installation.publicAddress ?? null),
});

/**
 * Opens the store and serves it; closing the result closes both.
 *
 * @param shared - set if this is one of several processes
 * @throws Problem as `checkAddress`, `openStore` and `serve` do
 */
export async function serveInstallation(
  installation: Installation,
  shared: SharedParts | null = null,
): Promise<ServedInstallation> {
  const { contentRoot, host, now, databaseUrl, folder } = installation;
  const { port, publicAddress } = settingsOf(installation);
  const store = await openStore({ databaseUrl, folder, ownThread: true });
  const { log, report } = openLog(installation);
  removeStaleFolders([tmpdir(), memoryFolder, installation.folder]);
  const fingerprint = contentFingerprint(contentRoot);
  const assets = await makeAssets(loadTheme(contentRoot), loadLanguages(contentRoot).languages);
  const releases = releasesOf(store, now, databaseUrl === null ? installation.folder : tmpdir());
  const publisher = publisherOf(installation.contact ?? null, installation.licence ?? null);
  const kept = keptPagesOf(installation, fingerprint);
  const front = await openFront({
    host,
    port,
    sharesPort: shared !== null,
    assets,
    releases,
    kept,
    settings: { publisher, publicAddress, entries: deskEntries },
  }).catch(async (error) => {
    await store.close();
    throw error;
  });
  // Requests that wait already get a stored page first.
  await new Promise((resolve) => setImmediate(resolve));
  try {
    const settings = { installation, shared, publisher, fingerprint };
    return await serveBehind(front, { ...settings, store, log, report, assets, releases, kept });
  } catch (error) {
    await front.stop(0);
    await store.close();
    throw error;
  }
}

type OpenedParts = ReturnType<typeof openLog> & {
  readonly installation: Installation;
  readonly shared: SharedParts | null;
  readonly store: Store;
  readonly assets: Assets;
  readonly releases: Releases;
  readonly publisher: Publisher;
  /** Pages that earlier processes rendered; null if none are cached. */
  readonly kept: KeptPages | null;
  /** Of the content that they were rendered with. */
  readonly fingerprint: string;
};

/** Everything that the front waits for: content, the desk, the builder and the pages. */
async function serveBehind(front: Front, parts: OpenedParts): Promise<ServedInstallation> {
  const { installation, shared, store, log, report, assets, releases, publisher, kept, fingerprint } = parts;
  const { contentRoot, host, now, contact = null } = installation;
  const { port, perMinute, proxies, stopSeconds, publicAddress } = settingsOf(installation);
  const writer = openWritingPool(contentRoot);
  const forms = openForms(installation.databaseUrl === null ? installation.folder : tmpdir());
  const texts = loadTexts(contentRoot);
  const checker = openChecker({ contentRoot, report: (failure) => log({ name: 'check_failed', message: failure }) });
  const reading: Partial<ReadingSettings> = {
    waitSeconds: receiptSeconds,
    report: ({ id, tries }, cause) => log({ name: 'upload_not_read', upload: id, tries: tries + 1, message: cause }),
  };
  const desk = openDesk({ store, contentRoot, checker, now, report, reading });
  await desk.keepMeanings();
  const builder = openBuilder({ ...installation, store, report }, shared?.runner);
  const served = await serve({
    contentRoot,
    host,
    port,
    stopSeconds,
    rate: shared?.rate ?? openRateLimit(perMinute),
    clientOf: openClients(proxies),
    draws: shared?.draws ?? installation.drawsLater !== true,
    texts,
    maps: loadMaps(contentRoot),
    releases,
    more: openDeskRoutes({ contentRoot, store, desk, builder, texts, now, forms, writer, contact }),
    publisher,
    publicAddress,
    // Pages that were saved while the site was being opened may be included later.
    front: { opened: front, assets, kept: contentFingerprint(contentRoot) === fingerprint ? kept : null },
    report,
  });
  // Started once the site answers, so that it does not delay it. Of several processes, only one prepares a checker;
  // others start theirs with the first upload.
  if (shared?.draws !== false) checker.prepare();
  // Of several processes, the one that prerenders pages also builds.
  const corrections = shared?.draws === false ? null : { store, builder };
  const waiting = openWaitingReads({ desk, report, corrections });
  return {
    ...served,
    readWaiting: waiting.start,
    close: async () => {
      await served.close();
      builder.close();
      // Before the checker is closed, as files that it can no longer read would be recorded as refused.
      waiting.stop();
      await desk.stopReading();
      await checker.close();
      forms.close();
      await writer.close();
      await store.close();
    },
  };
}

function openLog({ now, err }: Pick<Installation, 'now' | 'err'>) {
  const log = (entry: object) => err(`${logLine(now(), entry)}\n`);
  const report = (error: Error): string => {
    const incident = randomUUID().slice(0, 8);
    log({ incident, ...reported(error) });
    return incident;
  };
  return { log, report };
}

/** With PostgreSQL, the folder is optional and made by the operator. */
function keptPagesOf({ databaseUrl, folder, now }: Installation, fingerprint: string): KeptPages | null {
  const hasFolder = databaseUrl === null || existsSync(folder);
  return copyFolder !== null && hasFolder
    ? openKeptPages({ folder, made: `${basename(copyFolder)} ${fingerprint}`, now })
    : null;
}

type WaitingWork = {
  readonly desk: Desk;
  readonly report: (error: Error) => string;
  /** What corrected releases are built with; null if another process builds them. */
  readonly corrections: { readonly store: Store; readonly builder: ReturnType<typeof openBuilder> } | null;
};

/** Waiting uploads are read as soon as they are due, including those of other processes. */
function openWaitingReads({ desk, report, corrections }: WaitingWork) {
  let reading: NodeJS.Timeout | undefined;
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
      reading = setInterval(() => {
        desk.readDue().catch(report);
        if (corrections !== null) correct(corrections).catch(report);
      }, readEvery);
      reading.unref();
    },
    stop: () => clearInterval(reading),
  };
}
