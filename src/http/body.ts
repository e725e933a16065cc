/** A body made once and sent many times: hashed, compressed both ways, with its headers ready. */
import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, brotliDecompress, constants, gunzipSync, gzip } from 'node:zlib';
import { securityHeaders } from './headers.ts';

type Encoding = 'br' | 'gzip' | 'identity';
type Sent = {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly init: { readonly status: number; readonly headers: Record<string, string> };
};

export type Body = {
  readonly etag: string;
  readonly sent: Readonly<Record<'br' | 'gzip', Sent>>;
  readonly unchanged: { readonly status: 304; readonly headers: Record<string, string> };
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
  const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
  const [br, gz] = await Promise.all([toBrotli(bytes, 7), toGzip(bytes, { level: 8 })]);
  const headers = {
    'cache-control': lasting ? 'public, max-age=31536000, immutable' : 'no-cache',
    etag,
    vary: 'accept-encoding',
    ...more,
    ...securityHeaders,
  };
  const sent = (packed: Buffer, encoding: Encoding): Sent => ({
    bytes: new Uint8Array(packed),
    init: {
      status: 200,
      headers: {
        'content-type': type,
        'content-encoding': encoding,
        'content-length': String(packed.length),
        ...headers,
      },
    },
  });
  return { etag, sent: { br: sent(br, 'br'), gzip: sent(gz, 'gzip') }, unchanged: { status: 304, headers } };
}

/** The same body with its brotli copy as small as it gets, by a thread that has a second for it. */
export async function tighten(body: Body): Promise<Body> {
  const { br } = body.sent;
  const packed = await toBrotli(await unpack(br.bytes), 11);
  const headers = { ...br.init.headers, 'content-length': String(packed.length) };
  const tight: Sent = { bytes: new Uint8Array(packed), init: { ...br.init, headers } };
  return { ...body, sent: { ...body.sent, br: tight } };
}

const unchangedFor = (body: Body, has: string | undefined) =>
  has !== undefined && (has === body.etag || has === `W/${body.etag}`);

/** Sends what fits to who takes a compressed body. @returns false to who takes none, with nothing sent */
export function sendBody(answer: ServerResponse, body: Body, headers: IncomingHttpHeaders): boolean {
  if (unchangedFor(body, headers['if-none-match'])) {
    answer.writeHead(304, body.unchanged.headers).end();
    return true;
  }
  const accepts = headers['accept-encoding'] as string | undefined;
  const sent = accepts?.includes('br') ? body.sent.br : accepts?.includes('gzip') ? body.sent.gzip : null;
  if (sent === null) return false;
  answer.writeHead(sent.init.status, sent.init.headers).end(sent.bytes);
  return true;
}

/** The response that fits what the reader takes and already has. */
export function respond(body: Body, accepts: string | undefined, has: string | undefined): Response {
  if (unchangedFor(body, has)) return new Response(null, body.unchanged);
  if (accepts?.includes('br')) return new Response(body.sent.br.bytes, body.sent.br.init);
  if (accepts?.includes('gzip')) return new Response(body.sent.gzip.bytes, body.sent.gzip.init);
  const { init, bytes } = body.sent.gzip;
  const { 'content-encoding': _, 'content-length': __, ...headers } = init.headers;
  return new Response(new Uint8Array(gunzipSync(bytes)), { status: init.status, headers });
}
