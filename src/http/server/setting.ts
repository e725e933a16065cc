/** Settings of an installation, from the environment. */
import { BlockList, isIP } from 'node:net';
import { Problem } from '../../problem/index.ts';

/** @throws Problem `setting_wrong` for anything except an integer within the bounds */
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
 * An absolute address, ending with a slash; null if none is set.
 *
 * @throws Problem `setting_wrong` for an invalid web address, or one with more than a host and a path
 */
export function webAddress(setting: string, given: string | null): string | null {
  if (given === null) return null;
  const url = URL.parse(given);
  const plain = url !== null && /^https?:$/.test(url.protocol) && `${url.search}${url.hash}${url.username}` === '';
  if (plain) return url.href.endsWith('/') ? url.href : `${url.href}/`;
  throw new Problem('setting_wrong', setting, { setting, given, expected: 'an address such as https://plan.example/' });
}

/**
 * Addresses and networks, such as `127.0.0.1, 10.0.0.0/8, ::1`; none if not configured.
 *
 * @throws Problem `setting_wrong` for anything else
 */
export function addressList(setting: string, given: string | null): BlockList {
  const list = new BlockList();
  for (const one of (given ?? '').split(/[\s,]+/).filter(Boolean)) {
    const [address, prefix, ...more] = one.split('/') as [string, string?];
    const family = isIP(address);
    const bits = prefix === undefined ? null : /^\d{1,3}$/.test(prefix) ? Number(prefix) : Number.NaN;
    if (family === 0 || more.length > 0 || (bits !== null && !(bits <= (family === 4 ? 32 : 128))))
      throw new Problem('setting_wrong', setting, {
        setting,
        given: one,
        expected: 'addresses or networks such as 127.0.0.1, 10.0.0.0/8',
      });
    if (bits === null) list.addAddress(address, `ipv${family as 4 | 6}`);
    else list.addSubnet(address, bits, `ipv${family as 4 | 6}`);
  }
  return list;
}
