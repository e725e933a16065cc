/** Settings of an installation, as the environment gives them. */
import { Problem } from '../../problem/index.ts';

/** @throws Problem `setting_wrong` for what is no whole number within the bounds */
export function wholeNumber(
  setting: string,
  given: number | string,
  { least, most }: { least: number; most: number },
): number {
  const number = /^\d{1,9}$/.test(String(given).trim()) ? Number(given) : Number.NaN;
  if (number >= least && number <= most) return number;
  const expected = `a whole number from ${least} to ${most}`;
  throw new Problem('setting_wrong', setting, { setting, given: String(given), expected });
}

/**
 * An absolute address, with a slash at its end; null if none is set.
 *
 * @throws Problem `setting_wrong` for what is no address of the web, or has more than a host and a path
 */
export function webAddress(setting: string, given: string | null): string | null {
  if (given === null) return null;
  const url = URL.parse(given);
  const plain = url !== null && /^https?:$/.test(url.protocol) && `${url.search}${url.hash}${url.username}` === '';
  if (plain) return url.href.endsWith('/') ? url.href : `${url.href}/`;
  throw new Problem('setting_wrong', setting, { setting, given, expected: 'an address such as https://plan.example/' });
}
