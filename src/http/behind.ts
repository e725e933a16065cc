/** Everything that the front waits for: content, the desk, the builder and the pages. */
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { openDesk, type ReadingSettings } from '../collection/index.ts';
import { contentFingerprint } from '../content/index.ts';
import { loadMaps } from '../dashboard/index.ts';
import { loadTexts } from '../i18n/index.ts';
import { openBuilder } from '../release/index.ts';
import { openStore, type Store } from '../state/index.ts';
import { memoryFolder } from '../warehouse/index.ts';
import { openChecker, openWritingPool } from '../workbook/index.ts';
import { openDeskRoutes } from './desk/routes.ts';
import type { Front } from './front.ts';
import { serve } from './serve.ts';
import type { Assets } from './server/assets.ts';
import { openForms } from './server/forms/forms-in-flight.ts';
import { logLine, reported } from './server/log.ts';
import { openClients, openRateLimit } from './server/rate.ts';
import { removeStaleFolders } from './server/stale-folders.ts';
import type { Installation, InstallationSettings, ServedInstallation, SharedParts } from './settings.ts';
import type { KeptPages } from './site/prepared/kept-pages.ts';
import type { Publisher } from './site/publisher.ts';
import { releasesOf } from './site/releases.ts';
import { openWaitingWork } from './waiting-work.ts';

/**
 * Maximum time that a browser waits for a receipt; after that the file is still read, and its receipt has an address.
 */
const receiptSeconds = 15;

export type OpenedParts = {
  readonly installation: Installation;
  readonly settings: InstallationSettings;
  readonly shared: SharedParts | null;
  /** Of the front, which it needs until the site is open; with PostgreSQL that of the site as well. */
  readonly early: Store;
  readonly assets: Assets;
  readonly publisher: Publisher;
  /** Pages that earlier processes rendered; null if none are cached. */
  readonly kept: KeptPages | null;
  /** Of the content that they were rendered with. */
  readonly fingerprint: string;
};

/** @throws Problem as `openStore` and `serve` do; the front and its store are left open then */
export async function serveBehind(front: Front, parts: OpenedParts): Promise<ServedInstallation> {
  const { early, installation } = parts;
  const { databaseUrl, folder } = installation;
  if (databaseUrl !== null) return serveFrom(early, front, parts);
  const store = await openStore({ databaseUrl, folder, ownThread: true });
  try {
    const served = await serveFrom(store, front, parts);
    await early.close();
    return served;
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function serveFrom(store: Store, front: Front, parts: OpenedParts): Promise<ServedInstallation> {
  const { installation, settings, shared, assets, publisher, kept, fingerprint } = parts;
  const { contentRoot, host, now, databaseUrl, contact = null } = installation;
  const { port, perMinute, proxies, stopSeconds, publicAddress } = settings;
  const { log, report } = openLog(installation);
  removeStaleFolders([tmpdir(), memoryFolder, installation.folder]);
  const folder = databaseUrl === null ? installation.folder : tmpdir();
  const releases = releasesOf(store, now, folder);
  const writer = openWritingPool(contentRoot);
  const forms = openForms(folder);
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
    opensLater: installation.drawsLater === true,
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
  if (shared?.draws !== false && !installation.drawsLater) checker.prepare();
  // Of several processes, the one that prerenders pages also builds.
  const corrections = shared?.draws === false ? null : { store, builder };
  const waiting = openWaitingWork({ desk, report, corrections });
  return {
    ...served,
    drawPages: () => {
      served.drawPages();
      if (installation.drawsLater) checker.prepare();
    },
    readWaiting: waiting.start,
    close: async () => {
      await served.close();
      // Before the store and the builder are closed, which it uses, and the checker, as files that it can no longer
      // read would be recorded as refused.
      await waiting.stop();
      builder.close();
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
