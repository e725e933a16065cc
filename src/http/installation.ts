/** The site of one installation: what its data folder has published, on its own address. */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename } from 'node:path';
import { openDesk } from '../collection/index.ts';
import { contentFingerprint, copyFolder } from '../content/index.ts';
import { loadMaps, loadTheme } from '../dashboard/index.ts';
import { secretariat } from '../domain/index.ts';
import { loadLanguages, loadTexts } from '../i18n/index.ts';
import { type BuildRunner, openBuilder, waitingForCorrection } from '../release/index.ts';
import { openStore, publicVersion } from '../state/index.ts';
import { openChecker, openWritingPool } from '../workbook/index.ts';
import { deskEntries, openDeskRoutes } from './desk/routes.ts';
import { openFront } from './front.ts';
import { type ServedSite, serve } from './serve.ts';
import { makeAssets } from './server/assets.ts';
import { openForms } from './server/forms/forms-in-flight.ts';
import { logLine, reported } from './server/log.ts';
import { checkAddress } from './server/loopback.ts';
import { openClients, openRateLimit, type RateLimit } from './server/rate.ts';
import { addressList, webAddress, wholeNumber } from './server/setting.ts';
import { removeStaleFolders } from './server/stale-folders.ts';
import { openKeptPages } from './site/prepared/kept-pages.ts';
import { publisherOf } from './site/publisher.ts';
import { releasesOf } from './site/releases.ts';

export type Installation = {
  readonly contentRoot: string;
  readonly folder: string;
  readonly databaseUrl: string | null;
  readonly host: string;
  /** As it was set. */
  readonly port: number | string;
  /** How long requests in flight may take to finish when it stops, as it was set; 20 where it is left out. */
  readonly stopSeconds?: number | string;
  /** Forms that one client may send in a minute, as it was set (`GAP_RATE_LIMIT`); 0 for no limit, 300 where it is left out. */
  readonly rateLimit?: number | string;
  /** Addresses of proxies that state whom a request comes from, as they were set (`GAP_TRUSTED_PROXIES`); null for none. */
  readonly trustedProxies?: string | null;
  /** How people reach the secretariat; null if it is not set. */
  readonly contact?: string | null;
  /** Licence of published data, such as `CC BY 4.0 https://…`; null for the default. */
  readonly licence?: string | null;
  /** Absolute address under which readers reach the site, as it was set; null for the one where it listens. */
  readonly publicAddress?: string | null;
  /** True if pages that no one asked for are drawn from `drawPages` on: what is being published meanwhile changes them again. */
  readonly drawsLater?: boolean;
  readonly now: () => Date;
  /** Takes lines of the log. */
  readonly err: (text: string) => void;
};

/** What the processes of one server have together, and which of them draws pages before they are asked for. */
export type SharedParts = { readonly rate: RateLimit; readonly runner: BuildRunner; readonly draws: boolean };

/** How long a browser waits for a receipt; the file is read all the same, and its receipt has an address. */
const receiptSeconds = 15;
/** How often the queue is looked into, in milliseconds. */
const readEvery = 1_000;

export type ServedInstallation = ServedSite & {
  /** Reads what waits, from now on; no one waits for it. */
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
 * Opens the store and serves it; closing what it gives closes both.
 *
 * @param shared - where this is one of several processes
 * @throws Problem as `checkAddress`, `openStore` and `serve` do
 */
export async function serveInstallation(
  installation: Installation,
  shared: SharedParts | null = null,
): Promise<ServedInstallation> {
  const { contentRoot, host, now, err, databaseUrl, folder } = installation;
  const { port, perMinute, proxies, stopSeconds, publicAddress } = settingsOf(installation);
  const store = await openStore({ databaseUrl, folder, ownThread: true });
  const log = (entry: object) => err(`${logLine(now(), entry)}\n`);
  const report = (error: Error): string => {
    const incident = randomUUID().slice(0, 8);
    log({ incident, ...reported(error) });
    return incident;
  };
  removeStaleFolders([tmpdir(), installation.folder]);
  const fingerprint = contentFingerprint(contentRoot);
  const assets = await makeAssets(loadTheme(contentRoot), loadLanguages(contentRoot).languages);
  const releases = releasesOf(store, now);
  const publisher = publisherOf(installation.contact ?? null, installation.licence ?? null);
  // On PostgreSQL only where the operator has made the folder.
  const hasFolder = databaseUrl === null || existsSync(folder);
  const kept =
    copyFolder !== null && hasFolder
      ? openKeptPages({ folder, made: `${basename(copyFolder)} ${fingerprint}`, now })
      : null;
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
  // Who waits already gets a page that is kept.
  await new Promise((resolve) => setImmediate(resolve));
  const writer = openWritingPool(contentRoot);
  const forms = openForms(installation.databaseUrl === null ? installation.folder : tmpdir());
  try {
    const texts = loadTexts(contentRoot);
    const checker = openChecker({ contentRoot, report: (failure) => log({ name: 'check_failed', message: failure }) });
    const desk = openDesk({
      store,
      contentRoot,
      checker,
      now,
      report,
      reading: {
        waitSeconds: receiptSeconds,
        report: ({ id, tries }, cause) =>
          log({ name: 'upload_not_read', upload: id, tries: tries + 1, message: cause }),
      },
    });
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
      more: openDeskRoutes({
        contentRoot,
        store,
        desk,
        builder,
        texts,
        now,
        forms,
        writer,
        contact: installation.contact ?? null,
      }),
      publisher,
      publicAddress,
      // What was saved while it was read may be in pages that are drawn from now on.
      front: { opened: front, assets, kept: contentFingerprint(contentRoot) === fingerprint ? kept : null },
      report,
    });
    // Once the site answers, so that it does not wait for this. Others of several start theirs with the first upload.
    if (shared?.draws !== false) checker.prepare();
    let reading: NodeJS.Timeout | undefined;
    let corrected = -1;
    // What a narrower choice took out, or what an earlier process left: tried once for each state of what is public.
    const correct = async () => {
      const version = await publicVersion.read(store.connection);
      if (version === corrected) return;
      corrected = version;
      if ((await waitingForCorrection(store)).length > 0) builder.correct(secretariat);
    };
    return {
      ...served,
      readWaiting: () => {
        desk.readWaitingUploads().catch(report);
        // What waits is read as soon as it is due, also what another process left behind.
        reading = setInterval(() => {
          desk.readDue().catch(report);
          // Of several processes the one that draws builds, too.
          if (shared?.draws !== false) correct().catch(report);
        }, readEvery);
        reading.unref();
      },
      close: async () => {
        await served.close();
        builder.close();
        // Before the checker goes: what it can no longer read would be recorded as refused.
        clearInterval(reading);
        await desk.stopReading();
        await checker.close();
        forms.close();
        await writer.close();
        await store.close();
      },
    };
  } catch (error) {
    await front.stop(0);
    await store.close();
    throw error;
  }
}
