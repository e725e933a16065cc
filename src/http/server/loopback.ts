/** Who may reach the server while it has no accounts: this machine only. */
import { Problem } from '../../problem/index.ts';

const own = new Set(['127.0.0.1', 'localhost', '::1', '[::1]']);

/**
 * @param port - as it was set, so that what is no number is shown in its own words
 * @returns the port as a number; 0 for any that is free
 * @throws Problem `host_refused` for an address that others can reach, `setting_wrong` for a port that is none
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
 * A request that names another host was led here by a page of that name, whose address was turned to this machine.
 *
 * @throws Problem `host_foreign`
 */
export function checkHost(address: string): void {
  const { hostname } = new URL(address);
  if (!own.has(hostname)) throw new Problem('host_foreign', 'header Host', { host: hostname });
}

/**
 * The same for a page that is ready, asked for before any route. What is not seen to be ours goes to the routes, which
 * refuse it; a header seen once is not parsed again.
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
