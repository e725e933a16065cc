/** How much one client may ask for: a token bucket for each address. */
import { Problem } from '../../problem/index.ts';

export type RateLimit = {
  /** @param address - of the client; null if there is no network in between @throws Problem `too_many_requests` */
  readonly take: (address: string | null, kind: 'read' | 'work') => void | Promise<void>;
};

/** Pages that are made for one reader cost less than forms, which store, read workbooks or build. */
const readsForOneWork = 10;
const mostClients = 10_000;

/**
 * @param perMinute - forms that a client may send in a minute, and at once; ten times as many other requests that are not
 *   answered from memory. 0 for no limit
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
      // The one that asked longest ago is full again, or nearly so.
      if (buckets.size >= mostClients) buckets.delete(buckets.keys().next().value!);
      buckets.set(key, { tokens: Math.max(0, tokens - 1), at });
      if (tokens >= 1) return;
      throw new Problem('too_many_requests', 'server', { seconds: Math.ceil(((1 - tokens) * 60) / most) });
    },
  };
}

/** Address of the client of a request, as the server's socket knows it; null if there is no network in between. */
export function clientOf(env: unknown): string | null {
  const { incoming } = (env ?? {}) as { incoming?: { socket?: { remoteAddress?: string } } };
  return incoming?.socket?.remoteAddress ?? null;
}
