/** A body made once and sent many times: hashed, compressed both ways, with its headers ready. */
import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, brotliDecompress, constants, gunzipSync, gzip } from 'node:zlib';
import { Problem } from '../../problem/index.ts';
import { securityHeaders } from './headers.ts';
import { chooseEncoding, type Encoding, hasAlready } from './negotiate.ts';

/** One representation: the same content in one encoding, with a tag of its own. */
type Sent = {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly etag: string;
  readonly init: { readonly status: number; readonly headers: Record<string, string> };
  readonly unchanged: { readonly status: 304; readonly headers: Record<string, string> };
};

export type Body = {
  readonly sent: Readonly<Record<'br' | 'gzip', Sent>>;
  /** Of the plain bytes, which are unpacked for the few who ask for them. */
  readonly plain: Omit<Sent, 'bytes'>;
};

const compress = promisify(brotliCompress);
const unpack = promisify(brotliDecompress);
const toBrotli = (bytes: Uint8Array, quality: number) =>
  compress(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  });
const toGzip = promisify(gzip);

/**
 * @param lasting - true for a body whose address names its content: it may be kept for good
 * @returns compressed copies only; who asks for neither gets the gzip copy unpacked
 */
export async function makeBody(
  content: string | Uint8Array,
  type: string,
  lasting = false,
  more: Record<string, string> = {},
): Promise<Body> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const [br, gz] = await Promise.all([toBrotli(bytes, 7), toGzip(bytes, { level: 8 })]);
  const { etag: hash, headers } = bodyHeaders(bytes, lasting, more);
  const head = (length: number, encoding: Encoding): Omit<Sent, 'bytes'> => {
    const etag = encoding === 'identity' ? hash : hash.replace(/"$/, `-${encoding}"`);
    const own = { ...headers, etag };
    return {
      etag,
      unchanged: { status: 304, headers: own },
      init: {
        status: 200,
        headers: {
          'content-type': type,
          ...(encoding !== 'identity' && { 'content-encoding': encoding }),
          'content-length': String(length),
          ...own,
        },
      },
    };
  };
  const sent = (packed: Buffer, encoding: Encoding): Sent => ({
    bytes: new Uint8Array(packed),
    ...head(packed.length, encoding),
  });
  return { sent: { br: sent(br, 'br'), gzip: sent(gz, 'gzip') }, plain: head(bytes.length, 'identity') };
}

/** Tag of the plain bytes, and the headers that every representation of them has. */
function bodyHeaders(
  bytes: Uint8Array,
  lasting: boolean,
  more: Record<string, string> = {},
): { readonly etag: string; readonly headers: Record<string, string> } {
  const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
  const kept = lasting ? 'public, max-age=31536000, immutable' : 'no-cache';
  return { etag, headers: { 'cache-control': kept, vary: 'accept-encoding', ...securityHeaders, ...more } };
}

/** The same body with its brotli copy as small as it gets, by a thread that has a second for it. */
export async function tighten(body: Body): Promise<Body> {
  const { br } = body.sent;
  const packed = await toBrotli(await unpack(br.bytes), 11);
  const headers = { ...br.init.headers, 'content-length': String(packed.length) };
  const tight: Sent = { ...br, bytes: new Uint8Array(packed), init: { ...br.init, headers } };
  return { ...body, sent: { ...body.sent, br: tight } };
}

/** Sends a compressed body to who takes one, or its headers to who asks by HEAD. @returns false with nothing sent */
export function sendBody(answer: ServerResponse, body: Body, headers: IncomingHttpHeaders): boolean {
  const encoding = chooseEncoding(headers['accept-encoding'] as string | undefined);
  if (encoding === null || encoding === 'identity') return false;
  const { bytes, etag, init, unchanged } = body.sent[encoding];
  if (hasAlready(headers['if-none-match'], etag)) answer.writeHead(304, unchanged.headers).end();
  else if (answer.req.method === 'HEAD') answer.writeHead(init.status, init.headers).end();
  else answer.writeHead(init.status, init.headers).end(bytes);
  return true;
}

/**
 * The response that fits what the client takes and already has.
 *
 * @param content - the plain bytes, where they are at hand
 * @throws Problem `encoding_refused` where it takes none of what there is
 */
export function respond(
  body: Body,
  accepts: string | undefined,
  has: string | undefined,
  content?: Uint8Array,
): Response {
  const encoding = chooseEncoding(accepts);
  if (encoding === null) throw new Problem('encoding_refused', 'header Accept-Encoding', {});
  const { etag, init, unchanged } = encoding === 'identity' ? body.plain : body.sent[encoding];
  if (hasAlready(has, etag)) return new Response(null, unchanged);
  const plain = () => content ?? gunzipSync(body.sent.gzip.bytes);
  const bytes = encoding === 'identity' ? plain() : body.sent[encoding].bytes;
  return new Response(bytes as Uint8Array<ArrayBuffer>, init);
}
