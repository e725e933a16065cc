/**
 * Adds the length to a response for one reader, such as a receipt, and compresses it if worthwhile. HEAD is handled
 * in the same way, so that its headers equal those of GET. Prepared responses pass unchanged.
 */
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { MiddlewareHandler } from 'hono';
import { prefersGzip } from './negotiate.ts';

const pack = promisify(gzip);
/** Below this number of bytes, compression saves no packet. */
const least = 1_000;
const packable = /^(?:text\/|image\/svg\+xml|application\/(?:problem\+)?json)/;

export const packReply: MiddlewareHandler = async (c, next) => {
  await next();
  const { body, status, headers: made } = c.res;
  if (body === null || made.has('content-encoding') || made.has('etag')) return;
  const headers = new Headers(made);
  let bytes = new Uint8Array(await c.res.arrayBuffer());
  if (packable.test(made.get('content-type') ?? '')) {
    headers.append('vary', 'accept-encoding');
    // A client that accepts no encoding gets plain bytes: refusing it after an upload would lose the receipt.
    if (bytes.length >= least && prefersGzip(c.req.header('accept-encoding'))) {
      bytes = new Uint8Array(await pack(bytes));
      headers.set('content-encoding', 'gzip');
    }
  }
  headers.set('content-length', String(bytes.length));
  c.res = undefined;
  c.res = new Response(bytes, { status, headers });
};
