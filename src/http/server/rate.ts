/** Rate limit: a token bucket for each client address. */
import { BlockList, isIP, isIPv6 } from 'node:net';
import { Problem } from '../../problem/index.ts';

export type RateLimit = {
  /** @param address - of the client; null if there is no network connection @throws Problem `too_many_requests` */
  readonly take: (address: string | null, kind: 'read' | 'work') => void | Promise<void>;
};

/** Pages for one reader cost less than forms, which store, read workbooks or build. */
const readsForOneWork = 10;
const mostClients = 10_000;

/**
 * @param perMinute - number of forms that a client may send per minute, and at once; ten times as many other requests
 *   that are not answered from memory. 0 for no limit
 */
export function openRateLimit(perMinute: number, now: () => number = () => performance.now()): RateLimit {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return {
    take: (address, kind) => {
      if (address === null || perMinute === 0) return;
      const most = kind === 'work' ? perMinute : perMinute * readsForOneWork;
      const key = `${kind} ${address}`;
      const at = now();
      const before = buckets.get(key) ?? { tokens: most, at };
      const tokens = Math.min(most, before.tokens + ((at - before.at) / 60_000) * most);
      buckets.delete(key);
      // The bucket that was used longest ago is full again, or nearly.
      if (buckets.size >= mostClients) buckets.delete(buckets.keys().next().value!);
      buckets.set(key, { tokens: Math.max(0, tokens - 1), at });
      if (tokens >= 1) return;
      throw new Problem('too_many_requests', 'server', { seconds: Math.ceil(((1 - tokens) * 60) / most) });
    },
  };
}

/** Finds the client of a request: the address of the socket, or the one stated by a trusted proxy. */
export type FindClient = (env: unknown, forwardedFor: string | undefined) => string | null;

/**
 * `X-Forwarded-For` is read from its end, since each proxy appends the address of its socket: the first address that
 * is not a trusted proxy is the client. Anything before it, or in a request from another address, may be forged.
 *
 * @param trusted - addresses and networks of proxies, as in `GAP_TRUSTED_PROXIES`
 * @returns null if there is no network connection
 */
export function openClients(trusted: BlockList = new BlockList()): FindClient {
  const isTrusted = (address: string) => trusted.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
  return (env, forwardedFor) => {
    const { incoming } = (env ?? {}) as { incoming?: { socket?: { remoteAddress?: string } } };
    const socket = incoming?.socket?.remoteAddress;
    if (socket === undefined) return null;
    let client = plainAddress(socket);
    const stated = forwardedFor?.split(',') ?? [];
    while (isTrusted(client) && stated.length > 0) {
      const before = plainAddress(stated.pop()!.trim());
      if (isIP(before) === 0) break;
      client = before;
    }
    return client;
  };
}

/** An IPv4 address in one form, including addresses mapped to IPv6. */
const plainAddress = (address: string) => address.replace(/^::ffff:(?=\d+\.)/i, '');
