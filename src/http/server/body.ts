/** A body built once and sent many times: hashed, compressed in both encodings, with its headers ready. */
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, brotliDecompress, constants, gunzipSync, gzip } from 'node:zlib';
import { Problem } from '../../problem/index.ts';
import { securityHeaders } from './headers.ts';
import { chooseEncoding, type Encoding, hasAlready } from './negotiate.ts';

/** One representation: the content in one encoding, with its own entity tag. */
type Sent = {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly etag: string;
  readonly init: { readonly status: number; readonly headers: Record<string, string> };
  readonly unchanged: { readonly status: 304; readonly headers: Record<string, string> };
  /** The same headers as a flat array of names and values, which Node writes fastest. */
  readonly flat: { readonly init: readonly string[]; readonly unchanged: readonly string[] };
};

export type Body = {
  readonly sent: Readonly<Record<'br' | 'gzip', Sent>>;
  /** Headers of the plain bytes, which are decompressed for the few clients that need them. */
  readonly plain: Omit<Sent, 'bytes'>;
  readonly made: Making;
  /** True if its brotli copy has maximum compression. */
  readonly tight: boolean;
};

/** What determines the headers of a body. */
export type Making = {
  /** Content type. */
  readonly type: string;
  /** Entity tag of the plain bytes, in quotation marks. */
  readonly tag: string;
  /** Size of the plain content in bytes. */
  readonly length: number;
  readonly lasting: boolean;
  readonly more: Readonly<Record<string, string>>;
};

const compress = promisify(brotliCompress);
const unpack = promisify(brotliDecompress);
const toBrotli = (bytes: Uint8Array, quality: number) =>
  compress(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  });
const toGzip = promisify(gzip);

/** Levels of compression. A body for one reader is 4 % larger and ready in a third of the time. */
const efforts = { kept: { brotli: 7, gzip: 8 }, forOneReader: { brotli: 5, gzip: 6 } } as const;

/**
 * @param lasting - true for a body whose address contains a hash of its content: it may be cached permanently
 * @param options.forOneReader - true for a body that hardly anyone will ask for again
 * @returns compressed copies only; for clients that accept neither, the gzip copy is decompressed
 */
export async function makeBody(
  content: string | Uint8Array,
  type: string,
  lasting = false,
  more: Record<string, string> = {},
  { forOneReader = false } = {},
): Promise<Body> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const effort = efforts[forOneReader ? 'forOneReader' : 'kept'];
  const [br, gz] = await Promise.all([toBrotli(bytes, effort.brotli), toGzip(bytes, { level: effort.gzip })]);
  const tag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
  return bodyOf({ type, tag, length: bytes.length, lasting, more }, br, gz, false);
}

/** A body from copies that were compressed before. */
export function bodyOf(made: Making, br: Uint8Array, gz: Uint8Array, tight: boolean): Body {
  const { tag, type, length: plain, lasting, more } = made;
  const kept = lasting ? 'public, max-age=31536000, immutable' : 'no-cache';
  const headers = { 'cache-control': kept, vary: 'accept-encoding', ...securityHeaders, ...more };
  const head = (length: number, encoding: Encoding): Omit<Sent, 'bytes'> => {
    const etag = encoding === 'identity' ? tag : tag.replace(/"$/, `-${encoding}"`);
    const own = { ...headers, etag };
    const whole = {
      'content-type': type,
      ...(encoding !== 'identity' && { 'content-encoding': encoding }),
      'content-length': String(length),
      ...own,
    };
    return {
      etag,
      unchanged: { status: 304, headers: own },
      init: { status: 200, headers: whole },
      flat: { init: Object.entries(whole).flat(), unchanged: Object.entries(own).flat() },
    };
  };
  const sent = (packed: Uint8Array, encoding: Encoding): Sent => ({
    // Node makes a buffer of anything else each time that it is sent.
    bytes: Buffer.from(new Uint8Array(packed).buffer),
    ...head(packed.length, encoding),
  });
  return { sent: { br: sent(br, 'br'), gzip: sent(gz, 'gzip') }, plain: head(plain, 'identity'), made, tight };
}

/** The same body with its brotli copy at maximum compression, for a thread that has a second to spend. */
export async function tighten(body: Body): Promise<Body> {
  if (body.tight) return body;
  const { br, gzip: gz } = body.sent;
  return bodyOf(body.made, await toBrotli(await unpack(br.bytes), 11), gz.bytes, true);
}

/** What determines the representation of a body that is sent. */
export type Asks = {
  readonly host: string | undefined;
  readonly accepts: string | undefined;
  readonly has: string | undefined;
};

/**
 * Read from the raw headers: Node builds an object of all headers only if it is accessed. Repeated headers are left
 * to Node, which combines them correctly.
 */
export function asksOf(asked: Pick<IncomingMessage, 'rawHeaders' | 'headers'>): Asks {
  const { rawHeaders } = asked;
  const found: { host?: string; accepts?: string; has?: string } = {};
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]!;
    const key = keys.get(name.length);
    if (key === undefined || name.toLowerCase() !== key.name) continue;
    if (found[key.as] !== undefined) {
      const { headers } = asked;
      return {
        host: headers.host,
        accepts: headers['accept-encoding'] as string | undefined,
        has: headers['if-none-match'],
      };
    }
    found[key.as] = rawHeaders[at + 1]!;
  }
  return { host: found.host, accepts: found.accepts, has: found.has };
}

/** By the length of the name. */
const keys = new Map(
  (
    [
      ['host', 'host'],
      ['accept-encoding', 'accepts'],
      ['if-none-match', 'has'],
    ] as const
  ).map(([name, as]) => [name.length, { name, as }]),
);

/** Sends a compressed body, or for HEAD its headers, to a client that accepts it. @returns false if nothing was sent */
export function sendBody(answer: ServerResponse, body: Body, { accepts, has }: Asks): boolean {
  const encoding = chooseEncoding(accepts);
  if (encoding === null || encoding === 'identity') return false;
  const { bytes, etag, flat } = body.sent[encoding];
  if (hasAlready(has, etag)) answer.writeHead(304, flat.unchanged as string[]).end();
  else if (answer.req.method === 'HEAD') answer.writeHead(200, flat.init as string[]).end();
  else answer.writeHead(200, flat.init as string[]).end(bytes);
  return true;
}

/**
 * The response for the encodings that the client accepts and the copy that it has.
 *
 * @param content - the plain bytes, if available
 * @throws Problem `encoding_refused` if it accepts none of the encodings
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
