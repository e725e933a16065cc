/** The site of one installation: the published releases of its data folder, at its own address. */
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { contentFingerprint, copyFolder } from '../content/index.ts';
import { loadTheme } from '../dashboard/index.ts';
import { loadLanguages } from '../i18n/index.ts';
import { openStore } from '../state/index.ts';
import { deskEntries } from './desk/entries.ts';
import { openFront } from './front.ts';
import { keepTick } from './kept-tick.ts';
import { makeAssets } from './server/assets.ts';
import { type Installation, type ServedInstallation, type SharedParts, settingsOf } from './settings.ts';
import { type KeptPages, openKeptPages } from './site/prepared/kept-pages.ts';
import { publicReleasesOf } from './site/prepared/public-releases.ts';
import { publisherOf } from './site/publisher.ts';

/** In milliseconds. */
const beforeLoading = 15;

/**
 * Opens the store and serves it; closing the result closes both. The code of everything but the front is loaded when
 * the front is open, since stored pages need none of it.
 *
 * @param shared - set if this is one of several processes
 * @throws Problem as `checkAddress`, `openStore` and `serve` do
 */
export async function serveInstallation(
  installation: Installation,
  shared: SharedParts | null = null,
): Promise<ServedInstallation> {
  void keepTick();
  const { contentRoot, host, now, databaseUrl, folder } = installation;
  const settings = settingsOf(installation);
  const { port, publicAddress } = settings;
  // SQLite without its thread, which takes longer to start than the few reads of the front.
  const early = await openStore({ databaseUrl, folder });
  try {
    const fingerprint = contentFingerprint(contentRoot);
    const assets = await makeAssets(loadTheme(contentRoot), loadLanguages(contentRoot).languages);
    const publisher = publisherOf(installation.contact ?? null, installation.licence ?? null);
    const kept = keptPagesOf(installation, fingerprint);
    const front = await openFront({
      host,
      port,
      sharesPort: shared !== null,
      assets,
      releases: publicReleasesOf(early, now),
      kept,
      settings: { publisher, publicAddress, entries: deskEntries },
    });
    // Loading blocks for a tenth of a second: who tries again until the server answers gets a stored page first.
    await pause(kept === null ? 0 : beforeLoading);
    const parts = { installation, settings, shared, early, assets, publisher, kept, fingerprint };
    const { serveBehind } = await import('./behind.ts');
    return await serveBehind(front, parts).catch(async (error) => {
      await front.stop(0);
      throw error;
    });
  } catch (error) {
    await early.close();
    throw error;
  }
}

/** With PostgreSQL, the folder is optional and made by the operator. */
function keptPagesOf({ databaseUrl, folder, now }: Installation, fingerprint: string): KeptPages | null {
  const hasFolder = databaseUrl === null || existsSync(folder);
  return copyFolder !== null && hasFolder
    ? openKeptPages({ folder, made: `${basename(copyFolder)} ${fingerprint}`, now })
    : null;
}
