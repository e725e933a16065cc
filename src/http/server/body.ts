/** A body made once and sent many times: hashed, compressed both ways, with its headers ready. */
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
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
  /** The same headers, names and values in turns: Node writes them without asking an object for its keys. */
  readonly flat: { readonly init: readonly string[]; readonly unchanged: readonly string[] };
};

export type Body = {
  readonly sent: Readonly<Record<'br' | 'gzip', Sent>>;
  /** Of the plain bytes, which are unpacked for the few who ask for them. */
  readonly plain: Omit<Sent, 'bytes'>;
  readonly made: Making;
  /** True if its brotli copy is as small as it gets. */
  readonly tight: boolean;
};

/** What decides the headers of a body. */
export type Making = {
  /** Content type. */
  readonly type: string;
  /** Tag of the plain bytes, in quotation marks. */
  readonly tag: string;
  /** Bytes of the plain content. */
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
  const tag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
  return bodyOf({ type, tag, length: bytes.length, lasting, more }, br, gz, false);
}

/** A body of what was compressed before. */
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
    bytes: new Uint8Array(packed),
    ...head(packed.length, encoding),
  });
  return { sent: { br: sent(br, 'br'), gzip: sent(gz, 'gzip') }, plain: head(plain, 'identity'), made, tight };
}

/** The same body with its brotli copy as small as it gets, by a thread that has a second for it. */
export async function tighten(body: Body): Promise<Body> {
  if (body.tight) return body;
  const { br, gzip: gz } = body.sent;
  return bodyOf(body.made, await toBrotli(await unpack(br.bytes), 11), gz.bytes, true);
}

/** What decides which representation of a body is sent. */
export type Asks = {
  readonly host: string | undefined;
  readonly accepts: string | undefined;
  readonly has: string | undefined;
};

/**
 * Of a request as it came: Node puts together an object of all its headers only for a caller who asks for that. A header that occurs twice
 * is left to Node, which knows what that means.
 */
export function asksOf({ rawHeaders, headers }: Pick<IncomingMessage, 'rawHeaders' | 'headers'>): Asks {
  const found: { host?: string; accepts?: string; has?: string } = {};
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]!;
    const key = keys.get(name.length);
    if (key === undefined || name.toLowerCase() !== key.name) continue;
    if (found[key.as] !== undefined)
      return {
        host: headers.host,
        accepts: headers['accept-encoding'] as string | undefined,
        has: headers['if-none-match'],
      };
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

/** Sends a compressed body to a reader who takes one, or its headers to who asks by HEAD. @returns false with nothing sent */
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
 * The response that fits what the client takes and already has.
 *
 * @param content - the plain bytes, where they are available
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
