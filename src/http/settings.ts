/** What an installation is configured with, and what serving it results in. */
import type { BuildRunner } from '../release/index.ts';
import type { ServedSite } from './serve.ts';
import { checkAddress } from './server/loopback.ts';
import type { RateLimit } from './server/rate.ts';
import { addressList, webAddress, wholeNumber } from './server/setting.ts';

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

export type ServedInstallation = ServedSite & {
  /** Starts reading waiting uploads; does not wait for it. */
  readonly readWaiting: () => void;
};

export type InstallationSettings = ReturnType<typeof settingsOf>;

/** @throws Problem `host_refused`, `setting_wrong` */
export const settingsOf = (installation: Installation) => ({
  port: checkAddress(installation.host, installation.port),
  perMinute: wholeNumber('GAP_RATE_LIMIT', installation.rateLimit ?? 300, { least: 0, most: 1_000_000 }),
  proxies: addressList('GAP_TRUSTED_PROXIES', installation.trustedProxies ?? null),
  stopSeconds: wholeNumber('GAP_STOP_SECONDS', installation.stopSeconds ?? 20, { least: 0, most: 3_600 }),
  publicAddress: webAddress('GAP_PUBLIC_ADDRESS', installation.publicAddress ?? null),
});
