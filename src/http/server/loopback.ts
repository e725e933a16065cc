/** Limits access to this machine while the server has no accounts. */
import { Problem } from '../../problem/index.ts';

const own = new Set(['127.0.0.1', 'localhost', '::1', '[::1]']);

/**
 * @param port - as configured, so that an invalid value can be quoted
 * @returns the port as a number; 0 for any free port
 * @throws Problem `host_refused` for an address that others can reach, `setting_wrong` for an invalid port
 */
export function checkAddress(host: string, port: number | string): number {
  if (!own.has(host)) throw new Problem('host_refused', 'HOST', { host });
  const number = /^\d{1,5}$/.test(String(port)) ? Number(port) : Number.NaN;
  if (number <= 65_535) return number;
  throw new Problem('setting_wrong', 'PORT', {
    setting: 'PORT',
    given: String(port),
    expected: 'a whole number from 1 to 65535',
  });
}

/**
 * Refuses requests with another host name, which protects against DNS rebinding.
 *
 * @throws Problem `host_foreign`
 */
export function checkHost(address: string): void {
  const { hostname } = new URL(address);
  if (!own.has(hostname)) throw new Problem('host_foreign', 'header Host', { host: hostname });
}

/**
 * The same for a finished page, checked before any route. Unrecognised headers go to the routes, which refuse them;
 * results are cached by header.
 */
export function isOwnHost(header: string | undefined): boolean {
  if (header === undefined) return false;
  if (seen.has(header)) return true;
  const address = `http://${header}/`;
  if (!URL.canParse(address) || !own.has(new URL(address).hostname)) return false;
  if (seen.size < mostSeen) seen.add(header);
  return true;
}

const seen = new Set<string>();
const mostSeen = 100;
